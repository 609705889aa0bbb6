"""The event hears what became of its rooms, in the transaction in which that was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from kiknet import audit, clock, revisions
from kiknet.accounts.models import User
from kiknet.booking.alternatives import MOST_TIMES, alternatives
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.service import following, letters
from kiknet.booking.service.following import Changed
from kiknet.booking.service.keeping import UNNEEDED
from kiknet.booking.slot import Slot
from kiknet.calendar import changes, rooms
from kiknet.calendar.deeds import save
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.telling import tell_organisers
from kiknet.db import db, line_up_all, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.notifications.queries import reaches_as_soon
from kiknet.organisations.acting import Acting
from kiknet.organisations.queries import members_of, writers_of

LETTER = "event_room"


@dataclass(frozen=True)
class News:
    """What became of the rooms of an event: dates without one now, dates whose room is certain now."""

    event: Event
    is_new: bool
    lost: list[Occurrence]
    fixed: list[Occurrence]
    slots: list[BookingSlot]
    """What of theirs is lost; `reason` is why the first of it is, as it remembers."""
    confirmed: list[BookingSlot]
    reason: str = ""


def follow(by: Acting | None, changed: Changed) -> None:
    """What took the place of a slot belongs to the same date; each event says what is certain now."""
    for old, new in changed.successors:
        known = db.session.get(EventRoom, old.id)
        if known is not None and db.session.get(EventRoom, new.id) is None:
            db.session.add(EventRoom(slot_id=new.id, event_id=known.event_id, occurrence_id=known.occurrence_id))
    db.session.flush()
    ids = [slot.id for slot in changed.slots]
    concerned = Event.id.in_(select(EventRoom.event_id).where(EventRoom.slot_id.in_(ids)))
    line_up_all(Event, concerned)  # before the first is saved: nobody waits for an event who holds the revision
    for event in db.session.scalars(select(Event).where(concerned).order_by(Event.id)).all():
        _follow(by, event, ids)


def _follow(by: Acting | None, event: Event, slot_ids: Sequence[int]) -> None:
    was_seen, before = changes.was_seen(event), changes.facts(event)
    dates_before = {row.id: changes.date_facts(event, row) for row in event.occurrences}
    rooms.settle(by, event, was_known=rooms.is_known_outside(event), may_ask=False)
    differing = [row for row in event.occurrences if row.is_place_open != dates_before[row.id]["is_place_open"]]
    slots = _lost(event, slot_ids)
    has_fixed = any(not row.is_place_open for row in differing)
    news = News(
        event,
        is_new=before["scheduling"] == "planned" and event.scheduling == "confirmed",
        lost=[row for row in event.occurrences if row.is_place_open and row.id in slots.values()],
        fixed=[row for row in differing if not row.is_place_open],
        slots=list(slots),
        confirmed=_confirmed(event, slot_ids) if has_fixed else [],
        reason=next((slot.reason for slot in slots), ""),
    )
    if differing or changes.facts(event) != before:
        if was_seen and not news.is_new:
            _note(by, event, before, {row: dates_before[row.id] for row in differing})
        save(event)
        who = {"user_id": by.user.id, "organisation_id": by.organisation_id} if by else {}
        audit.record("event.room", event, **who, open=event.is_place_open)
    if news.lost or news.fixed:
        _tell(by, news)


def tells_of(slots: Sequence[BookingSlot], user: User, letter: str) -> bool:
    """Whether `user` organises the events these are for and hears of it from each, no later than by `letter`."""
    db.session.flush()
    links = db.session.scalars(select(EventRoom).where(EventRoom.slot_id.in_([slot.id for slot in slots]))).all()
    if len(links) < len(slots) or any(slot.reason in UNNEEDED for slot in slots):
        return False
    events = {link.event for link in links}
    return reaches_as_soon(user, LETTER, letter) and all(
        user in writers_of(event.owner_id) and any(rooms.decides(link) for link in links if link.event is event)
        for event in events
    )


def _lost(event: Event, slot_ids: Sequence[int]) -> dict[BookingSlot, int | None]:
    """The slots that were declined, called off, or not answered, in order, and the date each was for."""
    found = (
        select(BookingSlot, EventRoom.occurrence_id)
        .join(EventRoom, EventRoom.slot_id == BookingSlot.id)
        .where(EventRoom.event_id == event.id, EventRoom.slot_id.in_(slot_ids))
        .where(BookingSlot.state.not_in(("confirmed", "requested")), BookingSlot.reason.not_in(UNNEEDED))
    )
    rows = db.session.execute(found.order_by(BookingSlot.starts_at, BookingSlot.id))
    return {row.BookingSlot: row.occurrence_id for row in rows}


def _confirmed(event: Event, slot_ids: Sequence[int]) -> list[BookingSlot]:
    """What its owner has been promised; how to get in is told to nobody else."""
    found = (
        select(BookingSlot)
        .join(EventRoom, EventRoom.slot_id == BookingSlot.id)
        .join(BookingSlot.booking)
        .where(EventRoom.event_id == event.id, EventRoom.slot_id.in_(slot_ids))
        .where(BookingSlot.state == "confirmed", Booking.organisation_id == event.owner_id)
    )
    return list(db.session.scalars(found.order_by(BookingSlot.starts_at, BookingSlot.id)))


def _note(by: Acting | None, event: Event, before: changes.Facts, dates: dict[Occurrence, changes.Facts]) -> None:
    """Those who organise it are told otherwise."""
    changes.note(by, event, before, is_told=True)
    for row, was in dates.items() if event.is_series and event.scheduling == before["scheduling"] else ():
        day = f"{row.recurrence_id:%Y-%m-%dT%H:%M}"
        changes.note_date(by, event, day, was, changes.date_facts(event, row), is_told=True)


def _tell(by: Acting | None, news: News) -> None:
    """Those who organise it hear of it at once; who decides knows already."""
    still_had = letters.still_had(news.slots) if news.lost else []
    tell_organisers(LETTER, by, **vars(news), offers=_offers(news), still_had=still_had)


def _offers(news: News) -> list[Any]:
    """What is free instead on each of the first dates, as the network sees it."""
    coming = sorted((row for row in news.lost if row.starts_at > clock.now()), key=lambda row: row.starts_at)
    lost = [(row.room_id or news.event.room_id, Slot(row.starts_at, row.ends_at)) for row in coming]
    in_rooms = [(db.session.get_one(Resource, room_id), slot) for room_id, slot in lost[:MOST_TIMES] if room_id]
    besides = [slot for _room_id, slot in lost]
    found = (each for room, slot in in_rooms for each in alternatives(room, slot, 1, besides=besides))
    return list({(each.resource.id, each.slot): each for each in found}.values())


def ask_for_what_is_near() -> int:
    """A job: ask for the room on dates of series that have come within reach; returns how many series asked."""
    coming = (Occurrence.is_place_open, Occurrence.state != "cancelled", Occurrence.ends_at > clock.now())
    linked = select(EventRoom.slot_id).where(EventRoom.occurrence_id == Occurrence.id)
    in_a_room = or_(Event.room_id.is_not(None), Occurrence.room_id.is_not(None))
    found = select(Event.id).join(Event.occurrences).where(in_a_room, *coming, ~linked.exists())
    asked = 0
    db.session.rollback()
    for event_id in db.session.scalars(found.distinct().order_by(Event.id)).all():
        try:
            asked += _ask_for(event_id)
        except (ChangedMeanwhile, NotAllowed, Rejected):  # the next night, or whoever changes the event, tries again
            db.session.rollback()
    return asked


def _ask_for(event_id: int) -> bool:
    with transaction() as session:
        event = session.get_one(Event, event_id)
        by = _who_asked(event)
        if by is None:
            return False
        rooms.lined_up(event)
        revisions.hold(event, event.revision)
        before = _numbers(event)
        rooms.settle(by, event, was_known=rooms.is_known_outside(event))
        has_asked = _numbers(event) != before
        following.tell(by)
        if has_asked:
            save(event)
    return has_asked


def _numbers(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(EventRoom.event_id == event.id)) or 0


def _who_asked(event: Event) -> Acting | None:
    """In whose name: that of the person who booked last for it, as long as they write for its owner."""
    latest = select(Booking).join(BookingSlot).join(EventRoom, EventRoom.slot_id == BookingSlot.id)
    booking = db.session.scalar(latest.where(EventRoom.event_id == event.id).order_by(Booking.id.desc()).limit(1))
    people = [booking.created_by_id if booking else None, event.created_by_id]
    members = [m for m in members_of(event.owner) if m.role in {"admin", "editor"} and m.user_id in people]
    return Acting(members[0].user, event.owner, members[0].role) if members else None
