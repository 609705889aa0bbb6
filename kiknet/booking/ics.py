"""The bookings of one resource as a calendar (RFC 5545), for the phone of whoever has the key."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from kiknet.booking.models import BookingSlot, Resource
from kiknet.i18n import _, as_, ngettext

if TYPE_CHECKING:
    from icalendar import Event

PRODUCER = "-//kiknet//kiknet//DE"
REFRESH = timedelta(hours=1)


def calendar(resource: Resource, slots: Iterable[BookingSlot]) -> bytes:
    """Confirmed bookings, in German; times in UTC, so that no program can read a zone wrongly."""
    from icalendar import Calendar  # only this page needs it: keeps start-up short

    book = Calendar()
    book.add("version", "2.0")
    book.add("prodid", PRODUCER)
    book.add("x-wr-calname", resource.title)
    book.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    with as_("de"):
        for slot in slots:
            book.add_component(_vevent(resource, slot))
    return bytes(book.to_ical())


def _vevent(resource: Resource, slot: BookingSlot) -> "Event":
    from icalendar import Event

    booking, event = slot.booking, Event()
    event.add("uid", f"buchung-{slot.id}@kiknet")
    event.add("dtstamp", slot.decided_at or slot.created_at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", f"{booking.organisation.name}: {booking.purpose}")
    event.add("location", resource.place.location if resource.place else resource.title)
    event.add("description", "\n".join(_about(slot)))
    return event


def _about(slot: BookingSlot) -> Iterable[str]:
    yield slot.resource.title + (f" ({slot.quantity} ×)" if slot.quantity > 1 else "")
    if slot.booking.people:
        yield ngettext("%(num)s person", "%(num)s people", slot.booking.people)
    if slot.blocks_from < slot.starts_at or slot.ends_at < slot.blocks_until:
        before, after = (
            int(d.total_seconds() // 60) for d in (slot.starts_at - slot.blocks_from, slot.blocks_until - slot.ends_at)
        )
        yield _("%(before)s minutes before and %(after)s after are kept free.", before=before, after=after)
