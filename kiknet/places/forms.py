"""What the office may correct of a place."""

from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from kiknet.i18n import _, _l
from kiknet.places import coordinates
from kiknet.places.draft import LONGEST
from kiknet.places.models import Place
from kiknet.vocabulary.queries import district_choices
from kiknet.web.fields import SelectField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line
from kiknet.web.requests import number_or_none

TRISTATE = {"yes": True, "no": False, "": None}
FLAGS = ("has_lift", "has_accessible_toilet", "has_hearing_loop")
TEXTS = ("name", "street", "postcode", "city", "wheelchair", "accessibility_note")


def wheelchair_choices() -> list[tuple[str, str]]:
    return [("unknown", _("I do not know")), ("yes", _("Yes")), ("partly", _("With help")), ("no", _("No"))]


def _line(label: Any, name: str, *more: Any) -> StringField:
    longest = Length(max=LONGEST[name], message=_l("Up to %(number)s characters, please.", number=LONGEST[name]))
    return StringField(label, [*more, longest], filters=[single_line])


def _on_the_earth(_form: Form, field: Field) -> None:
    try:
        coordinates.parse(field.data or "")
    except ValueError:
        raise ValidationError(_("Two numbers, please, north and east: 47.7267, 10.3139")) from None


class PlaceForm(VersionedForm):
    name = _line(_l("Name"), "name", InputRequired(_l("Please give the place a name.")))
    street = _line(_l("Street and number"), "street")
    postcode = _line(_l("Postcode"), "postcode")
    city = _line(_l("Town"), "city")
    coordinates = StringField(
        _l("Coordinates"), [_on_the_earth], filters=[single_line],
        description=_l("For example: 47.7267, 10.3139. A map shows them for every point. Phones then lead there."),
    )  # fmt: skip
    district_number = SelectField(_l("District"), default="")
    wheelchair = SelectField(_l("Can one get in with a wheelchair?"), default="unknown")
    has_lift = SelectField(_l("Is there a lift?"), default="")
    has_accessible_toilet = SelectField(_l("Is there an accessible toilet?"), default="")
    has_hearing_loop = SelectField(_l("Is there a hearing loop?"), default="")
    accessibility_note = TextAreaField(_l("Good to know about accessibility"), filters=[many_lines])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district_number.choices = [("", _("I do not know")), *district_choices()]
        self.wheelchair.choices = wheelchair_choices()
        for name in FLAGS:
            self[name].choices = [("", _("I do not know")), ("yes", _("Yes")), ("no", _("No"))]

    def facts(self) -> dict[str, Any]:
        """What was typed, as a place remembers it."""
        facts: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        facts |= {name: TRISTATE[self[name].data or ""] for name in FLAGS}
        latitude, longitude = coordinates.parse(self.coordinates.data or "") or (None, None)
        facts |= {"latitude": latitude, "longitude": longitude}
        return facts | {"district_number": number_or_none(self.district_number.data)}


def stored_values(place: Place) -> dict[str, Any]:
    """What is known of `place`, by field name."""
    values: dict[str, Any] = {name: getattr(place, name) for name in TEXTS}
    values |= {name: {True: "yes", False: "no", None: ""}[getattr(place, name)] for name in FLAGS}
    values["coordinates"] = coordinates.written(place.latitude, place.longitude)
    return values | {"district_number": str(place.district_number or "")}


class MergeForm(Form):
    into = SelectField(_l("The same as"), [InputRequired(_l("Please choose the other place."))])
