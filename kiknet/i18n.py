"""Languages, and how people write dates in them. The only place that imports Flask-Babel."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

__all__ = [
    "LANGUAGES",
    "_",
    "_l",
    "force_locale",
    "init_app",
    "language",
    "ngettext",
    "written_day",
    "written_time",
]

LANGUAGES = {"de": "Deutsch", "en": "English"}
DEFAULT = "de"

_: Callable[..., str] = gettext
_l = lazy_gettext
babel = Babel()


def init_app(app: Flask, translations: str) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    babel.init_app(app, locale_selector=_choose)


def _choose() -> str:
    """The reader's language: from the address, else from their account, else German.

    Outside a request (command line, mail) there is none to ask; mails use `force_locale`.
    """
    if not has_request_context():
        return DEFAULT
    asked = chosen_in_address()
    if asked:
        return asked
    wanted = getattr(g, "account_language", None)
    return wanted if wanted in LANGUAGES else DEFAULT


def chosen_in_address() -> str | None:
    """The language named by `?sprache=`, when it is one of ours."""
    asked = request.args.get("sprache", "")
    return asked if asked in LANGUAGES else None


def language() -> str:
    """The code of the language this answer is written in."""
    return str(get_locale() or DEFAULT)


def text_direction() -> str:
    return str(Locale.parse(language()).text_direction)


def written_day(day: date, style: str = "full", today: date | None = None) -> str:
    """`day` as people write it: "Dienstag, 9. März 2027" (full), "Di., 9. März" (short), "9. März 2027" (long).

    The year is left out of the short style when it is the year of `today`.
    """
    patterns = {
        "de": {
            "full": "EEEE, d. MMMM y",
            "long": "d. MMMM y",
            "short": "EE d. MMM",
            "short_year": "EE d. MMM y",
        },
        "en": {"full": "EEEE, d MMMM y", "long": "d MMMM y", "short": "EE d MMM", "short_year": "EE d MMM y"},
    }
    name = "short_year" if style == "short" and (today is None or day.year != today.year) else style
    return str(format_date(day, patterns[language()][name], locale=language()))


def written_month(day: date) -> str:
    return str(format_date(day, "LLLL y", locale=language()))


def written_weekday(day: date, width: str = "EEEE") -> str:
    return str(format_date(day, width, locale=language()))


def written_time(at: datetime) -> str:
    """The wall time of a naive datetime: "18:00"; the word "Uhr" belongs to the sentence around it."""
    return str(format_time(at.time(), "HH:mm", locale=language()))


def as_(language_code: str) -> Any:
    """A `with` block that speaks this language, for mails and jobs."""
    return force_locale(language_code if language_code in LANGUAGES else DEFAULT)
