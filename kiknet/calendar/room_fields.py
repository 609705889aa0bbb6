"""What a form asks about a room, for an event or one of its dates."""

from datetime import datetime
from typing import Any

from wtforms import BooleanField, HiddenField

from kiknet.booking.service.keeping import Terms
from kiknet.i18n import _, _l
from kiknet.web.fields import NumberField, RadioField
from kiknet.web.forms import VersionedForm
from kiknet.web.requests import number_or_none


class RoomFields(VersionedForm):
    """Choosing a room: which one, for how many, and what if it is not free on all dates."""

    room_people = NumberField(_l("For how many people?"))
    room_conflicts = RadioField(_l("The room is not free on all dates. What then?"), default="all")
    accepts_rules = BooleanField(_l("We accept the house rules"))
    room = HiddenField()
    booking = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room_conflicts.choices = [
            ("all", _("Post nothing, I choose another room or time")),
            ("skip", _("Ask for the free dates; the others have no place for now")),
        ]

    @property
    def room_id(self) -> int | None:
        return number_or_none(self.room.data)

    @property
    def terms(self) -> Terms:
        """How the room is asked for."""
        return Terms(
            is_all_or_nothing=self.room_conflicts.data != "skip",
            accepts_rules=bool(self.accepts_rules.data),
            people=self.room_people.data,
        )

    def typed_span(self) -> tuple[datetime, datetime] | None:
        """From when until when, in wall time; None while that is open. Raises `Rejected`.

        A form with a room says so itself: an event types its days otherwise than one of its dates does.
        """
        raise NotImplementedError

    def typed_starts(self, first: datetime) -> list[datetime]:
        """When each of the dates begins that are typed, the `first` included."""
        return [first]

    def shown(self, name: str, value: Any) -> str:
        if name == "room":
            return _("A booked room") if value else _("No booked room")
        return super().shown(name, value)
