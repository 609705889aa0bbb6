"""The next day and hours at which something could be, out of when each side can. Pure."""

from datetime import date, time, timedelta
from typing import NamedTuple

from kiknet.board.availability import Availability, Weekly


class Time(NamedTuple):
    """A day and, as far as they are known, from when until when."""

    day: date
    begins: time | None = None
    ends: time | None = None


def next_time(today: date, *sides: Availability) -> Time | None:
    """The next time from tomorrow on that suits everybody who says when; None if nobody says it by weekday or date.

    Where two have nothing in common it is the first side's, for people to change.
    """
    stated = [each for side in sides if (each := _times(side, today))]
    if not stated:
        return None
    common = stated[0]
    for other in stated[1:]:
        common = [both for mine in common for theirs in other if (both := _both(mine, theirs))] or common
    return min(common, key=lambda each: (each.day, each.begins or time.min))


def _times(side: Availability, today: date) -> list[Time]:
    weekly = [Time(_next(slot, today), slot.begins, slot.ends) for slot in side.slots]
    return weekly + [Time(each.day, each.begins, each.ends) for each in side.dates if each.day > today]


def _next(slot: Weekly, today: date) -> date:
    return today + timedelta(days=(slot.weekday - today.weekday() - 1) % 7 + 1)


def _both(mine: Time, theirs: Time) -> Time | None:
    if mine.day != theirs.day:
        return None
    begins = max((each for each in (mine.begins, theirs.begins) if each), default=None)
    ends = min((each for each in (mine.ends, theirs.ends) if each), default=None)
    return None if begins and ends and begins >= ends else Time(mine.day, begins, ends)
