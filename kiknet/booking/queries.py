"""Finding resources, what occupies them, and bookings. What somebody may not see is not found."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet import clock
from kiknet.accounts.tokens import hash_of
from kiknet.booking import policy
from kiknet.booking.models import Booking, BookingSlot, Resource, ResourcePicture
from kiknet.booking.peak import Use
from kiknet.booking.slot import Slot
from kiknet.db import db
from kiknet.errors import Gone, NotFound
from kiknet.organisations.acting import Acting

LONGEST = timedelta(days=33)
"""No slot with its buffers is longer: what overlaps a moment began at most this long before it."""


def resource_by_id(by: Acting | None, resource_id: int) -> Resource:
    """With place, owner and photos. Raises `NotFound`; `Gone` once it is no longer lent, except to its owner."""
    found = db.session.get(
        Resource,
        resource_id,
        options=[
            joinedload(Resource.owner),
            joinedload(Resource.place),
            selectinload(Resource.pictures).joinedload(ResourcePicture.picture),
        ],
    )
    if found is None or not policy.may_see(by, found):
        raise NotFound
    if found.is_retired and not policy.may_manage(by, found):
        raise Gone
    return found


def offered(by: Acting | None) -> list[Resource]:
    """Everything that is lent and this reader may see, by name: one query."""
    found = (
        select(Resource)
        .options(joinedload(Resource.owner), joinedload(Resource.place))
        .where(Resource.retired_at.is_(None))
        .order_by(Resource.title, Resource.id)
    )
    return list(db.session.scalars(found if by is not None else found.where(Resource.visibility == "public")))


def owned_by(organisation_id: int | None) -> list[Resource]:
    found = (
        select(Resource)
        .options(joinedload(Resource.place))
        .where(Resource.owner_id == organisation_id, Resource.retired_at.is_(None))
    )
    return list(db.session.scalars(found.order_by(Resource.title, Resource.id)))


def resource_by_feed(secret: str) -> Resource:
    """The resource behind a caretaker's secret address. Raises `NotFound`."""
    found = db.session.scalar(
        select(Resource).where(Resource.feed_hash == hash_of(secret)).options(joinedload(Resource.place))
    )
    if found is None or found.is_retired:
        raise NotFound
    return found


def blocks() -> ColumnElement[bool]:
    """What others cannot have any more: confirmed slots, and held ones until their time is up."""
    held = and_(BookingSlot.state == "held", BookingSlot.held_until > clock.now())
    return or_(BookingSlot.state == "confirmed", held)


def touching(span: Slot) -> ColumnElement[bool]:
    """The condition that a slot with its buffers overlaps `span`; a range on the index."""
    return and_(
        BookingSlot.blocks_from < span.ends_at,
        BookingSlot.blocks_from > span.starts_at - LONGEST,
        BookingSlot.blocks_until > span.starts_at,
    )


def uses(resource_ids: Collection[int] | None, span: Slot, but: Iterable[int | None] = ()) -> dict[int, list[Use]]:
    """What blocks each of the resources (None: of all) during `span`, without the slots `but`: one query."""
    found = select(
        BookingSlot.resource_id, BookingSlot.blocks_from, BookingSlot.blocks_until, BookingSlot.quantity
    ).where(touching(span), blocks())
    if resource_ids is not None:
        found = found.where(BookingSlot.resource_id.in_(resource_ids))
    if leave := [slot_id for slot_id in but if slot_id is not None]:
        found = found.where(BookingSlot.id.not_in(leave))
    used: dict[int, list[Use]] = defaultdict(list)
    for resource_id, starts, ends, quantity in db.session.execute(found):
        used[resource_id].append((Slot(starts, ends), quantity))
    return used


def slots_shown(resource_ids: Collection[int], span: Slot) -> list[BookingSlot]:
    """What a plan of these resources shows: what blocks and what is asked for, with who; one query."""
    shown = or_(blocks(), BookingSlot.state == "requested")
    found = _with_booking().where(BookingSlot.resource_id.in_(resource_ids), touching(span), shown)
    return list(db.session.scalars(found.order_by(BookingSlot.starts_at, BookingSlot.id)))


def _with_booking() -> Select[BookingSlot]:
    booking = joinedload(BookingSlot.booking)
    return select(BookingSlot).options(
        joinedload(BookingSlot.resource),
        booking.joinedload(Booking.organisation),
        booking.joinedload(Booking.created_by),
    )


def waiting_for(organisation_id: int | None) -> list[BookingSlot]:
    """The requests its owner has not answered, the next to begin first."""
    found = (
        _with_booking()
        .join(BookingSlot.resource)
        .where(Resource.owner_id == organisation_id, BookingSlot.state == "requested")
        .order_by(BookingSlot.starts_at, BookingSlot.id)
    )
    return [slot for slot in db.session.scalars(found) if slot.is_waiting]


def confirmed_ahead(resource: Resource) -> list[BookingSlot]:
    found = _with_booking().where(
        BookingSlot.resource_id == resource.id, BookingSlot.state == "confirmed", BookingSlot.ends_at > clock.now()
    )
    return list(db.session.scalars(found.order_by(BookingSlot.starts_at)))


def open_requests(resource: Resource, span: Slot | None = None) -> list[BookingSlot]:
    """Requests for it that still wait, those that touch `span` only if it is given."""
    found = _with_booking().where(BookingSlot.resource_id == resource.id, BookingSlot.state == "requested")
    if span is not None:
        found = found.where(touching(span))
    return [slot for slot in db.session.scalars(found.order_by(BookingSlot.created_at)) if slot.is_waiting]


def booking_by_id(by: Acting, booking_id: int) -> Booking:
    """For those who asked and those who were asked. Raises `NotFound`."""
    found = db.session.get(
        Booking,
        booking_id,
        options=[
            joinedload(Booking.organisation),
            joinedload(Booking.created_by),
            selectinload(Booking.slots).joinedload(BookingSlot.resource).joinedload(Resource.owner),
        ],
    )
    if found is None or not policy.may_see_booking(by, found):
        raise NotFound
    return found


def held_until(by: Acting, resource: Resource) -> datetime | None:
    """Until when this person has the resource held, if they have."""
    held = select(func.min(BookingSlot.held_until)).join(BookingSlot.booking)
    mine = (Booking.created_by_id == by.user.id, BookingSlot.resource_id == resource.id, BookingSlot.state == "held")
    return db.session.scalar(held.where(*mine, BookingSlot.held_until > clock.now()))


def booking_by_key(organisation_id: int | None, key: str) -> Booking | None:
    return db.session.scalar(select(Booking).where(Booking.key == key, Booking.organisation_id == organisation_id))


def slots_asked_by(organisation_id: int | None, *, is_past: bool) -> Select[BookingSlot]:
    """What an organisation asked for: what is ahead by date, or what is past, the latest first."""
    found = _with_booking().join(BookingSlot.booking).where(Booking.organisation_id == organisation_id)
    if is_past:
        return found.where(BookingSlot.ends_at <= clock.now()).order_by(BookingSlot.starts_at.desc(), BookingSlot.id)
    return found.where(BookingSlot.ends_at > clock.now()).order_by(BookingSlot.starts_at, BookingSlot.id)


def booked(resource_ids: Collection[int], span: Slot) -> list[BookingSlot]:
    """Confirmed slots of these resources that touch `span`."""
    found = select(BookingSlot).where(
        BookingSlot.resource_id.in_(resource_ids), touching(span), BookingSlot.state == "confirmed"
    )
    return list(db.session.scalars(found))


def feed_slots(resource: Resource) -> list[BookingSlot]:
    """What the caretaker's calendar holds: confirmed, from a month ago on."""
    since = BookingSlot.blocks_from > clock.now() - LONGEST
    found = _with_booking().where(BookingSlot.resource_id == resource.id, BookingSlot.state == "confirmed", since)
    return list(db.session.scalars(found.order_by(BookingSlot.starts_at, BookingSlot.id)))
