"""Fields for a day, a time of day and a number, as browsers send them and as people write them; and for choices."""

from typing import Any

import wtforms
from wtforms import DateField, IntegerField, TimeField
from wtforms.validators import ValidationError

from kiknet import clock
from kiknet.i18n import _
from kiknet.web.requests import number_or_none
from kiknet.web.typed import read_day, read_time


class DayField(DateField):  # type: ignore[misc]  # WTForms is untyped
    """A day, also as people write it where the browser has no date field."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data = read_day(text, clock.today()) if text else None
        if text and self.data is None:
            raise ValueError(_("Please write the day like 9.3.2027."))


class ClockField(TimeField):  # type: ignore[misc]  # WTForms is untyped
    """A time of day, also as people write it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data = read_time(text[:5] if text.count(":") == 2 else text) if text else None
        if text and self.data is None:
            raise ValueError(_("Please write the time like 18:30."))


class NumberField(IntegerField):  # type: ignore[misc]  # WTForms is untyped
    """A whole number, not below 0."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data = number_or_none(text)
        if text and self.data is None:
            raise ValueError(_("Please write a number like 3."))


class SelectField(wtforms.SelectField):  # type: ignore[misc]  # WTForms is untyped
    """Refuses what is not on offer in words of ours. (WTForms makes two objects of each choice to find out.)"""

    def pre_validate(self, form: Any) -> None:
        if self.validate_choice and not self.process_errors and not self.is_offered():
            raise ValidationError(_("This is not on offer. Please choose again."))

    def is_offered(self) -> bool:
        return self.data in self.codes()

    def codes(self) -> set[Any]:
        """Of choices in each shape WTForms takes: (code, label), or codes alone, as in a dictionary of labels."""
        return {self.coerce(each if isinstance(each, str) else next(iter(each))) for each in self.choices}


class RadioField(SelectField, wtforms.RadioField):  # type: ignore[misc]
    """One of a few, all of them shown."""


class SelectMultipleField(SelectField, wtforms.SelectMultipleField):  # type: ignore[misc]
    """Any number of them, also none."""

    def is_offered(self) -> bool:
        return not self.data or self.codes().issuperset(self.data)
