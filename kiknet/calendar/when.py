"""Dates and times as people write them: "Di, 9. März 2027, 15–17 Uhr"."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

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


def sentence(starts: datetime, ends: datetime, *, is_all_day: bool = False) -> str:
    """When something is on, for a reader who has nothing else to go by."""
    first, last = starts.date(), last_day(ends)
    if first == last:
        day = written(first)
        if is_all_day:
            return _("%(day)s, all day", day=day)
        return _("%(day)s, %(start)s–%(end)s", day=day, start=_clock(starts), end=_clock(ends, is_end=True))
    begin = written(first, with_year=first.year != last.year)
    if is_all_day:
        return _("%(first)s to %(last)s", first=begin, last=written(last))
    return _(
        "%(first)s, %(start)s, to %(last)s, %(end)s",
        first=begin,
        start=_clock(starts),
        last=written(last),
        end=_clock(ends, is_end=True),
    )


def written(day: date, *, with_year: bool = True) -> str:
    known = names()
    parts = {"weekday": known.short[day.weekday()], "day": day.day, "month": known.months[day.month - 1]}
    if with_year:
        return _("%(weekday)s, %(day)s %(month)s %(year)s", **parts, year=day.year)
    return _("%(weekday)s, %(day)s %(month)s", **parts)


def month_name(day: date) -> str:
    return f"{names().months[day.month - 1]} {day.year}"


def short_time(at: datetime) -> str:
    """For lists, where times stand below each other: "09:30"."""
    return f"{at.hour:02}:{at.minute:02}"


def _clock(at: datetime, *, is_end: bool = False) -> str:
    hour = 24 if is_end and at.time() == time.min else at.hour
    return f"{hour}:{at.minute:02}" if at.minute else _("%(hour)s:00", hour=hour)
