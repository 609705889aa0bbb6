"""When a mail is due by the clock on the wall: at once, in the morning, on Mondays; never in quiet hours (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from kiknet import clock

CADENCES = ("instant", "daily", "weekly", "never")
MORNING = time(7)
MONDAY = 0
MOST = 30
"""So many notices stand in one summary; of the others it says how many there are."""


def next_summary(cadence: str, after: datetime) -> datetime | None:
    """The first morning after the moment `after`: any day for "daily", a Monday for "weekly", none otherwise."""
    if cadence not in {"daily", "weekly"}:
        return None
    day = clock.to_local(after).date()
    if _morning(day) <= after:
        day += timedelta(days=1)
    if cadence == "weekly":
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return _morning(day)


def _morning(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, MORNING))


@dataclass(frozen=True)
class Quiet:
    """Hours of the day in which somebody gets no mail, half-open; from 22:00 until 7:00 they pass midnight."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def end_after(self, moment: datetime) -> datetime:
        """`moment` itself, or the end of the quiet hours it falls into."""
        wall_time = clock.to_local(moment)
        if not self.holds(wall_time.time()):
            return moment
        passes_midnight = self.begins > self.ends and wall_time.time() >= self.begins
        day = wall_time.date() + timedelta(days=1 if passes_midnight else 0)
        return max(moment, clock.from_local(datetime.combine(day, self.ends)))


def due(cadence: str, now: datetime, quiet: Quiet | None = None) -> datetime | None:
    """When somebody may get a mail about what happens `now` (aware): `now` means at once, None means not at all."""
    at = now if cadence == "instant" else next_summary(cadence, now)
    return quiet.end_after(at) if at and quiet else at


class Waiting(NamedTuple):
    """A notice that may go into a summary."""

    number: int
    due_at: datetime
    is_read: bool = False


class Summary(NamedTuple):
    """The numbers of the notices in one mail, oldest first, and how many more there are."""

    numbers: list[int]
    left_out: int


def summary(waiting: Iterable[Waiting], now: datetime) -> Summary:
    """Of what waits: what is due and was not read meanwhile; the newest if there is too much."""
    told = sorted(notice.number for notice in waiting if notice.due_at <= now and not notice.is_read)
    return Summary(told[-MOST:], max(0, len(told) - MOST))
