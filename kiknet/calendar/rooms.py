"""An event follows its room, and its room follows the event: both ends are brought in line after every deed.

Rooms are lined up for before the event is held, everywhere in this order, so that nobody waits in a ring.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.booking.asked import LONGEST
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.opening import is_soon_enough
from kiknet.booking.repeat import MOST
from kiknet.booking.service import keeping
from kiknet.booking.service.keeping import Terms, Wanted
from kiknet.booking.slot import Slot
from kiknet.calendar import policy, room_plan
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import place_note_on, room_id_on
from kiknet.calendar.room_plan import Ask, Date, Had
from kiknet.db import UNSEEN, db
from kiknet.errors import NotFound
from kiknet.fold import fold
from kiknet.organisations.acting import Acting

ON = frozenset({"submitted", "changes_requested", "published", "hidden"})
"""Whoever keeps a draft to themselves keeps no room."""
AS_FAR_AS_POSSIBLE = Terms(is_all_or_nothing=False)


def lined_up(event: Event | None, *wished: int | None) -> bool:
    """Wait for all rooms a deed with `event` may touch, and say whether there are any."""
    ids = {resource_id for resource_id in wished if resource_id is not None}
    if event is not None:
        linked = select(BookingSlot.resource_id).join(EventRoom.slot).where(EventRoom.event_id == event.id)
        of_dates = select(Occurrence.room_id).where(Occurrence.event_id == event.id, Occurrence.room_id.is_not(None))
        ids |= {*db.session.scalars(linked.union(of_dates))}
        if event.room_id is not None:
            ids.add(event.room_id)
    keeping.lined_up(ids)
    return bool(ids)


def is_known_outside(event: Event) -> bool:
    """Whether strangers know of it: then it stays public, whatever becomes of its room."""
    return event.publication in policy.SEEN_SINCE and event.published_at is not None and event.is_for_everybody


def move_in(event: Event, former_id: int | None) -> None:
    """Let its place be that of its room, which may be another one than before. Raises `NotFound`."""
    if event.room_id is None:
        return
    room, former = _room(event.room_id), db.session.get(Resource, former_id) if former_id else None
    event.place = room.place
    if event.place_note == (former.title if former else ""):
        event.place_note = note_for(room)


def move_date_in(event: Event, row: Occurrence, room_id: int, note: str) -> None:
    """Let this one date be in a room of its own, or in that of the event again; `note` is how to find it, if anew.

    Raises `NotFound`.
    """
    room, is_usual = _room(room_id), room_id == event.room_id
    if note in {"", place_note_on(event, row)}:
        note = "" if is_usual else note_for(room)
    row.room_id, row.place = (None, None) if is_usual else (room.id, room.place)
    row.place_note, row.has_no_place = note, not is_usual and room.place is None


def note_for(room: Resource) -> str:
    """How to find the room at its place; nothing if the place is called after it."""
    return "" if room.place and _says(room.place.name, room.title) else room.title


def _says(name: str, title: str) -> bool:
    """Whether the place is called after the room already: "Altstadthaus, Saal" and "Saal im Altstadthaus"."""
    said, wanted = (set(re.findall(r"\w{4,}", fold(text))) for text in (name, title))
    return wanted <= said


def _room(resource_id: int) -> Resource:
    room = db.session.get(Resource, resource_id)
    if room is None or room.kind != "room":
        raise NotFound
    return room


def link(event: Event, booking: Booking) -> None:
    """The event takes place in what was booked already: each slot belongs to the date at just that time."""
    rows = {Slot(row.starts_at, row.ends_at): row.id for row in event.occurrences}
    is_once = len(rows) == 1 == len({slot.slot for slot in booking.slots})
    only = event.occurrences[0].id if is_once else None
    for slot in booking.slots:
        date_id = rows.get(slot.slot, only)
        if date_id is not None and slot.state_now in room_plan.LIVE and db.session.get(EventRoom, slot.id) is None:
            db.session.add(EventRoom(slot_id=slot.id, event_id=event.id, occurrence_id=date_id))
    db.session.flush()


def go_along(event: Event) -> None:
    """The dates that belong to this event from now on bring what they have."""
    theirs = select(Occurrence.id).where(Occurrence.event_id == event.id)
    moved = update(EventRoom).where(EventRoom.occurrence_id.in_(theirs))
    db.session.execute(moved.values(event_id=event.id), execution_options=UNSEEN)


def has_any(event: Event) -> bool:
    return db.session.scalar(select(EventRoom.slot_id).where(EventRoom.event_id == event.id).limit(1)) is not None


def settle(
    by: Acting | None, event: Event, *, was_known: bool, terms: Terms = AS_FAR_AS_POSSIBLE, may_ask: bool = True
) -> None:
    """Inside a deed that has lined up: ask for rooms, let go of them, and let the event say what is certain.

    An event nobody outside has seen waits for its room as a plan; one people know of stays, with its place open.
    Raises `Refused`, if the terms are all or nothing.
    """
    db.session.flush()
    rows = [row for row in event.occurrences if row.ends_at > clock.now()]
    dates = [_date(event, row) for row in rows]
    links = _links(event)
    for _again in range(2):  # what could not be had may leave something to let go of
        if not _carry_out(by, event, dates, links, terms, may_ask=may_ask):
            break
        links = _links(event)
    _keep_together(event, links)
    _say_what_is_certain(event, rows, dates, links, was_known=was_known)


def _keep_together(event: Event, links: list[EventRoom]) -> None:
    """What is booked for nothing but this event belongs to its cooperation."""
    known = {link.slot_id for link in links}
    for booking in {link.slot.booking for link in links}:
        is_for_it = booking.cooperation_id != event.cooperation_id and known.issuperset(s.id for s in booking.slots)
        booking.cooperation_id = event.cooperation_id if is_for_it else booking.cooperation_id


def _date(event: Event, row: Occurrence) -> Date:
    is_on = event.publication in ON and event.scheduling in {"planned", "confirmed"} and not row.is_cancelled
    return Date(row.id, Slot(row.starts_at, row.ends_at) if is_on else None, room_id_on(event, row))


def _links(event: Event) -> list[EventRoom]:
    slot = joinedload(EventRoom.slot)
    found = (
        select(EventRoom)
        .where(EventRoom.event_id == event.id)
        .options(slot.joinedload(BookingSlot.resource), slot.joinedload(BookingSlot.booking))
        .order_by(EventRoom.slot_id)
    )
    return list(db.session.scalars(found, execution_options={"populate_existing": True}))


def _had(link: EventRoom) -> Had:
    slot = link.slot
    return Had(
        slot.id, link.occurrence_id, slot.resource_id, slot.resource.kind == "room", slot.quantity, slot.slot,
        slot.state_now, slot.replaces_id, slot.reason in keeping.UNNEEDED,
    )  # fmt: skip


def decides(link: EventRoom) -> bool:
    """Whether its date gets a certain room with this slot, as it is now, or is left without: `settle` will say so."""
    event = link.event
    row = next((row for row in event.occurrences if row.id == link.occurrence_id), None)
    if row is None or row.ends_at <= clock.now():
        return False
    is_open = room_plan.is_open(_date(event, row), [_had(one) for one in _links(event) if one.occurrence_id == row.id])
    return row.is_place_open and not is_open if link.slot.state == "confirmed" else is_open


def _carry_out(
    by: Acting | None, event: Event, dates: list[Date], links: list[EventRoom], terms: Terms, *, may_ask: bool
) -> bool:
    """Whether there was anything to do."""
    what = room_plan.plan(dates, map(_had, links))
    slots = {link.slot_id: link.slot for link in links}
    for link in links:
        link.occurrence_id = what.moved.get(link.slot_id, link.occurrence_id)
    asks = _within_reach(what.asks, links, is_series=event.is_series) if may_ask else []
    if what.releases:
        keeping.release(by, [slots[slot_id] for slot_id in what.releases])
    if asks and by is not None:
        _ask(by, event, asks, slots, terms)
    db.session.flush()
    return bool(asks or what.releases)


def _within_reach(asks: Iterable[Ask], links: Collection[EventRoom], *, is_series: bool) -> list[Ask]:
    """Of a series the nearest, as far ahead as the owner lets people ask; the others when their time comes."""
    now, left = clock.now(), MOST - sum(_had(link).is_live for link in links)
    near = []
    for one in sorted(asks, key=lambda one: one.slot):
        room = db.session.get_one(Resource, one.resource_id)
        is_soon = not is_series or is_soon_enough(one.slot.starts_at, now, room.advance_days)
        if one.replaces_id or (is_soon and left > 0):
            left -= one.replaces_id is None
            near.append(one)
    return near


def _ask(by: Acting, event: Event, asks: list[Ask], slots: dict[int, BookingSlot], terms: Terms) -> None:
    """Each owner in a booking of their own: whoever lends a part of a booking reads all of it."""
    mine = [slot for slot in slots.values() if slot.booking.organisation_id == by.organisation_id]
    of_owner: dict[int, list[Ask]] = {}
    for one in asks:
        of_owner.setdefault(db.session.get_one(Resource, one.resource_id).owner_id, []).append(one)
    purpose = event.title[: LONGEST["purpose"]]
    for owner_id, several in of_owner.items():
        wanted = [_wanted(one, slots) for one in several]
        new = keeping.ask(by, _booking_with(owner_id, mine), purpose, wanted, _with_rules_known(terms, wanted, mine))
        for row, one in zip(new, several, strict=True):
            db.session.add(EventRoom(slot_id=row.id, event_id=event.id, occurrence_id=one.date_id))


def _wanted(one: Ask, slots: dict[int, BookingSlot]) -> Wanted:
    room = db.session.get_one(Resource, one.resource_id)
    return Wanted(room, one.slot, one.quantity, slots.get(one.replaces_id or 0))


def _booking_with(owner_id: int, mine: Iterable[BookingSlot]) -> Booking | None:
    """The latest that concerns nobody but this owner."""
    bookings = {slot.booking for slot in mine}
    theirs = [each for each in bookings if {slot.resource.owner_id for slot in each.slots} == {owner_id}]
    return max(theirs, key=lambda each: each.id, default=None)


def _with_rules_known(terms: Terms, wanted: Iterable[Wanted], mine: Iterable[BookingSlot]) -> Terms:
    """House rules that were accepted for this event are not asked about again; those of another room are."""
    known = {slot.resource_id for slot in mine if slot.booking.rules_accepted_at}
    ruled = {one.resource.id for one in wanted if one.resource.house_rules}
    return replace(terms, accepts_rules=True) if ruled and ruled <= known else terms


def _say_what_is_certain(
    event: Event, rows: list[Occurrence], dates: list[Date], links: list[EventRoom], *, was_known: bool
) -> None:
    of_date: dict[int | None, list[Had]] = {}
    for link in links:
        of_date.setdefault(link.occurrence_id, []).append(_had(link))
    for row, date in zip(rows, dates, strict=True):
        is_open = room_plan.is_open(date, of_date.get(date.id, []))
        if row.is_place_open != is_open:
            row.is_place_open = is_open
    on = [row for row, date in zip(rows, dates, strict=True) if date.slot is not None]
    event.is_place_open = bool(on) and all(row.is_place_open for row in on)
    if event.scheduling == "confirmed" and event.is_place_open and not was_known:
        event.scheduling, event.awaits_room = "planned", True
    elif event.scheduling == "planned" and event.awaits_room and not event.is_place_open:
        event.scheduling, event.awaits_room = "confirmed", False
        event.published_at = clock.now() if event.published_at else None
