"""One line as somebody types it while others talk (pure): "idee: Sprachcafé | Altstadthaus | ein Raum".

A word with a colon says what it is, after the first stroke stands whose it is, after the second what else is known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from kiknet.fold import fold, words
from kiknet.web.typed import read_day, read_time

IDEA, NEED, OFFER, DATE = KINDS = ("idea", "need", "offer", "date")
WORDS = {
    IDEA: ("idee", "ideen", "idea"),
    NEED: ("suche", "suchen", "sucht", "gesucht", "need", "wanted"),
    OFFER: ("biete", "bieten", "bietet", "geboten", "offer"),
    DATE: ("termin", "termine", "datum", "date"),
}
_DAY = re.compile(r"\d{1,2}\.\s?\d{1,2}\.?(?:\s?\d{4}\b|\d{2}\b(?![:.]\d|\s?Uhr))?|\d{4}-\d{2}-\d{2}", re.IGNORECASE)
_TIME = re.compile(r"(?:um\s+)?(\d{1,2}[:.]\d{2}(?:\s?Uhr)?|\d{1,2}\s?Uhr)\b", re.IGNORECASE)
_BETWEEN = " ,;:–-"
Key = TypeVar("Key")


@dataclass(frozen=True)
class Line:
    """What was typed; `kind` is "" and the day None where it does not say so."""

    title: str
    kind: str = ""
    organisation: str = ""
    more: str = ""


@dataclass(frozen=True)
class Planned:
    """A date as far as it is known: perhaps only its day, perhaps not even that."""

    title: str
    day: date | None = None
    at: time | None = None


def read(text: str) -> Line:
    """The parts of a line."""
    first, *rest = (part.strip() for part in text.split("|"))
    word, colon, title = first.partition(":")
    kind = next((kind for kind, known in WORDS.items() if colon and fold(word) in known), "")
    organisation, more = (*rest, "", "")[:2]
    return Line(title.strip() if kind else first, kind, organisation, " | ".join([more, *rest[2:]]).strip())


def planned(title: str, today: date) -> Planned:
    """Day and time a title begins with: "8.3. 15 Uhr Frauenfrühstück"; without a year it is the next such day."""
    found = _DAY.match(title)
    day = read_day(re.sub(r"\s", "", found[0]), today) if found else None
    if found is None or day is None:
        return Planned(title)
    rest = title[found.end() :].strip(_BETWEEN)
    clock = _TIME.match(rest)
    at = read_time(clock[1]) if clock else None
    return Planned(rest[clock.end() :].strip(_BETWEEN) if clock and at else rest, day, at)


def meant(text: str, names: Mapping[Key, str]) -> list[Key]:
    """Which of these names are meant by a few letters of it: the one that is exactly so, or all that hold its words.

    A word counts as far as it is typed: "alt" is the Altstadthaus.
    """
    wanted = words(text)
    if not wanted:
        return []
    exact = [key for key, name in names.items() if fold(name) == fold(text)]
    return exact or [key for key, name in names.items() if _holds(words(name), wanted)]


def _holds(name: Iterable[str], wanted: Iterable[str]) -> bool:
    name = list(name)
    return all(any(word.startswith(part) for word in name) for part in wanted)
