"""How many requests there were, by month and language (pure)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Asked(NamedTuple):
    """One request as it is counted: the day it was made, its language, and what became of it."""

    on: date
    language: str
    state: str


class Line(NamedTuple):
    month: date
    language: str
    asked: int
    yes: int
    no: int

    @property
    def open(self) -> int:
        """Neither yes nor no: open, withdrawn, or over without an answer."""
        return self.asked - self.yes - self.no


def count(requests: Iterable[Asked]) -> list[Line]:
    """The latest month first, in it the language asked for most."""
    asked: Counter[tuple[date, str]] = Counter()
    answered: Counter[tuple[date, str, str]] = Counter()
    for request in requests:
        cell = (request.on.replace(day=1), request.language)
        asked[cell] += 1
        answered[(*cell, request.state)] += 1
    lines = [Line(*cell, number, answered[(*cell, "yes")], answered[(*cell, "no")]) for cell, number in asked.items()]
    return sorted(lines, key=lambda line: (-line.month.toordinal(), -line.asked, line.language))
