"""What was booked for a cooperation: whoever is in it sees it on its page."""

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kiknet.booking import policy
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.words import state_name, written_slot
from kiknet.cooperations import policy as cooperations
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.parts import Item, Part
from kiknet.db import db
from kiknet.i18n import _l, ngettext
from kiknet.organisations.acting import Acting

MOST_SHOWN = 50
TOLD_FIRST = ("requested", "confirmed", "done", "declined", "expired", "cancelled", "skipped", "withdrawn")
OCCUPYING = frozenset({"requested", "confirmed", "done"})


def part() -> Part:
    return Part(
        name="bookings",
        heading=_l("Rooms and things"),
        empty=_l("Nothing is booked yet."),
        add=_l("Find a room"),
        items=_items,
        adding="booking.index",
    )


def _items(by: Acting | None, cooperation: Cooperation) -> list[Item]:
    """Who occupies a room is for the network; what has come to nothing is for those who are in it."""
    if by is None or not policy.may_see_who(by):
        return []
    slots = selectinload(Booking.slots)
    found = (
        select(Booking)
        .where(Booking.cooperation_id == cooperation.id, Booking.purpose != "")
        .options(joinedload(Booking.organisation), slots.joinedload(BookingSlot.resource).joinedload(Resource.owner))
        .order_by(Booking.id.desc())
        .limit(MOST_SHOWN)
    )
    is_member = cooperations.is_member(by, cooperation)
    states = TOLD_FIRST if is_member else OCCUPYING
    bookings = [each for each in db.session.scalars(found) if any(slot.state_now in states for slot in each.slots)]
    return [_item(by, booking, is_member=is_member) for booking in bookings]


def _item(by: Acting, booking: Booking, *, is_member: bool) -> Item:
    resources = {slot.resource_id: slot.resource for slot in booking.slots}
    first = booking.slots[0].resource
    may_open = is_member or policy.is_involved(by, booking)
    url = url_for("booking.booking", booking_id=booking.id)
    return Item(
        title=", ".join(resource.title for resource in resources.values()),
        url=url if may_open else url_for("booking.resource", resource_id=first.id),
        detail=_detail(booking),
        owner=first.owner.name,
    )


def _detail(booking: Booking) -> str:
    """When, and how it stands: of many dates the next one and their number."""
    states = {slot.state_now for slot in booking.slots}
    state = next((state for state in TOLD_FIRST if state in states), booking.slots[0].state_now)
    slots = [slot for slot in booking.slots if slot.state_now == state]
    times = sorted({slot.slot for slot in slots})
    several = [ngettext("%(num)s date", "%(num)s dates", len(times))] if len(times) > 1 else []
    return " · ".join([written_slot(times[0]), *several, state_name(state)])
