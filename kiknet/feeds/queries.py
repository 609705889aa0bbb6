"""What stands in a feed: always what a stranger may see, in a window that moves with the day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from kiknet import clock
from kiknet.calendar import agenda, texts
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, EventText, Occurrence
from kiknet.db import db
from kiknet.organisations.models import FormerSlug, Organisation
from kiknet.places.models import Place

BACK = timedelta(days=90)
AHEAD = timedelta(days=400)
CANCELLED_STAYS = timedelta(days=7)


def entries(chosen: Filter, today: date) -> dict[int, int]:
    """id → revision of every event in the feed. A series is in it whole, by any of its dates in the window."""
    found = _in_feed(select(Event.id, Event.revision), chosen, today)
    rows = db.session.connection().execute(found).all()  # thousands of pairs: the ORM need not look at each
    return {event_id: revision for event_id, revision in rows}  # noqa: C416 - rows are not pairs to mypy


def newest_neighbour() -> int:
    """The revision of the latest change to any organisation or place: until then no event's text has to be asked."""
    newest = [select(func.max(table.revision)).scalar_subquery() for table in (Organisation, Place)]
    return max(revision or 0 for revision in db.session.execute(select(*newest)).one())


def details(event_ids: Sequence[int], language: str, program: str) -> Sequence[Row[Any]]:
    """(id, revision and changed_at of what is shown, its stored text or None when that is not true any more)."""
    shown = texts.shown_revision()
    is_current = and_(EventText.revision >= shown, EventText.made_with == program)
    found = (
        select(Event.id, shown.label("revision"), Event.changed_at, case((is_current, EventText.text)).label("text"))
        .outerjoin(EventText, and_(EventText.event_id == Event.id, EventText.language == language))
        .where(Event.id.in_(event_ids))
    )
    return db.session.execute(found).all()


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


def organisation_at(slug: str) -> Organisation | None:
    """The listed organisation with this address, now or formerly."""
    former = select(FormerSlug.organisation_id).where(FormerSlug.slug == slug).scalar_subquery()
    found = (
        select(Organisation)
        .where(or_(Organisation.slug == slug, Organisation.id == former))
        .order_by((Organisation.slug == slug).desc())
        .limit(1)
    )
    organisation = db.session.scalar(found)
    return organisation if organisation and organisation.is_listed else None
