"""Languages, and how people write dates in them. The only place that imports Flask-Babel."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from gettext import NullTranslations
from typing import Any, NamedTuple

from babel import Locale
from babel.dates import format_date, get_day_names, get_month_names
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
    "calendar_names",
    "force_locale",
    "init_app",
    "language",
    "ngettext",
    "on_pages",
    "unbroken",
    "written_day",
    "written_days",
    "written_moment",
    "written_month",
    "written_number",
    "written_stretch",
    "written_time",
    "written_times",
    "written_weekday",
]

LANGUAGES = {"de": "Deutsch", "en": "English"}
DEFAULT = "de"

DAYS = {
    "full": {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"},
    "short": {"de": "EE, d. MMM y", "en": "EE, d MMM y"},
    "long": {"de": "d. MMMM y", "en": "d MMMM y"},
    "numeric": {"de": "EE, d.M.", "en": "EE, d/M"},
    "of_month": {"de": "EE, d.", "en": "EE d"},
}
"""How days are written: as CLDR and DIN 5008 have it for German, and CLDR for British English."""

_BETWEEN_TIMES = re.compile(r"(?<=\d:\d\d)–(?=\d\d:\d\d)")
_AFTER_TIMES = re.compile(r"(?<=\d:\d\d) (?=Uhr\b)")

babel = Babel()


class Speech(NamedTuple):
    """The language of an answer and its words, looked up once instead of for every sentence."""

    code: str
    words: NullTranslations


class CalendarNames(NamedTuple):
    """The names of weekdays (Monday first) and months in one language, looked up once."""

    short: tuple[str, ...]
    """At the head of a column: "Mo"."""
    in_text: tuple[str, ...]
    """ "Mo."."""
    long: tuple[str, ...]
    months: tuple[str, ...]


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
            calendar_names()


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


def calendar_names() -> CalendarNames:
    """In the reader's language."""
    return _calendar_names(language())


@cache
def _calendar_names(code: str) -> CalendarNames:
    short, long = (get_day_names(width, "stand-alone", code) for width in ("abbreviated", "wide"))
    in_text, months = get_day_names("abbreviated", "format", code), get_month_names("wide", "format", code)
    days = [tuple(each[n] for n in range(7)) for each in (short, in_text, long)]
    return CalendarNames(days[0], days[1], days[2], tuple(months[n] for n in range(1, 13)))


def written_day(day: date, style: str = "full", beside: date | None = None) -> str:
    """`day` as people write it: "Dienstag, 9. März 2027" (full), "Di., 9. Nov. 2027" (short), "9. März 2027" (long).

    The year is left out when it is that of `beside`, a day that is known to who reads. Where the month is known, too,
    "Di., 9.3." (numeric) and "Di., 9." (of_month) do, which have none.
    """
    pattern = DAYS[style][language()]
    if beside and beside.year == day.year:
        pattern = pattern.removesuffix(" y")
    return str(format_date(day, pattern, locale=language()))


def written_days(first: date, last: date, style: str = "short") -> str:
    """From one day to another: "Di., 9. März bis Do., 11. März 2027"."""
    return _("%(first)s to %(last)s", first=written_day(first, style, last), last=written_day(last, style))


def written_weekday(day: date, width: str = "long") -> str:
    """Its name alone, as `CalendarNames` has it."""
    return str(getattr(calendar_names(), width)[day.weekday()])


def written_month(day: date, pattern: str = "LLLL y") -> str:
    return str(format_date(day, pattern, locale=language()))


def written_time(at: time | datetime, *, is_end: bool = False) -> str:
    """The time alone, for a column of times and for sentences: "18:00". What ends at midnight ends at "24:00"."""
    return "24:00" if is_end and (at.hour, at.minute) == (0, 0) else f"{at:%H:%M}"


def written_times(begins: time | datetime | None, ends: time | datetime | None) -> str:
    """From when until when: "15:00–17:00 Uhr", "ab 15:00 Uhr", "bis 17:00 Uhr"; "" if neither is known."""
    if begins and ends:
        return _("%(begins)s–%(ends)s", begins=written_time(begins), ends=written_time(ends, is_end=True))
    if begins:
        return _("from %(time)s on", time=written_time(begins))
    return _("until %(ends)s", ends=written_time(ends, is_end=True)) if ends else ""


def unbroken(text: str) -> str:
    """`text` for a page: "18:00–20:00 Uhr" stays in one line. Mails and feeds carry the bare dash and blank."""
    return _AFTER_TIMES.sub("\u00a0", _BETWEEN_TIMES.sub("\u2060–\u2060", text))


def on_pages(write: Callable[..., str]) -> Callable[..., str]:
    """The filter of templates that writes as `write` does, and `unbroken` where it is for a page."""

    @pass_eval_context
    def written(context: EvalContext, *args: Any, **named: Any) -> str:
        text = write(*args, **named)
        return unbroken(text) if context.autoescape else text

    return written


def written_moment(at: datetime, style: str = "short", beside: date | None = None) -> str:
    """A day and the time on it: "Di., 9. März, 18:00 Uhr"."""
    return _("%(day)s, %(time)s", day=written_day(at, style, beside), time=written_time(at))


def written_stretch(starts: datetime, ends: datetime, style: str = "short") -> str:
    """From one wall time to another: "Di., 9. März 2027, 15:00–17:00 Uhr"; midnight belongs to the day it ends."""
    last = max(starts, ends - timedelta(microseconds=1)).date()
    if last == starts.date():
        return f"{written_day(last, style)}, {written_times(starts, ends)}"
    return _(
        "%(first)s, %(begins)s to %(last)s, %(ends)s",
        first=written_day(starts, style, last),
        begins=written_time(starts),
        last=written_day(last, style),
        ends=written_time(ends, is_end=True),
    )


def written_number(number: float) -> str:
    """As people write it: "1.250,5" in German, with one decimal at most."""
    return str(format_decimal(number, "#,##0.#", locale=language()))


def as_(language_code: str) -> Any:
    """A `with` block that speaks this language, for mails and jobs."""
    return force_locale(language_code if language_code in LANGUAGES else DEFAULT)
