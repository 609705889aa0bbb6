"""The days people name instead of dates: Christmas Eve, Easter Monday, the end of Ramadan, the autumn holidays."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

Span = tuple[date, date]
_RAMADAN = {
    2026: (date(2026, 2, 18), date(2026, 3, 19)), 2027: (date(2027, 2, 8), date(2027, 3, 8)),
    2028: (date(2028, 1, 28), date(2028, 2, 25)), 2029: (date(2029, 1, 16), date(2029, 2, 13)),
    2030: (date(2030, 1, 5), date(2030, 2, 3)), 2031: (date(2030, 12, 26), date(2031, 1, 23)),
    2032: (date(2031, 12, 15), date(2032, 1, 13)), 2033: (date(2032, 12, 4), date(2033, 1, 1)),
}  # fmt: skip
_SACRIFICE = {
    2026: date(2026, 5, 27), 2027: date(2027, 5, 16), 2028: date(2028, 5, 5), 2029: date(2029, 4, 24),
    2030: date(2030, 4, 13), 2031: date(2031, 4, 2), 2032: date(2032, 3, 22), 2033: date(2033, 3, 11),
}  # fmt: skip
"""By the moon, as they are foretold; they may begin a day later."""
HOLIDAYS = frozenset(
    {
        "carnival_holidays",
        "easter_holidays",
        "whitsun_holidays",
        "summer_holidays",
        "autumn_holidays",
        "christmas_holidays",
    }
)


@cache
def of_year(year: int) -> Mapping[str, Span]:
    """By the names of their sections in `said.txt`; of school holidays what they have in common between the states."""
    easter = _easter(year)

    def around(first: int, last: int) -> Span:
        return easter + timedelta(first), easter + timedelta(last)

    found = {
        "new_year": (date(year, 1, 1), date(year, 1, 1)),
        "carnival": around(-52, -46),
        "easter": around(-3, 1),
        "may_day": (date(year, 5, 1), date(year, 5, 1)),
        "whitsun": around(49, 50),
        "advent": (_first_advent(year), date(year, 12, 23)),
        "saint_nicholas": (date(year, 12, 6), date(year, 12, 6)),
        "christmas_eve": (date(year, 12, 24), date(year, 12, 24)),
        "christmas": (date(year, 12, 24), date(year, 12, 26)),
        "year_end": (date(year, 12, 31), date(year, 12, 31)),
        "new_years_eve": (date(year, 12, 31), date(year, 12, 31)),
        "carnival_holidays": around(-48, -43),
        "easter_holidays": around(-7, 6),
        "whitsun_holidays": around(50, 62),
        "summer_holidays": (date(year, 8, 1), date(year, 8, 31)),
        "autumn_holidays": (date(year, 10, 25), date(year, 11, 8)),
        "christmas_holidays": (date(year, 12, 23), date(year + 1, 1, 6)),
    }
    if year in _RAMADAN:
        first, last = _RAMADAN[year]
        found |= {"ramadan": (first, last), "sugar_feast": (last + timedelta(1), last + timedelta(3))}
    if year in _SACRIFICE:
        found["sacrifice_feast"] = (_SACRIFICE[year], _SACRIFICE[year] + timedelta(3))
    return found


def next_time(name: str, today: date) -> Span | None:
    """When it is next, or now."""
    years = (of_year(today.year + more).get(name) for more in (-1, 0, 1))
    return next((span for span in years if span and span[1] >= today), None)


def _first_advent(year: int) -> date:
    eve = date(year, 12, 24)
    return eve - timedelta((eve.weekday() + 1) % 7 + 21)


def _easter(year: int) -> date:
    """Gauss's rule, as Lichtenberg mended it, for the years of our calendar."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    shift = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    correction = (seed + golden // 11) // 29
    limit = 21 + seed - correction
    first_sunday = 7 - (year + year // 4 + shift) % 7
    distance = 7 - (limit - first_sunday) % 7
    return date(year, 3, 1) + timedelta(limit + distance - 1)
