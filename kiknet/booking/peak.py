"""How many of a thing are in use at most, and whether some more fit beside them.

Of twenty chairs, 12 from 14 to 15 h and 12 from 15 to 16 h leave 8 from 14 to 16 h: never are more than 12 away.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from kiknet.booking.slot import Slot


class Use(NamedTuple):
    """`quantity` of them are away from `starts_at` up to `ends_at`."""

    starts_at: datetime
    ends_at: datetime
    quantity: int


def peak(uses: Iterable[Use], within: Slot) -> int:
    """The largest sum of quantities in use at the same moment of `within`; 0 if none is."""
    steps = []
    begins, end = within
    for starts, ends, quantity in uses:
        if starts < end and begins < ends:
            steps += [(starts, 1, quantity), (ends, 0, -quantity)]
    most = now = 0
    for _moment, _order, change in sorted(steps):  # what ends goes first: what begins then may have its place
        now += change
        most = max(most, now)
    return most


def fits(wanted: int, within: Slot, uses: Iterable[Use], quantity: int) -> bool:
    """Whether `wanted` more can be lent all through `within`, of a thing there are `quantity` of."""
    return wanted + peak(uses, within) <= quantity
