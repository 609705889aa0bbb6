"""What is over stays as it was: a date where it took place, and one that did not is not held afterwards."""

from typing import NamedTuple

from sqlalchemy import case, not_, update

from kiknet import clock
from kiknet.calendar import dates
from kiknet.calendar.models import Event
from kiknet.db import db


class Where(NamedTuple):
    """Where a series takes place, as its dates say it that have nothing of their own."""

    place_id: int | None
    note: str
    is_online: bool

    @classmethod
    def of(cls, event: Event) -> "Where":
        return cls(event.place_id, event.place_note, bool(event.online_url))


def keep_places(event: Event, was: Where) -> None:
    """Inside a deed, before the dates are brought in step: those that are over say themselves where they were.

    Only of a series people have seen. What was nowhere but online says that it has no place; if nothing was said of
    where it is, there is nothing to keep.
    """
    db.session.flush()
    if was[:2] == Where.of(event)[:2] or not any(was) or not dates.has_past(event):
        return
    rows = dates.ROWS.c
    note = case((rows.place_note == "", was.note), else_=rows.place_note)
    over = (rows.event_id == event.id, rows.place_id.is_(None), not_(rows.has_no_place), rows.ends_at <= clock.now())
    values = {"place_id": was.place_id, "has_no_place": was.place_id is None, "place_note": note}
    db.session.connection().execute(update(dates.ROWS).where(*over).values(values))
    dates.forget_rows(event)


def miss_pause(event: Event) -> None:
    """Inside the deed that lets a series go on: what it has missed since it was called off or put off was not held."""
    if event.cancelled_at is None or not event.is_series:
        return
    db.session.flush()
    rows = dates.ROWS.c
    missed = (rows.event_id == event.id, rows.starts_at >= event.cancelled_at, rows.ends_at <= clock.now())
    values = {"state": "cancelled", "reason": event.status_reason}
    done = update(dates.ROWS).where(*missed, rows.state != "cancelled").values(values)
    db.session.connection().execute(done)
    dates.forget_rows(event)
