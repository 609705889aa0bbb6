"""What the network plans, for its members: with a date, and with one still open."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.calendar.agenda import (
    DATES,
    FULL,
    IN_ORDER,
    LOOK_BACK,
    MOST_RUNNING,
    PLACE_ID,
    Rows,
    conditions,
    event,
    occurrence,
    organisation,
    place,
)
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

PER_PAGE = 40
MOST_OPEN = 100
WITH_NAMES = DATES.join(Organisation.__table__, organisation.id == event.owner_id).outerjoin(
    Place.__table__, place.id == PLACE_ID
)
COLUMNS = (*FULL, occurrence.id.label("occurrence_id"), event.owner_id, occurrence.starts_at)


def dated(chosen: Filter, first: date, page: int, per_page: int = PER_PAGE) -> tuple[Rows, bool]:
    """One page of what is on or planned from `first` on, and whether there is more.

    The first page begins with what has been on for longer and still is.
    """
    starts = clock.midnight(first)
    early, on = starts - LOOK_BACK, occurrence.ends_at > starts
    found = select(*COLUMNS).select_from(WITH_NAMES).where(event.publication == "published", *conditions(chosen))
    coming = found.where(on, occurrence.starts_at >= early).order_by(*IN_ORDER)
    rows = db.session.execute(coming.limit(per_page + 1).offset((page - 1) * per_page)).all()
    long = select(occurrence.id).where(on, occurrence.is_long, occurrence.starts_at < early)
    running = found.where(occurrence.id.in_(long)).order_by(*IN_ORDER).limit(MOST_RUNNING)
    return [*(db.session.execute(running).all() if page == 1 else []), *rows[:per_page]], len(rows) > per_page


def still_open(chosen: Filter) -> list[Event]:
    """What has no date yet and fits the filter (but for its days), the latest first."""
    found = select(Event).outerjoin(Event.occurrences)  # there are none: conditions ask where a date is
    found = found.where(event.publication == "published", event.starts_local.is_(None))
    found = found.where(*conditions(chosen.without_days())).order_by(event.changed_at.desc(), event.id)
    names = (joinedload(Event.owner), joinedload(Event.place))
    return list(db.session.scalars(found.options(*names).limit(MOST_OPEN)))
