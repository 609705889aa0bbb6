"""A room's owner corrects where it is, or what it is called: what takes place there follows in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from kiknet import clock
from kiknet.booking.models import Resource
from kiknet.calendar import changes, past, rooms
from kiknet.calendar.deeds import save
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.telling import tell_moved
from kiknet.db import db, line_up_all
from kiknet.organisations.acting import Acting


@contextmanager
def stay_in(by: Acting, room: Resource) -> Iterator[None]:
    """Inside a deed that holds the room: its events are waited for before the place is touched in the block.

    What is over stays where it was. Whoever organises what is still to come is told once, of all of it.
    """
    line_up_all(Event, _to_come_in(room))
    place_id, note = room.place_id, rooms.note_for(room)
    yield
    db.session.flush()
    if (room.place_id, rooms.note_for(room)) == (place_id, note):
        return
    events = db.session.scalars(select(Event).where(_to_come_in(room)).order_by(Event.id)).all()
    moved = [event for event in events if _move(by, event, room, note)]
    tell_moved(by, room, moved)
    for event in events:
        save(event)


def _to_come_in(room: Resource) -> ColumnElement[bool]:
    """Events in this room, or with a date in it, that are not over."""
    dates = exists().where(Occurrence.event_id == Event.id)
    ahead = Occurrence.ends_at > clock.now()
    of_dates = select(Occurrence.event_id).where(Occurrence.room_id == room.id, ahead)
    usual = (Event.room_id == room.id) & (dates.where(ahead) | ~dates)
    return or_(usual, Event.id.in_(of_dates))


def _move(by: Acting, event: Event, room: Resource, former_note: str) -> bool:
    """Whether those who organise it shall hear: not of what is no certain place yet, or is nobody's business."""
    was_seen, before = changes.was_seen(event), changes.facts(event)
    rows = [row for row in event.occurrences if row.room_id == room.id and row.ends_at > clock.now()]
    dates_before = {row: changes.date_facts(event, row) for row in rows}
    if event.room_id == room.id:
        was = past.Where.of(event)
        _go_along(event, room, former_note)
        past.keep_places(event, was)
    for row in rows:
        _go_along(row, room, former_note)
    db.session.flush()
    if was_seen and not event.is_place_open:
        changes.note(by, event, before, is_told=True)
    for row, facts in dates_before.items() if was_seen and event.is_series else ():
        if not row.is_place_open:
            day = f"{row.recurrence_id:%Y-%m-%dT%H:%M}"
            changes.note_date(by, event, day, facts, changes.date_facts(event, row), is_told=True)
    return event.publication in rooms.ON and not (event.is_place_open or event.is_cancelled)


def _go_along(thing: Any, room: Resource, former_note: str) -> None:
    """An event, or one of its dates; what somebody wrote themselves on how to find it stays."""
    thing.place = room.place
    if thing.place_note == former_note:
        thing.place_note = rooms.note_for(room)
