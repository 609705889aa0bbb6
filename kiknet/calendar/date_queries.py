"""The dates of one series: a few at a time, never all of them as objects."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.calendar.models import Event, Occurrence
from kiknet.db import db
from kiknet.places.models import Place

A_DAY = timedelta(days=1)
_HAS_ITS_OWN = (
    Occurrence.state != "scheduled", Occurrence.place_id.is_not(None), Occurrence.place_note != "",
    Occurrence.note != "", Occurrence.has_no_place, Occurrence.room_id.is_not(None),
)  # fmt: skip


def date_of(event: Event, day: date, at: time | None = None) -> Occurrence | None:
    """The date that belongs on `day`, wherever it was moved to; of several the one at `at`, else at the usual time."""
    begins = datetime.combine(day, time.min)
    found = _dates(event).where(Occurrence.recurrence_id >= begins, Occurrence.recurrence_id < begins + A_DAY)
    rows = list(db.session.scalars(found.order_by(Occurrence.recurrence_id)))
    if at is not None:
        return next((row for row in rows if row.recurrence_id.time() == at), None)
    usual = event.starts_local.time() if event.starts_local else None
    return next((row for row in rows if row.recurrence_id.time() == usual), rows[0] if rows else None)


def neighbours_of(row: Occurrence) -> tuple[Occurrence | None, Occurrence | None]:
    """The dates before and after this one, in the order in which they take place."""
    same = select(Occurrence).where(Occurrence.event_id == row.event_id)
    before = same.where(Occurrence.starts_at < row.starts_at).order_by(Occurrence.starts_at.desc()).limit(1)
    after = same.where(Occurrence.starts_at > row.starts_at).order_by(Occurrence.starts_at).limit(1)
    return db.session.scalar(before), db.session.scalar(after)


def next_dates(event: Event, most: int) -> list[Occurrence]:
    """The dates that are not over, at most so many."""
    coming = _dates(event).where(Occurrence.ends_at > clock.now())
    return list(db.session.scalars(coming.order_by(Occurrence.starts_at).limit(most)))


class Summary(NamedTuple):
    """How many dates there are still to come, the first and the last, and how many have something of their own."""

    number: int
    first: datetime
    last: datetime
    touched: int


def summary(event: Event, since: datetime | None = None) -> Summary | None:
    """Of the dates to come, those from the original start `since` on; None if there are none."""
    own = case((or_(*_HAS_ITS_OWN), 1), else_=0)
    start = Occurrence.starts_local
    found = select(func.count(), func.min(start), func.max(start), func.sum(own)).where(
        Occurrence.event_id == event.id, Occurrence.ends_at > clock.now()
    )
    row = db.session.execute(found.where(Occurrence.recurrence_id >= since) if since else found).one()
    return Summary(*row) if row[0] else None


def all_dates(event: Event, *, is_past: bool = False) -> Select[Occurrence]:
    """All that are still to come, or all that are over, the latest first."""
    now = clock.now()
    if is_past:
        return _dates(event).where(Occurrence.ends_at <= now).order_by(Occurrence.starts_at.desc())
    return _dates(event).where(Occurrence.ends_at > now).order_by(Occurrence.starts_at)


def _dates(event: Event, *where: ColumnElement[bool]) -> Select[Occurrence]:
    with_place = joinedload(Occurrence.place).joinedload(Place.district)
    return select(Occurrence).where(Occurrence.event_id == event.id, *where).options(with_place)
