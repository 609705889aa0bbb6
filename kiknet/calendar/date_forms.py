"""The forms about one date of a series: when and where it is this time, what is different; and about one more."""

from datetime import date, datetime, time
from typing import Any

from wtforms import StringField

from kiknet.calendar.date_deeds import DateDraft, draft_of
from kiknet.calendar.draft import span
from kiknet.calendar.fields import ClockField, DayField, line
from kiknet.calendar.filled import times_of
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import EventOnDate, room_id_on
from kiknet.calendar.room_fields import RoomFields
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.places.draft import LONGEST as PLACE_LONGEST
from kiknet.places.draft import PlaceDraft
from kiknet.web.forms import Form, single_line


class DateForm(RoomFields):
    """One date, as it is to be. The place is one we know, or a new name; or a room that is free then."""

    first_day = DayField(_l("Day"))
    starts = ClockField(_l("Begins at"))
    ends = ClockField(_l("Ends at"))
    last_day = DayField(_l("Last day"), description=_l("Only if it lasts several days."))
    place_name = line(
        _l("Place"), "name", _l("Known places appear while you type; you may also write a new one."), PLACE_LONGEST
    )
    place_note = line(_l("How to find it"), "place_note", _l("For example: second floor, bell “Verein”"))
    note = StringField(
        _l("What is different this time?"), filters=[single_line],
        description=_l("For example: We bring the children. One sentence is enough."), render_kw={"maxlength": 300},
    )  # fmt: skip

    def __init__(self, *args: Any, is_all_day: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lasts_all_day = is_all_day
        self.first_day.flags.required = self.starts.flags.required = True

    def values(self) -> dict[str, Any]:
        own = ("room_people", "room_conflicts", "accepts_rules")
        return {k: v for k, v in super().values().items() if k not in own} | {"room": self.room.data}

    def read(self, event: Event, row: Occurrence) -> DateDraft | None:
        """What was typed; None after what is wrong was put beside its field."""
        if not self.validate():
            return None
        try:
            starts, ends = self.typed_span()
        except Rejected as refusal:
            self.show(refusal)
            return None
        return DateDraft(
            starts_local=starts,
            ends_local=ends,
            place=self._place(event, row),
            room_id=self.room_id,
            place_note=self.place_note.data or "",
            note=self.note.data or "",
        )

    def typed_span(self) -> tuple[datetime, datetime]:
        day: date | None = self.first_day.data
        if day is None:
            raise Rejected(_("On which day?"), "first_day")
        at: time | None = self.starts.data
        return span(day, at, self.ends.data, self.last_day.data, is_all_day=self.lasts_all_day)

    def _place(self, event: Event, row: Occurrence) -> PlaceDraft | None:
        """With what is known of it, if the name is the one that was there; a room has its own."""
        name, place = self.place_name.data, draft_of(event, row).place
        if self.room_id or not name or (place and place.name == name):
            return place if self.room_id or name else None
        return PlaceDraft(name=name)


class AddDateForm(Form):
    """One more date of a series."""

    first_day = DayField(_l("Day"))
    starts = ClockField(_l("Begins at"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day.flags.required = True

    def moment(self, event: Event) -> datetime:
        """When it begins: without a time as the others do. Raises `Rejected` without a day."""
        if self.first_day.data is None:
            raise Rejected(_("On which day?"), "first_day")
        usual = event.starts_local.time() if event.starts_local else time.min
        return datetime.combine(self.first_day.data, usual if event.is_all_day else self.starts.data or usual)


def date_values(event: Event, row: Occurrence) -> dict[str, Any]:
    """What the date says now, by field name."""
    shown = EventOnDate(event, row)
    place = shown.place.name if shown.place else ""
    room = str(room_id_on(event, row) or "")
    return times_of(shown) | {"place_name": place, "room": room, "place_note": shown.place_note, "note": row.note}
