"""Forms of bookings: asking, another time, some of the slots. The rules themselves are in `asked` and `rules`."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from kiknet.booking import asked, repeat
from kiknet.booking.draft import LONGEST
from kiknet.booking.slot import Slot
from kiknet.booking.when import moments, wall_times
from kiknet.i18n import _, _l
from kiknet.web.fields import ClockField, DayField, NumberField, RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, many_lines, single_line
from kiknet.web.requests import number_or_none


def line(label: Any, name: str, hint: Any = "", longest: dict[str, int] = LONGEST) -> StringField:
    return StringField(label, filters=[single_line], description=hint, render_kw={"maxlength": longest[name]})


def text(label: Any, hint: Any = "", rows: int = 4) -> TextAreaField:
    return TextAreaField(label, filters=[many_lines], description=hint, render_kw={"rows": rows})


def number(label: Any, hint: Any = "", default: int | None = None) -> NumberField:
    return NumberField(label, [Optional()], description=hint, default=default, render_kw={"min": 0})


class TimesForm(Form):
    """A day and times; the end may be on a later day."""

    day = DayField(_l("Day"))
    starts = ClockField(_l("From"))
    ends = ClockField(_l("To"))
    last_day = DayField(_l("Last day"), description=_l("Only if it ends on another day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day.flags.required = self.starts.flags.required = self.ends.flags.required = True

    def wall(self) -> Any:
        """Begin and end as wall times; None after the problem was put beside its field."""
        for field, sentence in (
            (self.day, _("Which day?")),
            (self.starts, _("From when?")),
            (self.ends, _("Until when?")),
        ):
            if field.data is None and not field.errors:
                field.errors = [sentence]
        day, starts, ends = self.day.data, self.starts.data, self.ends.data
        if self.errors or day is None or starts is None or ends is None:
            return None
        wall = wall_times(day, starts, ends, self.last_day.data)
        if wall is None or moments(*wall) is None:
            self.ends.errors = [_("It ends before it begins.")]
            return None
        return wall

    def slot(self) -> Slot | None:
        wall = self.wall()
        return moments(*wall) if wall else None


class RequestForm(TimesForm):
    every = SelectField(_l("Is it repeated?"), default="")
    until = DayField(_l("Until which day?"))
    conflicts = RadioField(_l("If some dates are taken"), default="all")
    quantity = number(_l("How many?"), default=1)
    purpose = line(_l("What is it for?"), "purpose", _l("For example: language café"), asked.LONGEST)
    people = number(_l("How many people will come?"))
    note = text(_l("Anything the house should know?"), rows=3)
    accepts_rules = BooleanField(_l("We accept the house rules"))
    overrides = BooleanField(_l("Even outside our opening hours and rules"))
    cooperation = SelectField(_l("For which cooperation?"), default="", validate_choice=False)
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cooperation.choices = [("", _("None"))]
        self.purpose.flags.required = True
        self.every.choices = [
            ("", _("No, just once")),
            ("week", _("Every week")),
            ("fortnight", _("Every two weeks")),
            ("month", _("Every month, on the same weekday")),
        ]
        self.conflicts.choices = [
            ("all", _("Then we want none at all")),
            ("skip", _("Leave these out and book the rest")),
        ]
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None

    def read(self, resource_id: int, extras: list[tuple[int, int]]) -> asked.Asked | None:
        """What was typed as a request; None after every problem was put beside its field."""
        self.validate()
        wall = self.wall()
        if self.every.data and self.until.data is None and not self.until.errors:
            self.until.errors = [_("Until which day does it repeat?")]
        slots = (
            repeat.slots(wall[0], wall[1], self.every.data or "", self.until.data) if wall and not self.errors else []
        )
        wanted = asked.Asked(
            purpose=self.purpose.data or "",
            slots=tuple(slots),
            items=((resource_id, self.quantity.data or 1), *extras),
            people=self.people.data,
            note=(self.note.data or "")[: asked.LONGEST["note"]],
            is_all_or_nothing=self.conflicts.data != "skip",
            accepts_rules=bool(self.accepts_rules.data),
            overrides=bool(self.overrides.data),
            cooperation_id=number_or_none(self.cooperation.data),
        )
        for problem in wanted.problems():
            if wall or problem.field != "day":
                self.show(problem)
        return None if self.errors else wanted


class SlotsForm(Form):
    """Some of a booking's slots, and a reason."""

    slots = SelectMultipleField(_l("Which dates?"), coerce=int)
    reason = text(_l("Reason"), rows=3)

    def offer(self, choices: list[tuple[int, str]]) -> None:
        self.slots.choices, self.slots.flags.required = choices, True
        if not self.slots.raw_data:
            self.slots.data = [slot_id for slot_id, _text in choices]
