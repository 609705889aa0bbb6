"""From a booking to the event it is for."""

from datetime import timedelta

from kiknet import clock
from kiknet.booking.models import Booking
from kiknet.calendar.copies import place_draft
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.room_plan import LIVE

A_MINUTE = timedelta(minutes=1)


def from_booking(booking: Booking) -> EventDraft:
    """Everything the booking knows: what for, where, and all its dates."""
    slots = [slot for slot in booking.slots if slot.state_now in LIVE] or [*booking.slots]
    room = next((slot.resource for slot in slots if slot.resource.kind == "room"), None)
    first = slots[0]
    starts, ends = (clock.to_local(moment) for moment in (first.starts_at, first.ends_at))
    others = {clock.to_local(slot.starts_at) for slot in slots} - {starts}
    place = next((slot.resource.place for slot in slots if slot.resource.place), None)
    return EventDraft(
        title=booking.purpose,
        starts_local=starts,
        ends_local=ends,
        added=tuple(sorted(others)),
        room_id=room.id if room else None,
        cooperation_id=booking.cooperation_id,
        place=place_draft(place) if place and room is None else None,
    )
