"""Forms of rooms and bookings. The rules themselves are in `draft`, `asked` and `rules`."""

from typing import Any
from uuid import UUID, uuid4

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from kiknet import clock
from kiknet.booking import asked, repeat
from kiknet.booking.draft import LONGEST, ResourceDraft
from kiknet.booking.hours import read_closures, read_hours, write_closures, write_hours
from kiknet.booking.models import Resource
from kiknet.booking.opening import Hours
from kiknet.booking.slot import Slot
from kiknet.booking.when import moments, wall_times
from kiknet.booking.words import FEATURES, KIND_NAMES, MODE_NAMES
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.places.draft import LONGEST as PLACE_LONGEST
from kiknet.places.draft import PlaceDraft
from kiknet.places.forms import wheelchair_choices
from kiknet.vocabulary.queries import district_choices
from kiknet.web.fields import ClockField, DayField, NumberField, RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line
from kiknet.web.requests import number_or_none

WEEKDAYS = [_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday")]
TEXTS = ("title", "description", "accessibility_note", "price_note", "house_rules", "key_note")
NUMBERS = ("capacity", "quantity", "notice_hours", "advance_days", "buffer_before", "buffer_after")
FLAGS = (
    "has_accessible_toilet", "has_hearing_loop", "closes_on_holidays", "closes_in_school_holidays", "editors_decide",
)  # fmt: skip
CHOICES = ("kind", "mode", "visibility", "wheelchair")


def _line(label: Any, name: str, hint: Any = "", longest: dict[str, int] = LONGEST) -> StringField:
    return StringField(label, filters=[single_line], description=hint, render_kw={"maxlength": longest[name]})


def _text(label: Any, hint: Any = "", rows: int = 4) -> TextAreaField:
    return TextAreaField(label, filters=[many_lines], description=hint, render_kw={"rows": rows})


def _number(label: Any, hint: Any = "", default: int | None = None) -> NumberField:
    return NumberField(label, [Optional()], description=hint, default=default, render_kw={"min": 0})


class ResourceForm(VersionedForm):
    title = StringField(
        _l("What is it called?"), [InputRequired(_l("Please give it a name."))], filters=[single_line],
        description=_l("For example: large hall, 50 chairs, cargo bike"), render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    kind = RadioField(_l("What is it?"), default="room")
    description = _text(_l("Description"))
    place_name = _line(_l("Where is it?"), "name", _l("Known places appear while you type."), PLACE_LONGEST)
    place_street = _line(_l("Street and number"), "street", longest=PLACE_LONGEST)
    place_postcode = _line(_l("Postcode"), "postcode", longest=PLACE_LONGEST)
    place_city = _line(_l("Town"), "city", longest=PLACE_LONGEST)
    place_district_number = SelectField(_l("District"), default="")
    capacity = _number(_l("For how many people?"))
    quantity = _number(_l("How many are there?"), _l("Chairs or laptops are lent in any number up to this."), 1)
    features = SelectMultipleField(_l("What is there?"))
    more_features = StringField(
        _l("What else is there?"), filters=[single_line], description=_l("Separated by commas.")
    )
    wheelchair = RadioField(_l("Can one get in with a wheelchair?"), default="unknown")
    has_accessible_toilet = BooleanField(_l("There is an accessible toilet"))
    has_hearing_loop = BooleanField(_l("There is a hearing loop"))
    accessibility_note = _line(_l("Good to know about accessibility"), "accessibility_note")
    hours_0 = StringField(WEEKDAYS[0], filters=[single_line])
    hours_1 = StringField(WEEKDAYS[1], filters=[single_line])
    hours_2 = StringField(WEEKDAYS[2], filters=[single_line])
    hours_3 = StringField(WEEKDAYS[3], filters=[single_line])
    hours_4 = StringField(WEEKDAYS[4], filters=[single_line])
    hours_5 = StringField(WEEKDAYS[5], filters=[single_line])
    hours_6 = StringField(WEEKDAYS[6], filters=[single_line])
    closures = _text(_l("Closed days"), _l("One a line: 24.12.2026, 1.3.–5.3.2027; every year: 1.8.–31.8."), 3)
    closes_on_holidays = BooleanField(_l("Closed on public holidays"))
    closes_in_school_holidays = BooleanField(_l("Closed during the school holidays in Bavaria"))
    keeps_bookings = BooleanField(_l("The bookings already confirmed stay"))
    notice_hours = _number(_l("Ask at least so many hours before"), default=0)
    advance_days = _number(_l("Ask at most so many days ahead"), _l("Empty: as far as one likes."))
    buffer_before = _number(_l("Minutes for preparing, before"), default=0)
    buffer_after = _number(_l("Minutes for tidying up, after"), default=0)
    mode = RadioField(_l("How is it booked?"), default="request")
    price_note = _line(_l("What does it cost?"), "price_note", _l("For example: free for members of the network"))
    house_rules = _text(_l("House rules"), _l("Whoever asks must accept them."))
    key_note = _text(_l("Who gives the key, and how"), _l("Shown only once a booking is confirmed."), 2)
    visibility = RadioField(_l("Who may see it?"), default="public")
    editors_decide = BooleanField(_l("Editors of our organisation may decide about requests, too"))
    picture = FileField(_l("One more photo"), description=_l("JPEG, PNG or WebP, up to 8 MB."))
    picture_alt = _line(
        _l("What does the picture show?"), "picture_alt", _l("One sentence for people who cannot see it.")
    )
    removed = SelectMultipleField(_l("Remove photos"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.flags.required = self.mode.flags.required = True
        self.kind.choices = [(key, str(name)) for key, name in KIND_NAMES.items()]
        self.mode.choices = [(key, str(name)) for key, name in MODE_NAMES.items()]
        self.features.choices = [(key, str(name)) for key, name in FEATURES.items()]
        self.wheelchair.choices = wheelchair_choices()
        self.visibility.choices = [("public", _("Everybody")), ("network", _("Only the network"))]
        self.place_district_number.choices = [("", _("I do not know")), *district_choices()]
        self.removed.choices = []

    @property
    def hour_fields(self) -> list[Any]:
        return [self[f"hours_{day}"] for day in range(7)]

    def read(self) -> ResourceDraft | None:
        """What was typed as a draft; None after every problem was put beside its field."""
        is_fine = self.validate()
        draft = self._draft()
        for problem in draft.problems():
            if problem.field not in self or not self[problem.field].errors:
                self.show(problem)
        return draft if is_fine and not self.errors else None

    def _draft(self) -> ResourceDraft:
        given: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        given |= {name: self[name].data or self[name].default or 0 for name in NUMBERS}
        given |= {name: bool(self[name].data) for name in FLAGS}
        given |= {name: self[name].data or self[name].default for name in CHOICES}
        typed = [part.strip() for part in (self.more_features.data or "").split(",") if part.strip()]
        return ResourceDraft(
            **given | {name: self[name].data or None for name in ("capacity", "advance_days")},
            features=(*(self.features.data or ()), *typed),
            place=self._place(),
            hours=tuple(self._hours()),
            closures=tuple(self._read(self.closures, lambda text: read_closures(text, clock.today()))),
        )

    def _hours(self) -> list[Hours]:
        return [
            hours
            for day, field in enumerate(self.hour_fields)
            for hours in self._read(field, lambda text, day=day: read_hours(text, day))
        ]

    def _read(self, field: Any, read: Any) -> list[Any]:
        try:
            return list(read(field.data or ""))
        except Rejected as refusal:
            field.errors = [*field.errors, refusal.reason]
            return []

    def _place(self) -> PlaceDraft | None:
        if not self.place_name.data:
            return None
        return PlaceDraft(
            name=self.place_name.data,
            street=self.place_street.data or "",
            postcode=self.place_postcode.data or "",
            city=self.place_city.data or "",
            district_number=number_or_none(self.place_district_number.data),
        )


def stored_values(resource: Resource) -> dict[str, Any]:
    """What is known of a resource, by field name."""
    names = (*TEXTS, *NUMBERS, *FLAGS, *CHOICES)
    place = resource.place
    return {name: getattr(resource, name) for name in names} | {
        "place_name": place.name if place else "",
        "place_street": place.street if place else "",
        "place_postcode": place.postcode if place else "",
        "place_city": place.city if place else "",
        "place_district_number": str(place.district_number or "") if place else "",
        "features": [f for f in resource.features if f in FEATURES],
        "more_features": ", ".join(f for f in resource.features if f not in FEATURES),
        "closures": write_closures(resource.closures),
        **{f"hours_{day}": write_hours(resource.hours, day) for day in range(7)},
    }


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
    quantity = _number(_l("How many?"), default=1)
    purpose = _line(_l("What is it for?"), "purpose", _l("For example: language café"), asked.LONGEST)
    people = _number(_l("How many people will come?"))
    note = _text(_l("Anything the house should know?"), rows=3)
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
    reason = _text(_l("Reason"), rows=3)

    def offer(self, choices: list[tuple[int, str]]) -> None:
        self.slots.choices, self.slots.flags.required = choices, True
        if not self.slots.raw_data:
            self.slots.data = [slot_id for slot_id, _text in choices]
