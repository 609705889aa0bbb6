"""A stretch of time: half-open, so that one may begin as the other ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class _Stretch(NamedTuple):
    starts_at: datetime
    ends_at: datetime


class Slot(_Stretch):
    """From `starts_at` up to, but not including, `ends_at` (both aware, or both wall time).

    A tuple, for a search makes hundreds of them.
    """

    __slots__ = ()

    def __new__(cls, starts_at: datetime, ends_at: datetime) -> "Slot":
        if not starts_at < ends_at:
            raise ValueError("A slot ends after it starts.")
        return super().__new__(cls, starts_at, ends_at)

    def overlaps(self, other: "Slot") -> bool:
        """Slots that merely touch do not overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def covers(self, other: "Slot") -> bool:
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def widened(self, before: timedelta, after: timedelta) -> "Slot":
        """With the time for preparing and for tidying up."""
        return Slot(self.starts_at - before, self.ends_at + after)

    def moved(self, by: timedelta) -> "Slot":
        return Slot(self.starts_at + by, self.ends_at + by)


def joined(slots: Iterable[Slot]) -> list[Slot]:
    """The same time in as few slots as possible, in order: those that overlap or touch become one."""
    whole: list[Slot] = []
    for slot in sorted(slots):
        if whole and slot.starts_at <= whole[-1].ends_at:
            whole[-1] = Slot(whole[-1].starts_at, max(whole[-1].ends_at, slot.ends_at))
        else:
            whole.append(slot)
    return whole


def without(slot: Slot, gaps: Iterable[Slot]) -> list[Slot]:
    """What is left of `slot` once the `gaps` are taken out of it, in order."""
    left, begin = [], slot.starts_at
    for gap in joined(gaps):
        if not gap.overlaps(slot):
            continue
        if begin < gap.starts_at:
            left.append(Slot(begin, gap.starts_at))
        begin = max(begin, gap.ends_at)
    if begin < slot.ends_at:
        left.append(Slot(begin, slot.ends_at))
    return left
