"""When something can be used at all: hours of the week, closed days, how soon and how far ahead one may ask.

Hours are wall time and may run across midnight; a closed day closes from midnight to midnight, whatever began before.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from kiknet import clock
from kiknet.booking.slot import Slot, joined, without

DAY = timedelta(days=1)


class Hours(NamedTuple):
    """Open on `weekday` (Monday is 0) from `opens` to `closes`; if that is not later, to that time of the next day."""

    weekday: int
    opens: time
    closes: time

    def on(self, day: date) -> Slot:
        """The moments this means for a day that is such a weekday (a time skipped in spring moves forward)."""
        last = day if self.opens < self.closes else day + DAY
        starts = clock.from_local(datetime.combine(day, self.opens))
        ends = clock.from_local(datetime.combine(last, self.closes))
        return Slot(starts, max(ends, starts + timedelta(minutes=1)))


class Closure(NamedTuple):
    """Closed from `first` to `last`, both included; `is_yearly`: on these days of every year, whatever theirs."""

    first: date
    last: date
    is_yearly: bool = False

    def holds(self, day: date) -> bool:
        if not self.is_yearly:
            return self.first <= day <= self.last
        first, last = (self.first.month, self.first.day), (self.last.month, self.last.day)
        this = (day.month, day.day)
        return first <= this <= last if first <= last else this >= first or this <= last


IsFree = Callable[[date], bool]


def never(_day: date) -> bool:
    return False


def open_times(
    hours: Sequence[Hours], closures: Iterable[Closure], first: date, last: date, is_free: IsFree = never
) -> list[Slot]:
    """When it is open between the beginning of `first` and the end of `last`, in order, without gaps of nothing.

    No hours at all mean: always. `is_free` says which days are holidays, for what closes on them.
    """
    begin, end = clock.day_span(first, last)
    span, closures = Slot(begin, end), list(closures)
    windows = joined(_windows(hours, first, last)) if hours else [span]
    shut = [
        Slot(*clock.day_span(day, day))
        for day in _days(first, last)
        if is_free(day) or any(c.holds(day) for c in closures)
    ]
    outside = [Slot(begin - DAY * 2, begin), Slot(end, end + DAY * 3)]
    return joined(part for window in windows for part in without(window, [*shut, *outside]))


def is_open(hours: Sequence[Hours], closures: Sequence[Closure], slot: Slot, is_free: IsFree = never) -> bool:
    """Whether it is open all through `slot`: on no closed day at any moment, and within the hours of the week."""
    first, last = days_of(slot)
    for day in _days(first, last):
        if is_free(day) or any(closure.holds(day) for closure in closures):
            return False
    return not hours or any(window.covers(slot) for window in _joined_windows(tuple(hours), first, last))


@lru_cache(maxsize=64)
def days_of(slot: Slot) -> tuple[date, date]:
    """The first and the last day it holds a moment of: what ends at midnight does not touch the day after."""
    first, end = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    return first.date(), (end.date() - DAY if end.time() == time(0) else end.date())


@lru_cache(maxsize=2048)
def _joined_windows(hours: tuple[Hours, ...], first: date, last: date) -> tuple[Slot, ...]:
    """Most rooms of a house, and many houses, keep the same hours."""
    return tuple(joined(_windows(hours, first, last)))


def _windows(hours: Sequence[Hours], first: date, last: date) -> Iterable[Slot]:
    """Those of each of these days, and what lasts into them from the evening before."""
    for day in _days(first - DAY, last):
        for each in hours:
            if each.weekday == day.weekday() and (day >= first or each.closes <= each.opens):
                yield each.on(day)


@lru_cache(maxsize=1024)
def hours_in(text: str) -> tuple[Hours, ...]:
    """Hours as they are stored: `[[0, "08:00", "22:00"], …]`."""
    return tuple(
        Hours(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in _list(text)
    )


@lru_cache(maxsize=1024)
def closures_in(text: str) -> tuple[Closure, ...]:
    """Closed days as they are stored: `[["2026-12-24", "2027-01-06", false], …]`."""
    return tuple(
        Closure(date.fromisoformat(first), date.fromisoformat(last), yearly) for first, last, yearly in _list(text)
    )


def _list(text: str) -> list[Any]:
    found: list[Any] = json.loads(text or "[]")
    return found


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def is_soon_enough(starts_at: datetime, now: datetime, advance_days: int | None) -> bool:
    """Not further ahead than `advance_days` days from today (None: as far as one likes)."""
    if advance_days is None:
        return True
    return clock.to_local(starts_at).date() <= clock.to_local(now).date() + DAY * advance_days


def is_early_enough(starts_at: datetime, now: datetime, notice_hours: int) -> bool:
    """Asked at least `notice_hours` before it starts, and not for what has begun."""
    return starts_at >= now + timedelta(hours=notice_hours) and starts_at > now
