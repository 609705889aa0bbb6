"""Finding resources, what occupies them, and bookings. What somebody may not see is not found."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet import clock
from kiknet.accounts.tokens import hash_of
from kiknet.booking import policy
from kiknet.booking.models import A_DAY, Booking, BookingSlot, Resource
from kiknet.booking.peak import Use
from kiknet.booking.slot import Slot, joined
from kiknet.db import UtcDateTime, db
from kiknet.errors import Gone, NotFound
from kiknet.organisations.acting import Acting

LONGEST = timedelta(days=33)
"""No slot with its buffers is longer: what overlaps a moment began at most this long before it."""


def resource_by_id(by: Acting | None, resource_id: int) -> Resource:
    """With place and owner. Raises `NotFound`; `Gone` once it is no longer lent, except to its owner."""
    found = db.session.get(Resource, resource_id, options=[joinedload(Resource.owner), joinedload(Resource.place)])
    if found is None or not policy.may_see(by, found):
        raise NotFound
    if found.is_retired and not policy.may_manage(by, found):
        raise Gone
    return found


def resources_by_ids(resource_ids: Collection[int]) -> list[Resource]:
    return list(db.session.scalars(select(Resource).where(Resource.id.in_(resource_ids))))


def offered(by: Acting | None, owner_id: int | None = None) -> list[Resource]:
    """Everything that is lent (by this owner) and this reader may see, by name: one query."""
    found = (
        select(Resource)
        .options(joinedload(Resource.owner), joinedload(Resource.place))
        .where(Resource.retired_at.is_(None))
        .order_by(Resource.title, Resource.id)
    )
    if owner_id is not None:
        found = found.where(Resource.owner_id == owner_id)
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
    return _blocks(clock.now())


def _blocks(now: Any) -> ColumnElement[bool]:
    held = and_(BookingSlot.state == "held", BookingSlot.held_until > now)
    return or_(BookingSlot.state == "confirmed", held)


def touching(span: Slot) -> ColumnElement[bool]:
    """The condition that a slot with its buffers overlaps `span`: two ranges on an index, the second nearly empty."""
    return _touching(span.starts_at, span.ends_at, span.starts_at - A_DAY, span.starts_at - LONGEST)


def _touching(starts: Any, ends: Any, a_day_before: Any, long_before: Any) -> ColumnElement[bool]:
    def begun(is_long: bool, since: Any) -> ColumnElement[bool]:
        row = BookingSlot
        return and_(row.is_long.is_(is_long), row.blocks_from < ends, row.blocks_from > since)

    return and_(or_(begun(False, a_day_before), begun(True, long_before)), BookingSlot.blocks_until > starts)


def uses(
    resource_ids: Collection[int] | None, spans: Iterable[Slot], but: Iterable[int | None] = ()
) -> dict[int, list[Use]]:
    """What blocks each of the resources (None: of all) during any of `spans`, without the slots `but`: one query."""
    whole = joined(spans)
    given: dict[str, Any] = {"now": clock.now(), "ids": resource_ids, "but": [each for each in but if each is not None]}
    for number, (starts, ends) in enumerate(whole):
        moments = (starts, ends, starts - A_DAY, starts - LONGEST)
        given |= {f"{name}_{number}": moment for name, moment in zip(EDGES, moments, strict=True)}
    used: dict[int, list[Use]] = defaultdict(list)
    for resource_id, *use in db.session.execute(_uses(len(whole), resource_ids is not None, bool(given["but"])), given):
        used[resource_id].append(Use(*use))
    return used


EDGES = ("starts", "ends", "a_day_before", "long_before")


@cache
def _uses(spans: int, is_of_some: bool, is_without: bool) -> Select[*tuple[Any, ...]]:
    """Put together once: a search asks it again and again."""
    row = BookingSlot
    edges = [[bindparam(f"{name}_{n}", type_=UtcDateTime) for name in EDGES] for n in range(spans)]
    found = select(row.resource_id, row.blocks_from, row.blocks_until, row.quantity).where(
        or_(*(_touching(*each) for each in edges)), _blocks(bindparam("now", type_=UtcDateTime))
    )
    if is_of_some:
        found = found.where(row.resource_id.in_(bindparam("ids", expanding=True)))
    return found.where(row.id.not_in(bindparam("but", expanding=True))) if is_without else found


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
