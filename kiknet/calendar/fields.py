"""The kinds of fields the event's form is made of, and what one can choose in them."""

from typing import Any

from wtforms import StringField

from kiknet.calendar.draft import LONGEST
from kiknet.i18n import _
from kiknet.web.fields import ClockField as ClockField
from kiknet.web.fields import DayField as DayField
from kiknet.web.fields import NumberField as NumberField
from kiknet.web.forms import single_line


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
