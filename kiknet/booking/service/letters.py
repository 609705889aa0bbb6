"""Mails about bookings: who hears of what. Each is a row written in the transaction of its deed."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from kiknet import mail
from kiknet.accounts.models import User
from kiknet.booking.alternatives import instead_of
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import members_of


def deciders(owner: Organisation, *, with_editors: bool = False) -> list[User]:
    """Who answers for an organisation's rooms: its admins, and its editors where they were granted that."""
    roles = {"admin", "editor"} if with_editors else {"admin"}
    return [m.user for m in members_of(owner) if m.role in roles]


def tell_owners(kind: str, slots: Iterable[BookingSlot], by: Acting | None = None, **context: Any) -> None:
    """One mail to each decider of each owner, about its slots of a booking."""
    in_order = sorted(slots, key=lambda s: (s.resource.owner_id, s.booking_id, s.starts_at))
    for _ids, several in groupby(in_order, lambda s: (s.resource.owner_id, s.booking_id)):
        theirs = list(several)
        is_granted = any(slot.resource.editors_decide for slot in theirs)
        people = deciders(theirs[0].resource.owner, with_editors=is_granted)
        send(people, kind, by, booking=theirs[0].booking, slots=theirs, **context)


def tell_asker(
    kind: str, slots: Iterable[BookingSlot], by: Acting | None = None, *, with_offers: bool = False, **context: Any
) -> None:
    """One mail for each booking to the person who asked, else to the admins of their organisation.

    With what could be had instead of the slots, if asked for.
    """
    in_order = sorted(slots, key=lambda s: (s.booking_id, s.starts_at))
    for _id, several in groupby(in_order, lambda s: s.booking_id):
        theirs = list(several)
        booking = theirs[0].booking
        offers = instead_of(theirs) if with_offers else []
        send(_askers(booking), kind, by, booking=booking, slots=theirs, offers=offers, **context)


def _askers(booking: Booking) -> list[User]:
    members = members_of(booking.organisation)
    asked = [m.user for m in members if m.user_id == booking.created_by_id]
    return asked or [m.user for m in members if m.role == "admin"]


def send(users: Iterable[User], kind: str, by: Acting | None, key: str | None = None, **context: Any) -> None:
    """A mail to each, but not to the person who does it; with a `key` each gets it once."""
    for user in users:
        if by is None or user.id != by.user.id:
            own_key = f"{kind}:{key}:{user.id}" if key else None
            mail.send_later(kind, user.email, user.language, key=own_key, by=by, **context)


def resources_in(slots: Iterable[BookingSlot]) -> list[Resource]:
    """Each resource once, in the order of their ids: that of locking."""
    return sorted({slot.resource for slot in slots}, key=lambda resource: resource.id)
