"""Keeping each event's VEVENT text beside it, so that a feed only has to join them.

A text carries the network's revision at the moment it was made. It is current while nothing it shows (event, place,
room, owner, accepted co-organisers) was stamped later, and while `made_with` fits. German is written together with the
change itself; other languages, and what a rename elsewhere has made stale, are written later by a job
(`feeds.service`). Until then a feed renders them afresh, without storing.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from kiknet import i18n, revisions
from kiknet.booking.models import Resource
from kiknet.calendar import vevent
from kiknet.calendar.description import Own, shown_by, vevent_of
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.calendar.series_text import vevents_of
from kiknet.db import db, is_sqlite, upsert
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.models import Field

AT_ONCE = 200
FieldNames = list[tuple[str, dict[str, str]]]

_DATE: Any = Occurrence.__table__.c
_FIELDS = select(Field.key, Field.names).order_by(Field.key)


def store(event: Event) -> None:
    """Write the VEVENT of `event`, which was stamped and flushed just now, in German into the running transaction.

    An event whose date is open has none. What else it shows is taken from this session, if that is still true.
    """
    if event.has_open_date:
        return
    if not event.is_series and _is_as_remembered(event):
        fields = _names_of_this_minute()
        texts = _rendered([event], i18n.DEFAULT, fields)
        _write(texts, i18n.DEFAULT, event.revision, _made_with(i18n.DEFAULT, fields))
    else:
        store_by_id([event.id], i18n.DEFAULT)


def store_by_id(event_ids: Sequence[int], language: str) -> None:
    """The VEVENTs of events that are not loaded. A text made meanwhile from a later state is left alone."""
    revision, _moment = revisions.current()
    fields = _field_names()
    for ids in _pieces(event_ids):
        _write(_rendered(_loaded(ids), language, fields), language, revision, _made_with(language, fields))


def rendered(event_ids: Sequence[int], language: str) -> dict[int, str]:
    """Event id → VEVENT, made now from what the database holds (not from what this session remembers)."""
    if not event_ids:
        return {}
    fields = _field_names()
    return {
        event_id: text
        for ids in _pieces(event_ids)
        for event_id, text in _rendered(_loaded(ids), language, fields).items()
    }


def _rendered(events: Sequence[Event], language: str, fields: FieldNames) -> dict[int, str]:
    with i18n.as_(language):
        names = {key: given.get(language) or given[i18n.DEFAULT] for key, given in fields}
        base_url = current_app.extensions["kiknet"].base_url
        rows = _rows_of([event.id for event in events if event.is_series])
        own = _own(rows)
        texts = {}
        for event in events:
            if event.is_series:
                of_event = rows.get(event.id, [])
                theirs = {row.id: own[row.id] for row in of_event if row.id in own}
                written = vevents_of(event, of_event, theirs, base_url, names)
            else:
                written = [vevent_of(event, base_url, names)]
            texts[event.id] = "".join(vevent.text(each) for each in written)
        return texts


def _rows_of(series_ids: list[int]) -> dict[int, list[Row[Any]]]:
    """The dates of series, as light rows."""
    found: dict[int, list[Row[Any]]] = {}
    if series_ids:
        statement = select(*_DATE).where(_DATE.event_id.in_(series_ids)).order_by(_DATE.recurrence_id)
        for row in db.session.connection().execute(statement):
            found.setdefault(row.event_id, []).append(row)
    return found


def _own(rows: Mapping[int, list[Row[Any]]]) -> dict[int, Own]:
    """Row id → the place and the room the date has for itself, if any."""
    differing = [row for of_event in rows.values() for row in of_event if row.place_id or row.room_id]
    places = _by_id(Place, {row.place_id for row in differing})
    rooms = _by_id(Resource, {row.room_id for row in differing})
    return {row.id: Own(places.get(row.place_id), rooms.get(row.room_id)) for row in differing}


def _by_id(kind: Any, ids: set[int | None]) -> dict[int, Any]:
    wanted = ids - {None}
    if not wanted:
        return {}
    fresh = {"populate_existing": True}
    found = db.session.scalars(select(kind).where(kind.id.in_(wanted)), execution_options=fresh)
    return {each.id: each for each in found}


def _write(texts: Mapping[int, str], language: str, revision: int, program: str) -> None:
    rows = [
        {"event_id": event_id, "language": language, "revision": revision, "made_with": program, "text": text}
        for event_id, text in texts.items()
    ]
    if rows:
        db.session.connection().execute(_store(is_sqlite()), rows)


@cache
def _store(_is_for_sqlite: bool) -> Any:
    row = upsert(EventText)
    given = row.excluded
    return row.on_conflict_do_update(
        index_elements=[EventText.event_id, EventText.language],
        set_={"revision": given.revision, "made_with": given.made_with, "text": given.text},
        where=EventText.revision <= given.revision,
    )


def _is_as_remembered(event: Event) -> bool:
    """Whether owner, place, room and co-organisers were not changed by others since this session loaded them.

    Every change takes a higher revision than all before it, so it shows in the highest one.
    """
    remembered = max(thing.revision for thing in shown_by(event) if thing is not event)
    question = _others(is_sqlite(), event.room_id is not None)
    return bool(db.session.connection().execute(question, {"id": event.id}).scalar_one() == remembered)


@cache
def _others(_is_sqlite: bool, has_room: bool) -> Select[int]:
    others = [*_revisions_of_others(), *([_revision_of_room()] if has_room else [])]
    return select(_greatest(*others)).where(Event.id == bindparam("id"))


def _loaded(event_ids: Sequence[int]) -> list[Event]:
    found = (
        select(Event)
        .where(Event.id.in_(event_ids), Event.starts_local.is_not(None))
        .options(
            joinedload(Event.owner),
            joinedload(Event.place),
            joinedload(Event.room),
            joinedload(Event.picture),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
        )
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(found))


def made_with(language: str) -> str:
    """What else a text depends on: its format, this network's address, the names of the fields of action."""
    return _made_with(language, _field_names())


def _made_with(language: str, fields: FieldNames) -> str:
    base_url = current_app.extensions["kiknet"].base_url
    return hashlib.sha256(repr((vevent.FORMAT, base_url, language, fields)).encode()).hexdigest()[:16]


def _names_of_this_minute() -> FieldNames:
    """As every page knows them. A text with a name that was changed meanwhile says so itself, and is made anew."""
    return sorted((field.key, dict(sorted(field.names.items()))) for field in vocabulary.fields())


def _field_names() -> FieldNames:
    """As they are now, not as they were a minute ago: what is made of them is kept for long."""
    return [(key, dict(sorted(names.items()))) for key, names in db.session.connection().execute(_FIELDS)]


def shown_revision() -> ColumnElement[int]:
    """SQL: the revision of the latest change to anything the event's text shows; `Event` is in the FROM clause."""
    places = _of_dates(Place, Occurrence.place_id)
    rooms = _of_dates(Resource, Occurrence.room_id)
    of_dates = (func.coalesce(places, 0), func.coalesce(rooms, 0))
    return _greatest(Event.revision, *_revisions_of_others(), _revision_of_room(), *of_dates)


def _of_dates(kind: Any, its_id: Any) -> Any:
    """The latest change to what dates have for themselves."""
    theirs = (Occurrence.event_id == Event.id, its_id.is_not(None))
    return select(func.max(kind.revision)).join(Occurrence, its_id == kind.id).where(*theirs).scalar_subquery()


def _revisions_of_others() -> list[ColumnElement[int]]:
    owner = select(Organisation.revision).where(Organisation.id == Event.owner_id).scalar_subquery()
    place = select(Place.revision).where(Place.id == Event.place_id).scalar_subquery()
    others = (
        select(func.max(Organisation.revision))
        .join(EventOrganiser, EventOrganiser.organisation_id == Organisation.id)
        .where(EventOrganiser.event_id == Event.id, EventOrganiser.state == "accepted")
        .scalar_subquery()
    )
    return [func.coalesce(revision, 0) for revision in (owner, place, others)]


def _revision_of_room() -> ColumnElement[int]:
    return func.coalesce(select(Resource.revision).where(Resource.id == Event.room_id).scalar_subquery(), 0)


def _greatest(*numbers: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[int]:
    latest: ColumnElement[int] = (func.max if is_sqlite() else func.greatest)(*numbers)
    return latest


def _pieces(event_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (event_ids[start : start + AT_ONCE] for start in range(0, len(event_ids), AT_ONCE))
