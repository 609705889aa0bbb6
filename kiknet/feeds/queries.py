"""What stands in a feed: always what a stranger may see, in a window that moves with the day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, union
from sqlalchemy.orm import joinedload, selectinload

from kiknet import clock
from kiknet.booking.models import Resource
from kiknet.calendar import agenda, texts
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

BACK = timedelta(days=90)
AHEAD = timedelta(days=400)
CANCELLED_STAYS = timedelta(days=7)


def vevents(
    chosen: Filter, language: str, today: date, program: str, among: Sequence[int] | None
) -> Iterable[Row[Any]]:
    """(id, revision, changed_at, text) of the events in the feed, or of those `among` some ids that are in it.

    They come a few at a time, for a feed is megabytes. `text` is None where the stored one is not true any more;
    `program` is `texts.made_with(language)`.
    """
    shown = texts.shown_revision()
    is_current = and_(EventText.revision >= shown, EventText.made_with == program)
    in_feed = _in_feed(select(Event.id), chosen, today)
    found = (
        select(Event.id, shown.label("revision"), Event.changed_at, case((is_current, EventText.text)).label("text"))
        .outerjoin(EventText, and_(EventText.event_id == Event.id, EventText.language == language))
        .where(Event.id.in_(in_feed if among is None else in_feed.where(Event.id.in_(among))))
    )
    return db.session.connection().execute(found, execution_options={"yield_per": 200})


def changed_since(revision: int, most: int) -> Sequence[int] | None:
    """Ids of all events whose text may be another one since; None if there are more than `most`."""
    organisations = select(Organisation.id).where(Organisation.revision > revision)
    places = select(Place.id).where(Place.revision > revision)
    rooms = select(Resource.id).where(Resource.revision > revision)
    accepted = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id.in_(organisations))
    found = union(
        select(Event.id).where(Event.revision > revision),
        select(Event.id).where(Event.owner_id.in_(organisations)),
        select(Event.id).where(Event.place_id.in_(places)),
        select(Event.id).where(Event.room_id.is_not(None), Event.room_id.in_(rooms)),
        select(Occurrence.event_id).where(Occurrence.place_id.is_not(None), Occurrence.place_id.in_(places)),
        select(Occurrence.event_id).where(Occurrence.room_id.is_not(None), Occurrence.room_id.in_(rooms)),
        accepted,
    )
    changed = db.session.connection().execute(found.limit(most + 1)).scalars().all()
    return changed if len(changed) <= most else None


def newest(chosen: Filter, today: date, most: int) -> list[Event]:
    """The events still to come that were posted or changed last, with what an entry shows."""
    window = agenda.between(clock.midnight(today), clock.midnight(today + AHEAD))
    coming = select(Occurrence.event_id).join(Occurrence.event)
    coming = coming.where(agenda.visible_to(None), window, *agenda.conditions(chosen))
    found = (
        select(Event)
        .where(Event.id.in_(coming))
        .options(
            joinedload(Event.owner),
            joinedload(Event.place),
            joinedload(Event.picture),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
        )
        .order_by(Event.changed_at.desc(), Event.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(found))


def next_dates(series_ids: Sequence[int], today: date) -> dict[int, Occurrence]:
    """Event id → the first date of the series from `today` on that takes place."""
    to_come = (Occurrence.event_id.in_(series_ids), Occurrence.ends_at > clock.midnight(today))
    takes_place = (*to_come, Occurrence.state != "cancelled")
    first = select(Occurrence.event_id, func.min(Occurrence.starts_at).label("at")).where(*takes_place)
    first_of = first.group_by(Occurrence.event_id).subquery()
    is_first = and_(Occurrence.event_id == first_of.c.event_id, Occurrence.starts_at == first_of.c.at)
    found = select(Occurrence).join(first_of, is_first).where(*takes_place).options(joinedload(Occurrence.place))
    return {row.event_id: row for row in db.session.scalars(found)} if series_ids else {}


def stale_events(today: date, language: str) -> Sequence[int]:
    """The ids of events whose stored text in `language` is missing or no longer true."""
    is_stale = or_(
        EventText.event_id.is_(None),
        EventText.revision < texts.shown_revision(),
        EventText.made_with != texts.made_with(language),
    )
    text = and_(EventText.event_id == Event.id, EventText.language == language)
    found = _in_feed(select(Event.id), Filter(), today).outerjoin(EventText, text).where(is_stale)
    return db.session.scalars(found.distinct().order_by(Event.id)).all()


def _in_feed(columns: Any, chosen: Filter, today: date) -> Select[Any]:
    """Events with a date in the window; one that was cancelled leaves a week after it."""
    window = agenda.between(clock.midnight(today - BACK), clock.midnight(today + AHEAD))
    found: Select[Any] = columns.join_from(Occurrence, Occurrence.event)
    return found.where(agenda.visible_to(None), window, _is_news(today), *agenda.conditions(chosen))


def _is_news(today: date) -> ColumnElement[bool]:
    return or_(Event.scheduling != "cancelled", Occurrence.ends_at > clock.midnight(today - CANCELLED_STAYS))
