"""What happens by itself to series: their rows keep two years ahead, and old cancellations leave the texts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, insert, not_, or_, select

from kiknet import clock, revisions
from kiknet.calendar import dates
from kiknet.calendar.deeds import save
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.series_text import CANCELLED_STAYS, has_rule
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile

LOOKED_BACK = timedelta(days=400)


def move_on() -> int:
    """A job: rows for the dates of every series that came within the horizon; returns how many series."""
    today = clock.today()
    far, known = (dates.horizon(Event(skips_holidays=skips), today) for skips in (False, True))
    is_behind = or_(
        and_(Event.skips_holidays, Event.dates_until < known),
        and_(not_(Event.skips_holidays), Event.dates_until < far),
    )
    return _each(db.session.scalars(select(Event.id).where(Event.rule != "", is_behind)).all(), _lengthen)


def _lengthen(event: Event) -> None:
    """Only a text that ends with its rows changes; pages that are kept are made anew in any case."""
    until, since = dates.horizon(event, clock.today()), event.dates_until
    assert since  # noqa: S101 - chosen by it
    known = select(Occurrence.recurrence_id).where(Occurrence.event_id == event.id, Occurrence.recurrence_id > since)
    there = set(db.session.scalars(known))
    new = [start for start in dates.wanted(event, until) if start > since and start not in there]
    if new:
        db.session.connection().execute(insert(dates.ROWS), [dates.new_row(event, start) for start in new])
    event.dates_until = until
    if event.skips_holidays or not has_rule(event, _first(event)):
        save(event)
    else:
        revisions.stamp()


def _first(event: Event) -> datetime | None:
    return db.session.scalar(select(func.min(Occurrence.recurrence_id)).where(Occurrence.event_id == event.id))


def let_cancelled_go() -> int:
    """A job: write anew the texts that still show dates cancelled and over for a week; returns how many series."""
    edge = clock.now() - CANCELLED_STAYS
    called_off = (Occurrence.state == "cancelled", Occurrence.ends_at < edge, Occurrence.ends_at > edge - LOOKED_BACK)
    found = select(Event.id, Event.changed_at, Occurrence.ends_at).join(Occurrence.event).where(*called_off)
    shown = {row.id for row in db.session.execute(found) if row.ends_at >= row.changed_at - CANCELLED_STAYS}
    return _each(sorted(shown), save)


def _each(event_ids: Sequence[int], deed: Callable[[Any], None]) -> int:
    """In short transactions; what somebody is saving at this moment waits for the next night."""
    done = 0
    db.session.rollback()
    for event_id in event_ids:
        try:
            with transaction() as session:
                event = session.get_one(Event, event_id, populate_existing=True)
                revisions.hold(event, event.revision)
                deed(event)
        except ChangedMeanwhile:
            continue
        done += 1
    return done
