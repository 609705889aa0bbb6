"""What the network plans, for its members: with a date, and with one still open."""

from datetime import date

from sqlalchemy import func, or_, select
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
    visible_to,
)
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

PER_PAGE = 20
MOST_OPEN = 100
WITH_NAMES = DATES.join(Organisation.__table__, organisation.id == event.owner_id).outerjoin(
    Place.__table__, place.id == PLACE_ID
)
COLUMNS = (*FULL, occurrence.id.label("occurrence_id"), event.owner_id, occurrence.starts_at)


def dated(chosen: Filter, first: date, page: int, per_page: int = PER_PAGE) -> tuple[Rows, date | None]:
    """One page of what is on or planned from `first` on, and where the next begins, if there is more.

    The first page begins with what has been on for longer and still is.
    """
    starts = clock.midnight(first)
    early, on = starts - LOOK_BACK, occurrence.ends_at > starts
    found = select(*COLUMNS).select_from(WITH_NAMES).where(event.publication == "published", *conditions(chosen))
    coming = found.where(on, occurrence.starts_at >= early).order_by(*IN_ORDER)
    rows = db.session.execute(coming.limit(per_page + 1).offset((page - 1) * per_page)).all()
    long = select(occurrence.id).where(on, occurrence.is_long, occurrence.starts_at < early)
    running = found.where(occurrence.id.in_(long)).order_by(*IN_ORDER).limit(MOST_RUNNING)
    next_day = rows[per_page].starts_local.date() if len(rows) > per_page else None
    return [*(db.session.execute(running).all() if page == 1 else []), *rows[:per_page]], next_day


def still_open(chosen: Filter) -> list[Event]:
    """What has no date yet and fits the filter (but for its days), the latest first."""
    found = select(Event).outerjoin(Event.occurrences)  # there are none: conditions ask where a date is
    found = found.where(event.publication == "published", event.starts_local.is_(None))
    found = found.where(*conditions(chosen.without_days())).order_by(event.changed_at.desc(), event.id)
    names = (joinedload(Event.owner), joinedload(Event.place))
    return list(db.session.scalars(found.options(*names).limit(MOST_OPEN)))


def newest(by: Acting | None, most: int) -> Rows:
    """What was posted last and is still to come; for the network plans as well, with a date or without one.

    What was taken over from another calendar is left out: it may be hundreds at once.
    """
    dates = select(func.min(occurrence.starts_local)).where(
        occurrence.event_id == event.id, occurrence.ends_at > clock.now(), occurrence.state != "cancelled"
    )
    upcoming = dates.correlate(Event.__table__).scalar_subquery()
    named = Event.__table__.join(Organisation.__table__, organisation.id == event.owner_id)
    found = select(
        event.id, event.title, event.scheduling, event.is_all_day, upcoming.label("starts_local"), event.published_at,
        organisation.name.label("organisation_name"),
    ).select_from(named)  # fmt: skip
    is_shown = visible_to(None) if by is None else event.publication == "published"
    is_coming = or_(event.starts_local.is_(None), upcoming.is_not(None))
    found = found.where(is_shown, event.scheduling.in_(("planned", "confirmed")), event.source_uid == "", is_coming)
    return db.session.execute(found.order_by(event.id.desc()).limit(most)).all()
