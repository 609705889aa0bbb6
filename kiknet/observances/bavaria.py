"""Public and school holidays in Bavaria, as the library `holidays` publishes them.

Assumption Day is a public holiday only where most people are Catholic, which Kempten is (BayFTG, art. 1 para. 1 no. 2).
School holidays are those of the ministry's published plan; it is made a few years ahead, hence `known_until`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from dateutil.easter import easter

from kiknet.observances.reckoning import Rule, Stretch, stretches

FIRST_YEAR = 2020


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """The public holidays of a year with their German names."""
    return _holidays(year, "public", "catholic")


@lru_cache(maxsize=64)
def school_holidays(year: int) -> Mapping[date, str]:
    """The days of a year on which schools are closed for holidays; none for years not planned yet."""
    return _holidays(year, "school")


def free_days(first: date, last: date) -> frozenset[date]:
    """Every public and school holiday from `first` to `last`, both included; after `known_until` only public ones."""
    kinds = (public_holidays, school_holidays)
    days = (day for year in range(first.year, last.year + 1) for kind in kinds for day in kind(year))
    return frozenset(day for day in days if first <= day <= last)


@lru_cache(maxsize=1)
def known_until() -> date:
    """The last day of the last school holidays that have been published."""
    year = FIRST_YEAR
    while school_holidays(year + 1):
        year += 1
    return max(school_holidays(year))


def holiday(name: str) -> Rule:
    """The public holiday that the library calls so in English."""

    def rule(year: int) -> list[Stretch]:
        english = _holidays(year, "public", "catholic", language="en_US")
        return stretches(day for day, known in english.items() if name in known.split("; "))

    return rule


def school_break(*months: int, is_before_easter: bool = False) -> Rule:
    """The school holidays that begin in one of these months, after or before the week of Palm Sunday."""

    def rule(year: int) -> list[Stretch]:
        days = {*school_holidays(year), *school_holidays(year + 1)}
        began = [(first, last) for first, last in stretches(days) if first.year == year and first.month in months]
        palms = easter(year) - timedelta(days=10)
        return [(first, last) for first, last in began if first.month > 4 or (first < palms) == is_before_easter]

    return rule


def _holidays(year: int, *categories: str, language: str = "de") -> Mapping[date, str]:
    from holidays.countries.germany import Germany  # 19 MB and 0.15 s that most processes never need

    days = Germany(subdiv="BY", years=year, categories=categories, language=language, expand=False)
    return MappingProxyType({day: days[day] for day in sorted(days)})
