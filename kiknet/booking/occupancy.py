"""How much of the time it is open something is booked, month by month."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.opening import open_times
from kiknet.booking.slot import Slot

MONTHS = 12
AHEAD = 2


@dataclass(frozen=True)
class Month:
    """Hours; something of which there are several counts each of them."""

    first: date
    bookings: int
    booked: float
    open: float

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.booked / self.open)) if self.open else 0


@dataclass(frozen=True)
class Row:
    resource: Resource
    months: list[Month] = field(default_factory=list)


def months_until(today: date) -> list[date]:
    """The firsts of twelve months: this one, two ahead, nine before."""
    number = today.year * 12 + today.month - 1 + AHEAD
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS + 1, number + 1)]


def of(resources: Sequence[Resource], months: Sequence[date]) -> list[Row]:
    """A row for each resource: one query."""
    slots = defaultdict(list)
    for slot in queries.booked([resource.id for resource in resources], _span(months[0], months[-1])):
        slots[slot.resource_id].append(slot)
    return [Row(r, [_month(r, first, slots[r.id]) for first in months]) for r in resources]


def _month(resource: Resource, first: date, slots: Sequence[BookingSlot]) -> Month:
    span = _span(first, first)
    inside = [slot for slot in slots if slot.slot.overlaps(span)]
    booked = sum(_hours(_within(slot.slot, span)) * slot.quantity for slot in inside)
    stretches = open_times(
        resource.hours, resource.closures, first, _next(first) - timedelta(days=1), rules.holidays(resource)
    )
    return Month(first, len(inside), booked, sum(map(_hours, stretches)) * resource.quantity)


def _span(first: date, last: date) -> Slot:
    return Slot(clock.midnight(first), clock.midnight(_next(last)))


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _within(slot: Slot, span: Slot) -> Slot:
    return Slot(max(slot.starts_at, span.starts_at), min(slot.ends_at, span.ends_at))


def _hours(slot: Slot) -> float:
    return (slot.ends_at - slot.starts_at).total_seconds() / 3600
