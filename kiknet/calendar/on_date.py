"""An event as it is on one of its dates."""

from datetime import datetime
from typing import Any

from kiknet.booking.models import Resource
from kiknet.calendar.models import Event, Occurrence
from kiknet.places.models import Place


def place_on(event: Event, row: Occurrence) -> Place | None:
    """Where this date is: a place of its own, or the event's."""
    return None if row.has_no_place else row.place or event.place


def place_note_on(event: Event, row: Any) -> str:
    """How to find it on this date, `row` an occurrence or its columns; a place of its own has a note of its own."""
    is_its_own = row.place_id or row.place_note or row.has_no_place
    return str(row.place_note if is_its_own else event.place_note)


def room_id_on(event: Event, row: Any) -> int | None:
    """The room this date is to be in: its own, or the event's, unless it is at another place."""
    return row.room_id or (None if row.place_id or row.has_no_place else event.room_id)


def room_on(event: Event, row: Occurrence) -> Resource | None:
    """The same, as the room itself."""
    return row.room if row.room_id else event.room if room_id_on(event, row) else None


class EventOnDate:
    """Reads like the event, with this date's own times, place, note and cancellation instead of the event's."""

    def __init__(self, event: Event, row: Occurrence) -> None:
        self.event, self.row = event, row
        self.starts_local: datetime | None = row.starts_local
        self.ends_local: datetime | None = row.ends_local
        self.place = place_on(event, row)
        self.place_note = place_note_on(event, row)
        self.room_id = room_id_on(event, row)
        self.room = room_on(event, row)
        self.note = row.note
        self.is_place_open = row.is_place_open
        self.is_cancelled = row.is_cancelled or event.is_cancelled
        self.scheduling = "cancelled" if self.is_cancelled else event.scheduling
        self.status_reason = row.reason or event.status_reason

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)

    @property
    def is_moved(self) -> bool:
        """Whether it takes place at another time than the series would say."""
        return self.row.state == "moved"
