"""Public and school holidays in Bavaria, as the library `holidays` publishes them.

Assumption Day is a public holiday only where most people are Catholic, which Kempten is (BayFTG, art. 1 para. 1 no. 2).
School holidays are those of the ministry's published plan; it is made a few years ahead, hence `known_until`.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

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


def _holidays(year: int, *categories: str) -> Mapping[date, str]:
    from holidays.countries.germany import Germany  # 19 MB and 0.15 s that most processes never need

    days = Germany(subdiv="BY", years=year, categories=categories, language="de", expand=False)
    return MappingProxyType({day: days[day] for day in sorted(days)})
