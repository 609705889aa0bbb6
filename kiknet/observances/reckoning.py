"""Rules for days that return: functions from a year to the stretches of days that begin in it."""

from collections.abc import Callable, Iterable, Set
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

__all__ = [
    "EASTER_ORTHODOX", "FRIDAY", "SUNDAY", "TUESDAY", "WEDNESDAY", "Rule", "Stretch",
    "from_easter", "hijri", "hijri_month", "named", "on", "stretches", "weekday_from",
]  # fmt: skip

Stretch = tuple[date, date]
"""The first and the last day."""
Rule = Callable[[int], list[Stretch]]
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, FRIDAY, SUNDAY = 1, 2, 4, 6
HIJRI_YEARS = range(1925, 2076)
INDIAN_YEARS = range(2001, 2036)


def on(month: int, day: int, *, days: int = 1) -> Rule:
    """The same date every year."""
    return lambda year: [_lasting(date(year, month, day), days)]


def weekday_from(month: int, day: int, weekday: int, *, days: int = 1) -> Rule:
    """The first such weekday (Monday is 0) on or after a date."""

    def rule(year: int) -> list[Stretch]:
        start = date(year, month, day)
        return [_lasting(start + (weekday - start.weekday()) % 7 * DAY, days)]

    return rule


def from_easter(offset: int, method: int = EASTER_WESTERN) -> Rule:
    """So many days after (or before) Easter Sunday."""
    return lambda year: [_lasting(easter(year, method) + offset * DAY, 1)]


def hijri(month: int, day: int, *, days: int = 1) -> Rule:
    """A date of the Islamic calendar (Umm al-Qura): none to two a year."""
    return lambda year: [_lasting(begin, days) for begin in _hijri_days(year, month, day)]


def hijri_month(month: int) -> Rule:
    """A whole month of the Islamic calendar."""

    def rule(year: int) -> list[Stretch]:
        return [(begin, _hijri_end(begin)) for begin in _hijri_days(year, month, 1)]

    return rule


def named(country: str, name: str, *, days: int = 1) -> Rule:
    """What the library `holidays` calls so in a country (ISO 3166-1); it begins on the first of its days."""

    def rule(year: int) -> list[Stretch]:
        known = _named(country, name, year) | _named(country, name, year - 1)
        return [_lasting(day, days) for day in sorted(known) if day.year == year and day - DAY not in known]

    return rule


def stretches(days: Iterable[date]) -> list[Stretch]:
    """Days that follow each other as one stretch."""
    found: list[Stretch] = []
    for day in sorted(days):
        if found and found[-1][1] == day - DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _lasting(first: date, days: int) -> Stretch:
    return first, first + (days - 1) * DAY


def _hijri_days(year: int, month: int, day: int) -> list[date]:
    from hijridate import Gregorian, Hijri

    if year not in HIJRI_YEARS:
        return []
    earliest: int = Gregorian(year, 1, 1).to_hijri().year
    found = (Hijri(earliest + n, month, day).to_gregorian() for n in range(3))
    return [date(d.year, d.month, d.day) for d in found if d.year == year]


def _hijri_end(begin: date) -> date:
    from hijridate import Gregorian

    return begin + (Gregorian.fromdate(begin).to_hijri().month_length() - 1) * DAY


@lru_cache(maxsize=256)
def _named(country: str, name: str, year: int) -> Set[date]:
    from holidays import country_holidays  # 19 MB and 0.15 s that most processes never need

    if country == "IN" and year not in INDIAN_YEARS:
        return frozenset()
    supported = country_holidays(country).supported_categories
    days = country_holidays(country, years=year, language="en_US", categories=supported, observed=False)
    return frozenset(days.get_named(name, lookup="exact"))
