"""Fields for a day, a time of day and a number, as browsers send them and as people write them."""

from wtforms import DateField, IntegerField, TimeField

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
