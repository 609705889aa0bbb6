"""Languages, and how people write dates in them. The only place that imports Flask-Babel."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_domain, get_locale
from flask_babel import force_locale as force_babel_locale
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

__all__ = [
    "LANGUAGES",
    "LazyString",
    "_",
    "_l",
    "force_locale",
    "init_app",
    "language",
    "ngettext",
    "written_day",
    "written_number",
    "written_time",
]

LANGUAGES = {"de": "Deutsch", "en": "English"}
DEFAULT = "de"

babel = Babel()


class Speech(NamedTuple):
    """The language of an answer and its words, looked up once instead of for every sentence."""

    code: str
    words: NullTranslations


def _(message: str, **variables: Any) -> str:
    """`message` in the reader's language; outside an application as it is."""
    text = _said(message)
    return _filled(text, variables) if variables else text


def quoted(text: object) -> str:
    """A name or words somebody typed, in the reader's quotation marks."""
    return _("“%(text)s”", text=text)


def ngettext(singular: str, plural: str, num: int, **variables: Any) -> str:
    """The form that fits `num`, which the text may name as %(num)s."""
    return _filled(_said_of(singular, plural, num), {"num": num, **variables})


def _l(message: str, **variables: Any) -> LazyString:
    """A sentence that is put into the reader's language when it is shown."""
    return LazyString(_, message, **variables)


@pass_eval_context
def _in_template(context: EvalContext, message: str, **variables: Any) -> str:
    """What "_" is in templates: like Jinja's own (newstyle) gettext, with less to do for each sentence."""
    text = Markup(_said(message)) if context.autoescape else _said(message)  # noqa: S704 - our own sentences
    return _filled(text, variables) if variables or "%" in text else text


def _filled(text: str, variables: Mapping[str, Any]) -> str:
    """`text` with its variables. What ends in a full stop itself ("Haus International e.V.") ends the sentence, too."""
    for name, value in variables.items():
        if isinstance(value, str) and value.endswith("."):
            text = text.replace(f"%({name})s.", f"%({name})s")
    return text % variables


def _said(message: str) -> str:
    spoken = _speech()
    return spoken.words.gettext(message) if spoken else message


def _said_of(singular: str, plural: str, num: int) -> str:
    spoken = _speech()
    if not spoken:
        return singular if num == 1 else plural
    return spoken.words.ngettext(singular, plural, num)


def _speech() -> Speech | None:
    """What is spoken here; None outside an application.

    Every sentence asks, hundreds of times for a page, so it looks behind the proxy once instead of at each step.
    """
    try:
        here: Any = g._get_current_object()
    except RuntimeError:
        return None
    kept: Speech | None = here.get("speech")
    if kept is None:
        kept = here.speech = Speech(str(get_locale() or DEFAULT), get_domain().get_translations())
    return kept


@contextmanager
def force_locale(code: str) -> Iterator[None]:
    """A `with` block in this language."""
    if code == language():
        yield
        return
    with force_babel_locale(code):
        before = g.pop("speech", None)
        try:
            yield
        finally:
            g.speech = before


def init_app(app: Flask, translations: str) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = translations
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    babel.init_app(app, locale_selector=_choose)
    app.jinja_env.install_gettext_callables(_said, _said_of, newstyle=True)  # type: ignore[attr-defined]  # by the i18n extension
    app.jinja_env.globals["_"] = _in_template
    _load_all(app)


def _load_all(app: Flask) -> None:
    """Read every language now: a server forks later, and what is there already is shared between its processes."""
    for code in LANGUAGES:
        with app.app_context(), force_locale(code):
            written_day(date(2027, 3, 9))


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
    spoken = _speech()
    return spoken.code if spoken else DEFAULT


def text_direction() -> str:
    return _direction(language())


@cache
def _direction(code: str) -> str:
    return str(Locale.parse(code).text_direction)


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


def written_month(day: date, pattern: str = "LLLL y") -> str:
    return str(format_date(day, pattern, locale=language()))


def written_weekday(day: date, width: str = "EEEE") -> str:
    return str(format_date(day, width, locale=language()))


def written_time(at: datetime) -> str:
    """The wall time of a naive datetime: "18:00"; the word "Uhr" belongs to the sentence around it."""
    return str(format_time(at.time(), "HH:mm", locale=language()))


def written_number(number: float) -> str:
    """As people write it: "1.250,5" in German, with one decimal at most."""
    return str(format_decimal(number, "#,##0.#", locale=language()))


def as_(language_code: str) -> Any:
    """A `with` block that speaks this language, for mails and jobs."""
    return force_locale(language_code if language_code in LANGUAGES else DEFAULT)
