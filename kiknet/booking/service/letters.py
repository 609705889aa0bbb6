"""What people hear of bookings: notices, and mails as they want them, written in the transaction of the deed."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.booking.alternatives import Alternative, instead_of
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.service.following import place_of_change, tells_of
from kiknet.i18n import _l
from kiknet.notifications import service as notices
from kiknet.notifications import topics
from kiknet.notifications.service import notify
from kiknet.notifications.topics import Topic
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import members_of

GROUP = _l("Rooms")
QUESTIONS = ("booking_requested", "booking_reminder")
topics.register(
    Topic(
        "rooms.requests", GROUP, _l("Somebody asks for what we lend"),
        ("booking_requested", "booking_made", "booking_reminder", "booking_withdrawn", "booking_called_off"),
    ),
    Topic(
        "rooms.answers", GROUP, _l("What becomes of our bookings"),
        ("booking_confirmed", "booking_declined", "booking_cancelled", "booking_expired"),
    ),
    Topic("rooms.morning", GROUP, _l("What is booked with us today"), ("booking_morning",), inbox="never"),
)  # fmt: skip


def deciders(owner: Organisation, *, with_editors: bool = False) -> list[User]:
    """Who answers for an organisation's rooms: its admins, and its editors where they were granted that."""
    roles = {"admin", "editor"} if with_editors else {"admin"}
    return [m.user for m in members_of(owner) if m.role in roles]


def tell_owners(kind: str, slots: Iterable[BookingSlot], by: Acting | None = None, **context: Any) -> None:
    """One notice to each decider of each owner, about its slots of a booking."""
    in_order = sorted(slots, key=lambda s: (s.resource.owner_id, s.booking_id, s.starts_at))
    for _ids, several in groupby(in_order, lambda s: (s.resource.owner_id, s.booking_id)):
        theirs = list(several)
        is_granted = any(slot.resource.editors_decide for slot in theirs)
        owner = theirs[0].resource.owner
        people = deciders(owner, with_editors=is_granted)
        send(people, kind, by, owner, booking=theirs[0].booking, slots=theirs, **context)


def answered(slots: Iterable[BookingSlot]) -> None:
    """Who lends them and was asked is not asked any more, as soon as nothing of a booking waits for them."""
    pairs = {(slot.booking, slot.resource.owner_id) for slot in slots}
    for booking, owner_id in pairs:
        if not any(slot.is_waiting and slot.resource.owner_id == owner_id for slot in booking.slots):
            notices.answered(booking, owner_id, QUESTIONS)


def tell_asker(
    kind: str, slots: Iterable[BookingSlot], by: Acting | None = None, *, with_offers: bool = False, **context: Any
) -> None:
    """One notice for each booking to the person who asked, else to the admins of their organisation.

    With what could be had instead of the slots, if asked for. Who hears of them with an event does not hear of it here.
    """
    in_order = sorted(slots, key=lambda s: (s.booking_id, s.starts_at))
    for _id, several in groupby(in_order, lambda s: s.booking_id):
        theirs = list(several)
        booking = theirs[0].booking
        people = [user for user in _askers(booking) if not any(tells(theirs, user, kind) for tells in tells_of)]
        if not people:
            continue
        offers, elsewhere = instead(theirs) if with_offers else ([], "")
        kept = still_had(theirs) if with_offers else []
        context |= {"slots": theirs, "offers": offers, "elsewhere": elsewhere, "still_had": kept}
        send(people, kind, by, booking.organisation, booking=booking, **context)


def still_had(lost: Iterable[BookingSlot]) -> list[BookingSlot]:
    """What they asked for together with these, at the same times to come, and may no longer need: chairs for a hall."""
    several = list(lost)
    live = [slot for slot in several[0].booking.slots if slot.is_ahead or slot.is_waiting] if several else []
    had = {(slot.resource_id, slot.slot) for slot in live}
    missed = (slot for slot in several if (slot.resource_id, slot.slot) not in had)
    times = {slot.slot for slot in missed if slot.ends_at > clock.now()}
    return [slot for slot in live if slot.slot in times]


def instead(slots: Iterable[BookingSlot]) -> tuple[list[Alternative], str]:
    """What could be had instead of these; or, if they were for an event, the address where that gets another room."""
    lost = list(slots)
    elsewhere = next((address for slot in lost if (address := place_of_change(slot))), "")
    return ([], elsewhere) if elsewhere else (instead_of(lost), "")


def _askers(booking: Booking) -> list[User]:
    members = members_of(booking.organisation)
    asked = [m.user for m in members if m.user_id == booking.created_by_id]
    return asked or [m.user for m in members if m.role == "admin"]


def send(
    users: Iterable[User],
    kind: str,
    by: Acting | None,
    organisation: Organisation,
    *,
    booking: Booking | None = None,
    key: str | None = None,
    **context: Any,
) -> None:
    """A notice to each, as one of `organisation`, but not to the person who does it; with a `key` each gets it once."""
    url = f"/buchungen/{booking.id}" if booking else "/mein/raeume"
    notify(
        kind, to=users, organisation=organisation, about=booking, url=url, key=key, by=by, booking=booking, **context
    )  # fmt: skip


def resources_in(slots: Iterable[BookingSlot]) -> list[Resource]:
    """Each resource once, in the order of their ids: that of locking."""
    return sorted({slot.resource for slot in slots}, key=lambda resource: resource.id)
