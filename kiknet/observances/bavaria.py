"""Public and school holidays in Bavaria.

Assumption Day is a public holiday only where most people are Catholic, which Kempten is (BayFTG, art. 1 para. 1 no. 2).
School holidays are those of the ministry's published plan; it is made a few years ahead, hence `known_until`.
"""

from collections.abc import Set
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from kiknet.observances import published
from kiknet.observances.reckoning import DAY, Rule, Stretch, named

CALENDAR = "DE-BY"
SCHOOL = "school"


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Set[date]:
    """The public holidays of a year."""
    names = (name for name in published.names(CALENDAR) if name != SCHOOL)
    return frozenset(day for name in names for day, _ in published.stretches(CALENDAR, name) if day.year == year)


@lru_cache(maxsize=64)
def school_holidays(year: int) -> Set[date]:
    """The days of a year on which schools are closed for holidays; none for years not planned yet."""
    days = (first + number * DAY for first, last in _breaks() for number in range((last - first).days + 1))
    return frozenset(day for day in days if day.year == year)


def free_days(first: date, last: date) -> frozenset[date]:
    """Every public and school holiday from `first` to `last`, both included; after `known_until` only public ones."""
    kinds = (public_holidays, school_holidays)
    days = (day for year in range(first.year, last.year + 1) for kind in kinds for day in kind(year))
    return frozenset(day for day in days if first <= day <= last)


def known_until() -> date:
    """The last day of the last school holidays that have been published."""
    return _breaks()[-1][1]


def holiday(name: str) -> Rule:
    """The public holiday that the table calls so."""
    return named(CALENDAR, name)


def school_break(*months: int, is_before_easter: bool = False) -> Rule:
    """The school holidays that begin in one of these months, after or before the week of Palm Sunday."""

    def rule(year: int) -> list[Stretch]:
        began = [(first, last) for first, last in _breaks() if first.year == year and first.month in months]
        palms = easter(year) - timedelta(days=10)
        return [(first, last) for first, last in began if first.month > 4 or (first < palms) == is_before_easter]

    return rule


def _breaks() -> tuple[Stretch, ...]:
    return published.stretches(CALENDAR, SCHOOL)
