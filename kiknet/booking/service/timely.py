"""What happens by itself: requests that nobody answers end, owners are reminded, houses hear of today's bookings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.booking import queries
from kiknet.booking.models import LASTING, Booking, BookingSlot, Resource
from kiknet.booking.service import letters
from kiknet.booking.service.following import deed
from kiknet.booking.slot import Slot
from kiknet.db import db, line_up, transaction
from kiknet.organisations.models import Organisation

REMINDED_AFTER = (timedelta(days=4), timedelta(days=10))


def expire() -> int:
    """Requests past their time expire and the asker is told; forgotten holds are removed. Returns how many ended."""
    with transaction() as session:
        over = (BookingSlot.state == "held") & (BookingSlot.held_until < clock.now() - timedelta(hours=1))
        held = select(BookingSlot.booking_id).where(over)
        session.execute(delete(Booking).where(Booking.id.in_(held)), execution_options={"synchronize_session": False})
    ended = 0
    for resource in _resources_with_requests():
        ended += _expire(resource)
    return ended


def _resources_with_requests() -> list[Resource]:
    waiting = select(BookingSlot.resource_id).where(BookingSlot.state == "requested")
    return list(db.session.scalars(select(Resource).where(Resource.id.in_(waiting)).order_by(Resource.id)))


def _expire(resource: Resource) -> int:
    with deed(None) as session:
        line_up(resource)
        waiting = select(BookingSlot).where(BookingSlot.resource_id == resource.id, BookingSlot.state == "requested")
        over = [slot for slot in session.scalars(waiting) if not slot.is_waiting]
        for slot in over:
            slot.state = "expired"
        letters.answered(over)
        letters.tell_asker("booking_expired", over, with_offers=True)
        return len(over)


def remind() -> int:
    """Remind the owner of a request that waits, twice: after 4 and 10 of its 14 days, or as much of a shorter time.

    Returns how many slots that was.
    """
    now = clock.now()
    with transaction() as session:
        waiting = select(BookingSlot).where(
            BookingSlot.state == "requested", BookingSlot.reminders < len(REMINDED_AFTER)
        )
        due = [slot for slot in session.scalars(waiting) if slot.is_waiting and _is_to_be_reminded(slot, now)]
        for slot in due:
            slot.reminders += 1
        letters.tell_owners("booking_reminder", due)
    return len(due)


def _is_to_be_reminded(slot: BookingSlot, now: datetime) -> bool:
    waits = slot.expires_at - slot.created_at
    return now > slot.created_at + REMINDED_AFTER[slot.reminders] / LASTING * waits


def tell_the_houses() -> int:
    """In the morning: to each house that has bookings today, which they are; once a day. Returns how many houses."""
    today = clock.today()
    houses = 0
    for owner, slots in _todays(Slot(*clock.day_span(today, today))):
        with transaction():
            is_granted = any(slot.resource.editors_decide for slot in slots)
            people = letters.deciders(owner, with_editors=is_granted)
            key = f"{owner.id}:{today}"
            letters.send(people, "booking_morning", None, owner, key=key, slots=slots, owner=owner, day=today)
        houses += 1
    return houses


def _todays(day: Slot) -> Iterator[tuple[Organisation, list[BookingSlot]]]:
    found = (
        select(BookingSlot)
        .join(BookingSlot.resource)
        .options(joinedload(BookingSlot.resource).joinedload(Resource.owner), joinedload(BookingSlot.booking))
        .where(queries.touching(day), BookingSlot.state == "confirmed", BookingSlot.starts_at < day.ends_at)
        .order_by(Resource.owner_id, BookingSlot.starts_at)
    )
    for _owner_id, several in groupby(db.session.scalars(found), lambda slot: slot.resource.owner_id):
        slots = [slot for slot in several if slot.ends_at > day.starts_at]
        if slots:
            yield slots[0].resource.owner, slots
