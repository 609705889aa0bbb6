"""One date of a series as a calendar entry of its own, for somebody who comes just once."""

from collections.abc import Mapping
from dataclasses import replace

from kiknet.calendar import vevent
from kiknet.calendar.description import Own, vevent_of
from kiknet.calendar.models import Event, Occurrence


def text_of_date(event: Event, row: Occurrence, base_url: str, field_names: Mapping[str, str]) -> str:
    """Its VEVENT, with a UID of its own: with that of the series, a program would take it for the whole of it."""
    shown = vevent_of(event, base_url, field_names, row, Own(row.place, row.room))
    return vevent.text(replace(shown, uid=f"{event.uid}-{row.recurrence_id:%Y%m%dT%H%M}", recurrence_id=None))
