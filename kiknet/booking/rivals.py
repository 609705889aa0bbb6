"""Who else asks for the same: the requests that a yes to some slots would turn down."""

from collections.abc import Iterable
from itertools import groupby

from kiknet.booking import queries
from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.peak import Use, fits
from kiknet.booking.slot import Slot


def of(slots: Iterable[BookingSlot]) -> list[BookingSlot]:
    """Requests of others that fit now and no longer would beside these: two queries for each resource."""
    in_order = sorted(slots, key=lambda slot: (slot.resource_id, slot.starts_at))
    found: list[BookingSlot] = []
    for _id, several in groupby(in_order, lambda slot: slot.resource_id):
        mine = list(several)
        found += _of_one(mine[0].resource, mine)
    return found


def _of_one(resource: Resource, mine: list[BookingSlot]) -> list[BookingSlot]:
    span = Slot(min(slot.blocks_from for slot in mine), max(slot.blocks_until for slot in mine))
    others = [o for o in queries.open_requests(resource, span) if o.booking_id != mine[0].booking_id]
    if not others:
        return []
    replaced = [slot.replaces_id for slot in (*mine, *others)]
    used = queries.uses([resource.id], [other.block for other in others], but=replaced).get(resource.id, [])
    asked = [Use(*slot.block, slot.quantity) for slot in mine]

    def is_shut_out(other: BookingSlot) -> bool:
        sees = (other.quantity, other.block)
        return fits(*sees, used, resource.quantity) and not fits(*sees, [*used, *asked], resource.quantity)

    return sorted(filter(is_shut_out, others), key=lambda other: other.starts_at)
