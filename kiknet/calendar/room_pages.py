"""What pages say about the rooms of an event, and about the event of a booking: to those who may know."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.booking import policy as booking_policy
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.calendar import policy
from kiknet.calendar.addressing import which
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.room_plan import LIVE
from kiknet.db import db
from kiknet.organisations.acting import Acting

STATES = ("confirmed", "requested", "skipped", "declined", "expired", "cancelled")


@dataclass(frozen=True)
class RoomShown:
    """A room of an event: on how many dates it is in which state; `booking_id` only for who may open the booking."""

    resource: Resource
    numbers: dict[str, int]
    booking_id: int | None

    @property
    def is_once(self) -> bool:
        return sum(self.numbers.values()) == 1


def rooms_of(by: Acting | None, event: Event, row: Occurrence | None = None) -> list[RoomShown]:
    """For the network; of a series for the dates to come, or for one of them. One query, none without a room."""
    may_have = event.is_series if row is None else row.room_id  # dates of a series may have rooms of their own
    if by is None or not (event.room_id or event.is_place_open or may_have):
        return []
    slot = joinedload(EventRoom.slot)
    found = (
        select(EventRoom)
        .join(EventRoom.slot)
        .where(EventRoom.event_id == event.id, BookingSlot.ends_at > clock.now())
        .options(
            slot.joinedload(BookingSlot.resource).joinedload(Resource.owner),
            slot.joinedload(BookingSlot.booking),
        )
        .order_by(EventRoom.slot_id)
    )
    if row is not None:
        found = found.where(EventRoom.occurrence_id == row.id)
    return _summed_up(by, [*db.session.scalars(found)])


def can_be_looked_at(by: Acting | None, room: Resource | None) -> bool:
    """Whether `by` (None: a stranger) may open the room's page."""
    return room is not None and not room.is_retired and booking_policy.may_see(by, room)


def _summed_up(by: Acting, links: Iterable[EventRoom]) -> list[RoomShown]:
    latest: dict[tuple[int, int | None], BookingSlot] = {}
    for link in links:  # of each resource on each date what counts now: a promise before a question, else the last word
        known = latest.get((link.slot.resource_id, link.occurrence_id))
        if known is None or known.state_now != "confirmed":
            latest[link.slot.resource_id, link.occurrence_id] = link.slot
    shown: dict[int, RoomShown] = {}
    for slot in latest.values():
        if slot.state_now not in STATES or (slot.state_now not in LIVE and slot.reason == "event"):
            continue
        is_involved = slot.booking.organisation_id == by.organisation_id or by.acts_for(slot.resource.owner_id)
        one = shown.setdefault(slot.resource_id, RoomShown(slot.resource, {}, slot.booking_id if is_involved else None))
        one.numbers[slot.state_now] = one.numbers.get(slot.state_now, 0) + 1
    return list(shown.values())


def events_of(by: Acting | None, booking: Booking) -> list[Event]:
    """The events that take place in what was booked, as far as `by` may see them."""
    linked = select(EventRoom.event_id).join(EventRoom.slot).where(BookingSlot.booking_id == booking.id)
    found = db.session.scalars(select(Event).where(Event.id.in_(linked)).order_by(Event.id))
    return [event for event in found if event.publication != "withdrawn" and policy.may_see(by, event)]


def where_to_change(slot: BookingSlot) -> str | None:
    """A slot follows its date: its time is changed with the event, or with that date of a series."""
    known = db.session.get(EventRoom, slot.id)
    if known is None:
        return None
    row = db.session.get(Occurrence, known.occurrence_id) if known.occurrence_id else None
    if row is None or not known.event.is_series:
        return f"/mein/veranstaltungen/{known.event_id}/bearbeiten"
    at = which(known.event, row)
    return f"/veranstaltungen/{known.event_id}/{at['day']}/aenderung" + (f"?um={at['um']}" if at["um"] else "")


def may_make_event(by: Acting | None, booking: Booking) -> bool:
    """Who asked makes an event of it, as long as something of it is still to come."""
    if by is None or not booking_policy.has_asked(by, booking):
        return False
    return any(slot.state_now in LIVE for slot in booking.slots)
