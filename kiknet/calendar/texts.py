"""Keeping each event's VEVENT text beside it, so that a feed only has to join them.

A text carries the network's revision at the moment it was made. It is current while nothing it shows (event, place,
owner, accepted co-organisers) was stamped later, and while `made_with` fits. German is written together with the change
itself; other languages, and what a rename elsewhere has made stale, are written later by a job (`feeds.service`).
Until then a feed renders them afresh, without storing.
"""

import hashlib
from collections.abc import Iterator, Sequence

from flask import current_app
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload, selectinload

from kiknet import i18n, revisions
from kiknet.calendar import vevent
from kiknet.calendar.description import vevent_of
from kiknet.calendar.models import Event, EventOrganiser, EventText
from kiknet.db import db, is_sqlite
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.vocabulary.models import Field

AT_ONCE = 200


def store(*events: Event, language: str = i18n.DEFAULT) -> None:
    """Write the VEVENTs of `events` in `language` into the running transaction; call it after `revisions.stamp`.

    Events whose date is open have none and are passed over.
    """
    db.session.flush()
    store_by_id([event.id for event in events if not event.has_open_date], language)


def store_by_id(event_ids: Sequence[int], language: str) -> None:
    """The same for events that are not loaded. A text made meanwhile from a later state is left alone."""
    revision, _moment = revisions.current()
    stamp = made_with(language)
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    for ids in _pieces(event_ids):
        rows = [
            {"event_id": event_id, "language": language, "revision": revision, "made_with": stamp, "text": text}
            for event_id, text in rendered(ids, language).items()
        ]
        if rows:
            upsert = insert(EventText).values(rows)
            given = upsert.excluded
            db.session.execute(
                upsert.on_conflict_do_update(
                    index_elements=[EventText.event_id, EventText.language],
                    set_={"revision": given.revision, "made_with": given.made_with, "text": given.text},
                    where=EventText.revision <= given.revision,
                )
            )


def rendered(event_ids: Sequence[int], language: str) -> dict[int, str]:
    """Event id → VEVENT, made now from what the database holds (not from what this session remembers)."""
    if not event_ids:
        return {}
    with i18n.as_(language):
        names = {key: given.get(language) or given[i18n.DEFAULT] for key, given in _field_names()}
        base_url = current_app.extensions["kiknet"].base_url
        return {
            event.id: vevent.text(vevent_of(event, base_url, names))
            for ids in _pieces(event_ids)
            for event in _loaded(ids)
        }


def _loaded(event_ids: Sequence[int]) -> list[Event]:
    found = (
        select(Event)
        .where(Event.id.in_(event_ids), Event.starts_local.is_not(None))
        .options(
            joinedload(Event.owner),
            joinedload(Event.place),
            joinedload(Event.picture),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
        )
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(found))


def made_with(language: str) -> str:
    """What else a text depends on: its format, this network's address, the names of the fields of action."""
    base_url = current_app.extensions["kiknet"].base_url
    return hashlib.sha256(repr((vevent.FORMAT, base_url, language, _field_names())).encode()).hexdigest()[:16]


def _field_names() -> list[tuple[str, dict[str, str]]]:
    """As they are now, not as they were a minute ago: what is made of them is kept for long."""
    rows = db.session.connection().execute(select(Field.key, Field.names).order_by(Field.key))
    return [(row.key, dict(sorted(row.names.items()))) for row in rows]


def shown_revision() -> ColumnElement[int]:
    """SQL: the revision of the latest change to anything the event's text shows; `Event` is in the FROM clause."""
    owner = select(Organisation.revision).where(Organisation.id == Event.owner_id).scalar_subquery()
    place = select(Place.revision).where(Place.id == Event.place_id).scalar_subquery()
    others = (
        select(func.max(Organisation.revision))
        .join(EventOrganiser, EventOrganiser.organisation_id == Organisation.id)
        .where(EventOrganiser.event_id == Event.id, EventOrganiser.state == "accepted")
        .scalar_subquery()
    )
    greatest = func.max if is_sqlite() else func.greatest
    latest: ColumnElement[int] = greatest(Event.revision, owner, func.coalesce(place, 0), func.coalesce(others, 0))
    return latest


def _pieces(event_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (event_ids[start : start + AT_ONCE] for start in range(0, len(event_ids), AT_ONCE))
