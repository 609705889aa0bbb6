"""Dates and times as people write them: "Di, 9. März 2027, 15–17 Uhr"."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Protocol

from babel.dates import get_day_names, get_month_names

from kiknet.calendar.month import last_day
from kiknet.i18n import _, language


@dataclass(frozen=True)
class Names:
    """The names of weekdays (Monday first) and months in one language, looked up once."""

    short: tuple[str, ...]
    long: tuple[str, ...]
    months: tuple[str, ...]


def names() -> Names:
    """In the reader's language."""
    return _names(language())


@cache
def _names(code: str) -> Names:
    short, long = (get_day_names(width, "stand-alone", code) for width in ("abbreviated", "wide"))
    months = get_month_names("wide", "format", code)
    week, year = range(7), range(1, 13)
    return Names(tuple(short[n] for n in week), tuple(long[n] for n in week), tuple(months[n] for n in year))


class Timed(Protocol):
    """An event or a draft of one: wall times, both None while the date is open."""

    @property
    def starts_local(self) -> datetime | None: ...
    @property
    def ends_local(self) -> datetime | None: ...
    @property
    def is_all_day(self) -> bool: ...
    @property
    def date_note(self) -> str: ...


def written_when(thing: Timed) -> str:
    """When something is on, in one line, for a reader who has nothing else to go by."""
    starts, ends = thing.starts_local, thing.ends_local
    if starts is None or ends is None:
        return thing.date_note or _("The date is still open")
    first, last = starts.date(), last_day(ends)
    if first == last:
        day = written(first)
        if thing.is_all_day:
            return _("%(day)s, all day", day=day)
        return _("%(day)s, %(begins)s–%(ends)s", day=day, begins=_clock(starts), ends=_clock(ends, is_end=True))
    if thing.is_all_day:
        return written_span(first, last)
    return _(
        "%(first)s, %(begins)s, to %(last)s, %(ends)s",
        first=_begin(first, last),
        begins=_clock(starts),
        last=written(last),
        ends=_clock(ends, is_end=True),
    )


def written_times(thing: Timed) -> str:
    """Its times of day alone: "15–17 Uhr"."""
    if thing.is_all_day or thing.starts_local is None or thing.ends_local is None:
        return _("all day")
    begins, ends = _clock(thing.starts_local), _clock(thing.ends_local, is_end=True)
    return _("%(begins)s–%(ends)s", begins=begins, ends=ends)


def written(day: date, *, with_year: bool = True) -> str:
    known = names()
    parts = {"weekday": known.short[day.weekday()], "day": day.day, "month": known.months[day.month - 1]}
    if with_year:
        return _("%(weekday)s, %(day)s %(month)s %(year)s", **parts, year=day.year)
    return _("%(weekday)s, %(day)s %(month)s", **parts)


def written_span(first: date, last: date) -> str:
    """Several days: "Di, 9. März bis Do, 11. März 2027"."""
    return _("%(first)s to %(last)s", first=_begin(first, last), last=written(last))


def month_name(day: date) -> str:
    return f"{names().months[day.month - 1]} {day.year}"


def _begin(first: date, last: date) -> str:
    return written(first, with_year=first.year != last.year)


def _clock(at: datetime, *, is_end: bool = False) -> str:
    hour = 24 if is_end and at.time() == time.min else at.hour
    return f"{hour}:{at.minute:02}" if at.minute else _("%(hour)s:00", hour=hour)
