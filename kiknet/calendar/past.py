"""Dates that are over stay where they were when their series moves to another place, as they keep their times."""

from typing import NamedTuple

from sqlalchemy import case, update

from kiknet import clock
from kiknet.calendar import dates
from kiknet.calendar.models import Event
from kiknet.db import db


class Where(NamedTuple):
    """Where a series takes place, as its dates say it that have nothing of their own."""

    place_id: int | None
    note: str

    @classmethod
    def of(cls, event: Event) -> "Where":
        return cls(event.place_id, event.place_note)


def keep_places(event: Event, was: Where) -> None:
    """Inside a deed, before the dates are brought in step: those that are over say themselves where they were.

    Only of a series people have seen. What was nowhere but online has no place to be kept.
    """
    db.session.flush()
    if was == Where.of(event) or was.place_id is None or not dates.has_past(event):
        return
    rows = dates.ROWS.c
    note = case((rows.place_note == "", was.note), else_=rows.place_note)
    over = (rows.event_id == event.id, rows.place_id.is_(None), rows.ends_at <= clock.now())
    db.session.connection().execute(update(dates.ROWS).where(*over).values(place_id=was.place_id, place_note=note))
    dates.forget_rows(event)
