"""Asking about a room, and about a booking: whom one asks is the other side."""

from kiknet.booking import policy, queries
from kiknet.conversations.things import Thing, register
from kiknet.organisations.acting import Acting


def _resource(by: Acting, resource_id: int) -> Thing:
    resource = queries.resource_by_id(by, resource_id)
    return Thing("resources", resource.id, resource.title, f"/raeume/{resource.id}", resource.owner)


def _booking(by: Acting, booking_id: int) -> Thing:
    booking = queries.booking_by_id(by, booking_id)
    other = booking.slots[0].resource.owner if policy.has_asked(by, booking) else booking.organisation
    title = f"{booking.purpose} ({booking.slots[0].resource.title})"
    return Thing("bookings", booking.id, title, f"/buchungen/{booking.id}", other)


register("raum", _resource)
register("buchung", _booking)
