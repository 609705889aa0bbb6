"""Rules for days that return: functions from a year to the stretches of days that begin in it."""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from kiknet.observances.published import Stretch, stretches

__all__ = [
    "EASTER_ORTHODOX", "FRIDAY", "SUNDAY", "TUESDAY", "WEDNESDAY", "Rule", "Stretch",
    "from_easter", "hijri", "hijri_month", "named", "on", "weekday_from",
]  # fmt: skip

Rule = Callable[[int], list[Stretch]]
DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, FRIDAY, SUNDAY = 1, 2, 4, 6
HIJRI_YEARS = range(1925, 2076)


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
    """What the published table calls so in a country (ISO 3166-1); it begins on the first of its days."""
    return lambda year: [_lasting(first, days) for first, _ in stretches(country, name) if first.year == year]


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
