"""Finding sources, and the events of ours that a calendar may mean."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.policy import LIVE
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.imports import policy
from kiknet.imports.models import Source
from kiknet.imports.plan import Here, Known
from kiknet.imports.read import ReadEvent
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

AT_ONCE = 400


def source_by_id(by: Acting, source_id: int) -> Source:
    """A source of the organisation `by` acts for, or any for the office. Raises `NotFound`."""
    found = db.session.get(Source, source_id, options=[joinedload(Source.organisation)])
    if found is None or not policy.may_see(by, found):
        raise NotFound
    return found


def sources_of(organisation: Organisation, most: int = 50) -> list[Source]:
    """The newest first."""
    found = select(Source).where(Source.organisation_id == organisation.id).order_by(Source.id.desc())
    return list(db.session.scalars(found.limit(most)))


def kept_addresses(organisation_id: int | None) -> list[Source]:
    """The addresses that are in use, or about to be."""
    found = select(Source).where(
        Source.organisation_id == organisation_id,
        Source.kind == "address",
        Source.state.in_(("waiting", "read", "confirmed", "kept")),
    )
    return list(db.session.scalars(found))


def due(now: datetime, most: int = 20) -> list[int]:
    """The ids of sources with something to do, the longest due first."""
    found = select(Source.id).where(Source.due_at <= now).order_by(Source.due_at, Source.id)
    return list(db.session.scalars(found.limit(most)))


def here(organisation_id: int | None, events: Sequence[ReadEvent]) -> Here:
    """Everything `events` may mean on our side: a fixed number of questions for every few hundred."""
    imported: dict[str, Known] = {}
    by_uid: dict[str, Known] = {}
    typed: list[Known] = []
    for some in _pieces(events):
        uids, starts = [e.uid for e in some], [e.draft.starts_local for e in some]
        own = Event.owner_id == organisation_id
        meant = or_(
            and_(own, Event.source_uid.in_(uids)),
            Event.uid.in_(uids),
            and_(own, Event.source_uid == "", Event.starts_local.in_(starts), Event.publication.in_(LIVE)),
        )
        for known in map(_known, db.session.execute(_KNOWN.where(meant))):
            by_uid[known.uid] = known
            if known.owner_id == organisation_id and known.source_uid:
                imported[known.source_uid] = known
            elif known.owner_id == organisation_id and known.publication in LIVE:
                typed.append(known)
    kept = select(Source.id).where(Source.organisation_id == organisation_id, Source.state == "kept")
    return Here(organisation_id, imported, by_uid, typed, set(db.session.scalars(kept)))


def taken_over(organisation_id: int | None, events: Sequence[ReadEvent]) -> list[ColumnElement[bool]]:
    """The condition that an event of ours is one of `events`, as it was taken over before."""
    return [Event.owner_id == organisation_id, Event.source_uid != "", Event.source_uid.in_([e.uid for e in events])]


def _pieces(events: Sequence[ReadEvent]) -> Iterator[Sequence[ReadEvent]]:
    return (events[start : start + AT_ONCE] for start in range(0, len(events), AT_ONCE))


_KNOWN: Any = select(
    Event.id, Event.uid, Event.owner_id, Organisation.name, Event.title, Event.starts_local, Event.source_id,
    Event.source_uid, Event.source_mark, Event.is_detached, Event.publication, Event.visibility, Event.scheduling,
).join(Event.owner)  # fmt: skip


def _known(row: Row[Any]) -> Known:
    return Known(
        event_id=row.id,
        uid=row.uid,
        owner_id=row.owner_id,
        owner_name=row.name,
        title=row.title,
        starts_local=row.starts_local,
        source_id=row.source_id,
        source_uid=row.source_uid,
        source_mark=row.source_mark,
        is_detached=row.is_detached,
        is_public=row.publication == "published" and row.visibility == "public" and row.scheduling != "planned",
        publication=row.publication,
    )


def kept_in_step(source_id: int, now: datetime) -> list[Event]:
    """What came from this source, is still to come, and would be called off if it were gone over there."""
    coming = exists(select(Occurrence.id).where(Occurrence.event_id == Event.id, Occurrence.ends_at > now))
    found = select(Event).where(
        Event.source_id == source_id,
        Event.is_detached.is_(False),
        Event.publication.in_(LIVE),
        Event.scheduling != "cancelled",
        Event.source_mark != "",
        coming,
    )
    return list(db.session.scalars(found.order_by(Event.id)))


def events_by_id(ids: Sequence[int]) -> dict[int, Event]:
    """Loaded with what writing them needs."""
    found = select(Event).where(Event.id.in_(ids))
    found = found.options(joinedload(Event.place).joinedload(Place.district), joinedload(Event.owner))
    found = found.options(selectinload(Event.occurrences), selectinload(Event.organisers))
    return {event.id: event for event in db.session.scalars(found)}
