"""The observances kiknet knows by itself, year by year. A year is worked out once."""

from datetime import date, timedelta
from functools import lru_cache

from kiknet.observances import bavaria
from kiknet.observances.known import GROUPS, free
from kiknet.observances.observance import Day

LONGEST = timedelta(days=60)


@lru_cache(maxsize=32)
def in_year(year: int) -> tuple[Day, ...]:
    """Everything that begins in `year`, in order."""
    days = (day for group in GROUPS for observance in group.observances for day in observance.in_year(year))
    return tuple(sorted(days, key=lambda day: day.order))


def between(first: date, last: date) -> list[Day]:
    """Everything that touches the days from `first` to `last`, in order."""
    years = range((first - LONGEST).year, last.year + 1)
    return [day for year in years for day in in_year(year) if day.first <= last and day.last >= first]


def next_of(key: str, today: date) -> list[Day]:
    """The coming dates of one observance, this year's and next year's."""
    return [day for day in between(today, date(today.year + 1, 12, 31)) if day.key == key]


def free_names(first: date, last: date) -> dict[date, str]:
    """The `bavaria.free_days` with their names in the reader's language; public holidays have the say."""
    years = range(first.year - 1, last.year + 1)
    names: dict[date, str] = {}
    for group in reversed(free.GROUPS):
        for day in (day for holiday in group.observances for year in years for day in holiday.in_year(year)):
            names |= {day.first + timedelta(number): str(day.name) for number in range(day.days)}
    return {day: names.get(day, "") for day in bavaria.free_days(first, last)}
