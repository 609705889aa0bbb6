"""What there is to tell: events everybody can see now, changes nobody was told of, and which of them fit a filter."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select

from kiknet import clock
from kiknet.calendar import agenda
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.subscriptions.models import EventNews, Subscription, ToldChange

MOST_AT_ONCE = 1000
NEWS_FOR = timedelta(days=2)
SHOWN_ONCE = ("published", "withdrawn")


def events_not_noted() -> dict[int, int]:
    """Revision by id of (some of) the events everybody can see that nobody could when we last looked.

    Whatever makes one visible gives it a higher revision than any that was noted before.
    """
    newest = select(func.coalesce(func.max(EventNews.revision), -1)).scalar_subquery()
    found = select(Event.id, Event.revision).where(
        Event.revision >= newest,
        Event.starts_local.is_not(None),
        agenda.visible_to(None),
        ~exists().where(EventNews.event_id == Event.id),
    )
    rows = db.session.execute(found.order_by(Event.revision, Event.id).limit(MOST_AT_ONCE))
    return {row.id: row.revision for row in rows}


def changes_not_told() -> Sequence[EventChange]:
    """The changes of the last two days that subscribers were not told of, oldest first."""
    found = (
        select(EventChange)
        .where(EventChange.at > clock.now() - NEWS_FOR, ~exists().where(ToldChange.change_id == EventChange.id))
        .order_by(EventChange.id)
    )
    return db.session.scalars(found).all()


def confirmed() -> Sequence[Subscription]:
    found = select(Subscription).where(Subscription.confirmed_at.is_not(None))
    return db.session.scalars(found.order_by(Subscription.id)).all()


def summaries_due() -> Sequence[Subscription]:
    found = select(Subscription).where(Subscription.confirmed_at.is_not(None), Subscription.next_at <= clock.now())
    return db.session.scalars(found.order_by(Subscription.id)).all()


def dates_of(event_ids: Collection[int], chosen: Filter) -> Sequence[Row[Any]]:
    """The coming dates of these events that fit the filter, in order; also of one that was withdrawn since."""
    return _dates(chosen, agenda.event.id.in_(event_ids))


def coming_events(chosen: Filter) -> set[int]:
    """The ids of all events with a coming date that fits the filter."""
    found = select(agenda.event.id).select_from(agenda.DATES).where(*_coming(chosen)).distinct()
    return set(db.session.scalars(found))


def newest_news() -> int:
    """The number of the event noted last; 0 if there is none."""
    return db.session.scalar(select(func.coalesce(func.max(EventNews.id), 0))) or 0


def new_dates(since: int, until: int, chosen: Filter) -> Sequence[Row[Any]]:
    """The coming dates of events that were noted after number `since`, until `until`, and fit the filter."""
    noted = select(EventNews.event_id).where(EventNews.id > since, EventNews.id <= until)
    return _dates(chosen, agenda.event.id.in_(noted))


def _dates(chosen: Filter, which: Any) -> Sequence[Row[Any]]:
    return db.session.execute(agenda.dates_shown().where(which, *_coming(chosen))).all()


def _coming(chosen: Filter) -> tuple[ColumnElement[bool], ...]:
    return (
        agenda.event.publication.in_(SHOWN_ONCE),
        agenda.event.visibility == "public",
        agenda.event.scheduling != "planned",
        agenda.occurrence.ends_at > clock.now(),
        *agenda.conditions(chosen.without_days()),
    )
