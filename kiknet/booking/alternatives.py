"""What could be had instead: the same a little earlier or later, on another day, or something else of the kind."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.candidates import Candidate, Shown, by_ids, candidates
from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.peak import Use
from kiknet.booking.slot import Slot

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST, MOST_TIMES = 3, 5


@dataclass(frozen=True)
class Alternative:
    """Something that is free now; `lost` is when it was wanted."""

    resource: Resource | Shown
    slot: Slot
    quantity: int
    lost: Slot


def alternatives(
    resource: Resource, slot: Slot, quantity: int, most: int = MOST, *, besides: Collection[Slot] = ()
) -> list[Alternative]:
    """Up to `most`, the nearest first, for somebody of the network: four queries, whatever there is.

    `besides` is when they ask for the same resource or have it anyway: that is nothing instead.
    """
    free = (each for each in _free(resource, slot, quantity) if each[0] or not _is_had(each[1], besides))
    found = list(islice(free, most))
    others = by_ids([other.id for other, _at in found if other is not None])
    return [Alternative(others[other.id] if other else resource, at, quantity, slot) for other, at in found]


def _is_had(slot: Slot, besides: Collection[Slot]) -> bool:
    return any(slot.overlaps(other) for other in besides)


def instead_of(slots: Iterable[BookingSlot]) -> list[Alternative]:
    """What could be had instead of these: of one at each time still ahead, the first `MOST_TIMES`."""
    ahead = {slot.starts_at: slot for slot in reversed(list(slots)) if slot.starts_at > clock.now()}
    firsts = [ahead[starts_at] for starts_at in sorted(ahead)]
    found = (each for lost in firsts[:MOST_TIMES] for each in _instead_of(lost, firsts))
    return list({(each.resource.id, each.slot): each for each in found}.values())


def _instead_of(lost: BookingSlot, all_lost: Iterable[BookingSlot]) -> list[Alternative]:
    """Neither when they have the same anyway, nor when they have just lost that, too."""
    same = [other for other in lost.booking.slots if other.resource_id == lost.resource_id]
    had = [other.slot for other in same if other.is_ahead or other.is_waiting]
    gone = [other.slot for other in all_lost if other.resource_id == lost.resource_id]
    return alternatives(lost.resource, lost.slot, lost.quantity, besides=[*had, *gone])


def _free(resource: Resource, slot: Slot, quantity: int) -> Iterator[tuple[Candidate | None, Slot]]:
    """(what else, when); None is the resource itself."""
    now, near = clock.now(), [slot.moved(step) for step in (-HOUR, HOUR)]
    far = [*(slot.moved(step) for step in (-2 * HOUR, 2 * HOUR)), *(_days_later(slot, days) for days in (1, 7))]
    used = queries.uses([resource.id], [each.widened(*resource.buffers) for each in [*near, *far]])[resource.id]
    is_lent = not resource.is_retired and resource.mode != "contact"

    def own(slots: list[Slot]) -> Iterator[tuple[None, Slot]]:
        return ((None, at) for at in slots if is_lent and rules.allows(resource, at, quantity, used, now))

    yield from own(near)
    others = [other for other in _others(resource) if other.quantity >= quantity]
    elsewhere = queries.uses(None, [slot.widened(*rules.longest_buffers(others))]) if others else {}
    for other in others:
        blocked: list[Use] = elsewhere.get(other.id, [])
        if rules.allows(other, slot, quantity, blocked, now):
            yield other, slot
    yield from own(far)


def _others(resource: Resource) -> list[Candidate]:
    """Of the same kind and at least as large, the smallest of them first."""
    found = candidates(is_stranger=False, kind=resource.kind, least=resource.capacity or 0)
    return [each for each in found if each.id != resource.id and each.mode != "contact"]


def _days_later(slot: Slot, days: int) -> Slot:
    """At the same time of day, also when the clocks change between."""
    starts = clock.from_local(clock.to_local(slot.starts_at) + days * DAY)
    return Slot(starts, starts + (slot.ends_at - slot.starts_at))
