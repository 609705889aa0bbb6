"""A catalogue, a measure, a step of the scale."""

from typing import Any

from wtforms import FileField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from kiknet.concept.models import Measure, MeasureStatus
from kiknet.concept.service import MeasureDraft
from kiknet.i18n import _, _l
from kiknet.web.fields import NumberField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line
from kiknet.web.requests import number_or_none

UP_TO_60 = Length(max=60, message=_l("Up to %(number)s characters, please.", number=60))
UP_TO_80 = Length(max=80, message=_l("Up to %(number)s characters, please.", number=80))
UP_TO_200 = Length(max=200, message=_l("Up to %(number)s characters, please.", number=200))
UP_TO_300 = Length(max=300, message=_l("Up to %(number)s characters, please.", number=300))
UP_TO_2000 = Length(max=2000, message=_l("Up to %(number)s characters, please.", number=2000))


class CatalogueForm(Form):
    """`seen` is the revision of the version that was looked at."""

    name = StringField(
        _l("What is this version called?"),
        [InputRequired(_l("Please give this version a short name, such as “2021”.")), UP_TO_80],
        filters=[single_line],
        description=_l("The same name again: the version is brought up to date."),
    )
    credit = StringField(
        _l("Whose concept is it?"),
        [UP_TO_200],
        filters=[single_line],
        description=_l("Stands below the public pages, for example: City of Kempten (Allgäu), 2021."),
    )
    file = FileField(_l("Table of the measures (CSV)"))
    table = TextAreaField(_l("The table as text"), description=_l("You can correct it here and look again."))
    seen = HiddenField()

    @property
    def seen_number(self) -> int:
        return number_or_none(self.seen.data) or 0


class MeasureForm(VersionedForm):
    plain = StringField(
        _l("In plain words"),
        [UP_TO_300],
        filters=[single_line],
        description=_l("This is what people read on the public page and when they choose."),
    )
    step = SelectField(_l("How far is it?"), default="")
    note = TextAreaField(_l("Note"), [UP_TO_2000], filters=[many_lines], description=_l("Only the office reads it."))
    organisations = SelectMultipleField(_l("Who takes care of it?"))

    def offer(self, steps: list[MeasureStatus], organisations: list[tuple[str, str]]) -> None:
        self.step.choices = [("", _("Nothing said yet")), *((str(step.id), step.name) for step in steps)]
        self.organisations.choices = organisations

    def draft(self) -> MeasureDraft:
        return MeasureDraft(
            plain=self.plain.data or "",
            status_id=number_or_none(self.step.data),
            note=self.note.data or "",
            organisation_ids=[int(number) for number in self.organisations.data or ()],
        )


def stored_values(measure: Measure) -> dict[str, Any]:
    """What is known of a measure, by field name."""
    return {
        "plain": measure.plain,
        "step": str(measure.status_id or ""),
        "note": measure.note,
        "organisations": [str(organisation.id) for organisation in measure.organisations],
    }


class StatusForm(Form):
    name = StringField(
        _l("What is the step called?"),
        [InputRequired(_l("Please give the step a short name.")), UP_TO_60],
        filters=[single_line],
    )
    position = NumberField(_l("Place"))
