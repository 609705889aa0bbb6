"""What could be had instead: the same a little earlier or later, on another day, or something else of the kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.models import Resource
from kiknet.booking.slot import Slot
from kiknet.organisations.acting import Acting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST = 3


@dataclass(frozen=True)
class Alternative:
    """Something that is free now."""

    resource: Resource
    slot: Slot
    quantity: int


def alternatives(
    by: Acting | None, resource: Resource, slot: Slot, quantity: int, most: int = MOST
) -> list[Alternative]:
    """Up to `most`, the nearest first: two queries, whatever there is."""
    span = Slot(slot.starts_at - 2 * DAY, slot.ends_at + 9 * DAY)
    used, now, found = queries.uses(None, span), clock.now(), []
    for candidate, at in _candidates(by, resource, slot):
        if rules.allows(candidate, at, quantity, used.get(candidate.id, []), now):
            found.append(Alternative(candidate, at, quantity))
            if len(found) == most:
                break
    return found


def _candidates(by: Acting | None, resource: Resource, slot: Slot) -> Iterator[tuple[Resource, Slot]]:
    for step in (-HOUR, HOUR):
        yield resource, slot.moved(step)
    for other in queries.offered(by):
        is_large_enough = (other.capacity or 0) >= (resource.capacity or 0) and other.quantity >= resource.quantity
        if other.id != resource.id and other.kind == resource.kind and other.mode != "contact" and is_large_enough:
            yield other, slot
    for step in (-2 * HOUR, 2 * HOUR):
        yield resource, slot.moved(step)
    for days in (1, 7):
        yield resource, _days_later(slot, days)


def _days_later(slot: Slot, days: int) -> Slot:
    """At the same time of day, also when the clocks change between."""
    starts = clock.from_local(clock.to_local(slot.starts_at) + days * DAY)
    return Slot(starts, starts + (slot.ends_at - slot.starts_at))
