"""What stands in a feed: always what a stranger may see, in a window that moves with the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, LargeBinary, Select, String, and_, case, cast, func, literal, or_, select

from kiknet import clock
from kiknet.calendar import agenda, texts
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, EventText, Occurrence
from kiknet.db import db, is_sqlite
from kiknet.organisations.models import FormerSlug, Organisation

BACK = timedelta(days=90)
AHEAD = timedelta(days=400)
CANCELLED_STAYS = timedelta(days=7)
HOLE = "\x01"  # never part of a VEVENT: marks where an event's text has to be rendered afresh


@dataclass(frozen=True)
class State:
    """How many events a feed has and what of them changed last: as long as it is equal, so is the feed."""

    count: int
    revision: int | None
    changed_at: datetime | None


def state(chosen: Filter, today: date) -> State:
    """One statement, without reading a text."""
    shown = func.max(texts.shown_revision()), func.max(Event.changed_at)
    row = db.session.execute(select(func.count(Event.id), *shown).where(Event.id.in_(_in_feed(chosen, today)))).one()
    return State(*row)


def state_and_vevents(chosen: Filter, today: date, language: str) -> tuple[State, bytes]:
    """The feed's state and all its VEVENTs by id, from one statement; stale ones are rendered, not stored."""
    rows = (
        select(
            Event.id,
            Event.changed_at,
            texts.shown_revision().label("revision"),
            EventText.revision.label("text_revision"),
            EventText.made_with,
            EventText.text,
        )
        .outerjoin(EventText, and_(EventText.event_id == Event.id, EventText.language == language))
        .where(Event.id.in_(_in_feed(chosen, today)))
        .order_by(Event.id)
        .subquery()
    )
    is_current = and_(rows.c.text_revision >= rows.c.revision, rows.c.made_with == texts.made_with(language))
    hole = literal(HOLE) + cast(rows.c.id, String) + literal(HOLE)
    joined = func.aggregate_strings(case((is_current, rows.c.text), else_=hole), "")
    state = func.count(), func.max(rows.c.revision), func.max(rows.c.changed_at)
    *seen, vevents = db.session.execute(select(*state, _as_bytes(joined)).select_from(rows)).one()
    return State(*seen), _filled(vevents or b"", language)


def _as_bytes(text: ColumnElement[str]) -> ColumnElement[bytes]:
    """Two megabytes need not become a str only to be encoded again."""
    if is_sqlite():
        return cast(text, LargeBinary)
    return func.convert_to(text, "UTF8", type_=LargeBinary)


def _filled(vevents: bytes, language: str) -> bytes:
    if HOLE.encode() not in vevents:
        return vevents
    pieces = vevents.split(HOLE.encode())
    stale = [int(event_id) for event_id in pieces[1::2]]
    rendered = texts.rendered(stale, language)
    pieces[1::2] = [rendered.get(event_id, "").encode() for event_id in stale]
    return b"".join(pieces)


def stale_events(today: date, language: str) -> Sequence[int]:
    """The ids of events whose stored text in `language` is missing or no longer true."""
    found = (
        select(Event.id)
        .outerjoin(EventText, and_(EventText.event_id == Event.id, EventText.language == language))
        .where(
            Event.id.in_(_in_feed(Filter(), today)),
            or_(
                EventText.event_id.is_(None),
                EventText.revision < texts.shown_revision(),
                EventText.made_with != texts.made_with(language),
            ),
        )
        .order_by(Event.id)
    )
    return db.session.scalars(found).all()


def _in_feed(chosen: Filter, today: date) -> Select[int]:
    """Ids of the events with a date in the window; one that was cancelled leaves a week after it."""
    window = agenda.between(clock.midnight(today - BACK), clock.midnight(today + AHEAD))
    return (
        select(Occurrence.event_id)
        .join(Occurrence.event)
        .where(agenda.visible_to(None), window, _is_news(today), *agenda.conditions(chosen))
    )


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
