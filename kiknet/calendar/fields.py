"""The kinds of fields the event's form is made of, and what one can choose in them."""

from typing import Any

from wtforms import DateField, IntegerField, StringField, TimeField

from kiknet import clock
from kiknet.calendar.draft import LONGEST
from kiknet.calendar.typed import read_day, read_time
from kiknet.i18n import _
from kiknet.web.forms import single_line
from kiknet.web.requests import number_or_none


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


def line(label: Any, name: str, hint: Any = "", longest: dict[str, int] = LONGEST) -> Any:
    return StringField(label, filters=[single_line], description=hint, render_kw={"maxlength": longest[name]})


def link(text: str | None) -> str | None:
    """A filter: "www.example.org" becomes an address."""
    text = single_line(text)
    return f"https://{text}" if text and "." in text and "://" not in text and not text.startswith("mailto:") else text


def address(label: Any, hint: Any = "") -> Any:
    return StringField(label, filters=[link], description=hint, render_kw={"inputmode": "url", "maxlength": 500})


def scheduling_choices() -> list[tuple[str, str]]:
    return [("confirmed", _("It takes place")), ("planned", _("It is planned; only the network sees it"))]


def cost_choices() -> list[tuple[str, str]]:
    return [
        ("unknown", _("Not stated")),
        ("free", _("It is free of charge")),
        ("donation", _("A donation is welcome")),
        ("paid", _("It costs something")),
    ]


def registration_choices() -> list[tuple[str, str]]:
    return [("none", _("No, just come")), ("contact", _("Yes, with us")), ("url", _("Yes, on a website"))]
