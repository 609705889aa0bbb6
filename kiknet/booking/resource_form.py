"""The form of what is lent. The rules themselves are in `draft` and `hours`."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from kiknet import clock
from kiknet.booking.draft import LONGEST, ResourceDraft
from kiknet.booking.forms import line, number, text
from kiknet.booking.hours import read_closures, read_hours, write_closures, write_hours
from kiknet.booking.models import Resource
from kiknet.booking.opening import Hours
from kiknet.booking.words import FEATURES, KIND_NAMES, MODE_NAMES
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.places.draft import LONGEST as PLACE_LONGEST
from kiknet.places.draft import PlaceDraft
from kiknet.places.forms import wheelchair_choices
from kiknet.vocabulary.queries import district_choices
from kiknet.web.fields import RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import VersionedForm, single_line
from kiknet.web.requests import number_or_none

WEEKDAYS = [_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday")]
TEXTS = ("title", "description", "accessibility_note", "price_note", "house_rules", "key_note")
NUMBERS = ("capacity", "quantity", "notice_hours", "advance_days", "buffer_before", "buffer_after")
FLAGS = (
    "has_accessible_toilet", "has_hearing_loop", "closes_on_holidays", "closes_in_school_holidays", "editors_decide",
)  # fmt: skip
CHOICES = ("kind", "mode", "visibility", "wheelchair")


class ResourceForm(VersionedForm):
    title = StringField(
        _l("What is it called?"), [InputRequired(_l("Please give it a name."))], filters=[single_line],
        description=_l("For example: large hall, 50 chairs, cargo bike"), render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    kind = RadioField(_l("What is it?"), default="room")
    description = text(_l("Description"))
    place_name = line(_l("Where is it?"), "name", _l("Known places appear while you type."), PLACE_LONGEST)
    place_street = line(_l("Street and number"), "street", longest=PLACE_LONGEST)
    place_postcode = line(_l("Postcode"), "postcode", longest=PLACE_LONGEST)
    place_city = line(_l("Town"), "city", longest=PLACE_LONGEST)
    place_district_number = SelectField(_l("District"), default="")
    capacity = number(_l("For how many people?"))
    quantity = number(_l("How many are there?"), _l("Chairs or laptops are lent in any number up to this."), 1)
    features = SelectMultipleField(_l("What is there?"))
    more_features = StringField(
        _l("What else is there?"), filters=[single_line], description=_l("Separated by commas.")
    )
    wheelchair = RadioField(_l("Can one get in with a wheelchair?"), default="unknown")
    has_accessible_toilet = BooleanField(_l("There is an accessible toilet"))
    has_hearing_loop = BooleanField(_l("There is a hearing loop"))
    accessibility_note = line(_l("Good to know about accessibility"), "accessibility_note")
    hours_0 = StringField(WEEKDAYS[0], filters=[single_line])
    hours_1 = StringField(WEEKDAYS[1], filters=[single_line])
    hours_2 = StringField(WEEKDAYS[2], filters=[single_line])
    hours_3 = StringField(WEEKDAYS[3], filters=[single_line])
    hours_4 = StringField(WEEKDAYS[4], filters=[single_line])
    hours_5 = StringField(WEEKDAYS[5], filters=[single_line])
    hours_6 = StringField(WEEKDAYS[6], filters=[single_line])
    closures = text(_l("Closed days"), _l("One a line: 24.12.2026, 1.3.–5.3.2027; every year: 1.8.–31.8."), 3)
    closes_on_holidays = BooleanField(_l("Closed on public holidays"))
    closes_in_school_holidays = BooleanField(_l("Closed during the school holidays in Bavaria"))
    keeps_bookings = BooleanField(_l("The bookings already confirmed stay"))
    notice_hours = number(_l("Ask at least so many hours before"), default=0)
    advance_days = number(_l("Ask at most so many days ahead"), _l("Empty: as far as one likes."))
    buffer_before = number(_l("Minutes for preparing, before"), default=0)
    buffer_after = number(_l("Minutes for tidying up, after"), default=0)
    mode = RadioField(_l("How is it booked?"), default="request")
    price_note = line(_l("What does it cost?"), "price_note", _l("For example: free for members of the network"))
    house_rules = text(_l("House rules"), _l("Whoever asks must accept them."))
    key_note = text(_l("Who gives the key, and how"), _l("Shown only once a booking is confirmed."), 2)
    visibility = RadioField(_l("Who may see it?"), default="public")
    editors_decide = BooleanField(_l("Editors of our organisation may decide about requests, too"))
    picture = FileField(_l("One more photo"), description=_l("JPEG, PNG or WebP, up to 8 MB."))
    picture_alt = line(
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
