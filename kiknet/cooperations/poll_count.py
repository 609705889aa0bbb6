"""Which dates are proposed, and which of them suits best. Knows neither database nor person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

USUAL_LENGTH = timedelta(hours=2)
Row = tuple[date | None, time | None, time | None]
Span = tuple[datetime, datetime]


class WrongRow(ValueError):
    """`number` is that of the row as it was typed, `problem` "starts" (when does it begin?) or "ends" (before that)."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(f"row {number}: {problem}")
        self.number, self.problem = number, problem


def spans(rows: Iterable[Row]) -> list[Span]:
    """Start and end of each row with a day. A time nobody typed is that of the row above; at first it lasts two hours.

    Raises `WrongRow`.
    """
    found: list[Span] = []
    for number, (day, starts, ends) in enumerate(rows):
        if day is None:
            continue
        above = found[-1] if found else None
        begin = starts or (above[0].time() if above else None)
        if begin is None:
            raise WrongRow(number, "starts")
        first = datetime.combine(day, begin)
        last = datetime.combine(day, ends) if ends else first + (above[1] - above[0] if above else USUAL_LENGTH)
        if last <= first:
            raise WrongRow(number, "ends")
        found.append((first, last))
    return found


@dataclass(frozen=True)
class Tally:
    """How many of those who are asked said what about a date."""

    yes: int
    maybe: int
    no: int
    missing: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """More is better: first who can come, then who cannot, then who perhaps can."""
        return (self.yes, -self.no, self.maybe)


def count(answers: Mapping[int, str], asked: Collection[int]) -> Tally:
    """Only the answers of those who are `asked` count, by their id."""
    given = [answer for who, answer in answers.items() if who in asked]
    yes, maybe, no = (given.count(answer) for answer in ("yes", "maybe", "no"))
    return Tally(yes, maybe, no, len(asked) - len(given))


def best(tallies: Sequence[Tally]) -> set[int]:
    """Which of them suit best (by place), if somebody can come at all; several if they are equal."""
    top = max((tally.worth for tally in tallies), default=(0, 0, 0))
    return {place for place, tally in enumerate(tallies) if tally.worth == top and tally.yes}
