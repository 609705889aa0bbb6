"""An event as it is on one of its dates."""

from datetime import datetime
from typing import Any

from kiknet.calendar.models import Event, Occurrence
from kiknet.places.models import Place


class EventOnDate:
    """Reads like the event, with this date's own times, place, note and cancellation instead of the event's."""

    def __init__(self, event: Event, row: Occurrence) -> None:
        self.event, self.row = event, row
        self.starts_local: datetime | None = row.starts_local
        self.ends_local: datetime | None = row.ends_local
        self.place: Place | None = row.place if row.place_id else event.place
        self.place_note = row.place_note or ("" if row.place_id else event.place_note)
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
