"""The days people name instead of dates: Christmas Eve, Easter, the end of Ramadan, the autumn holidays."""

from datetime import date, timedelta

from kiknet.observances import bavaria
from kiknet.observances.reckoning import SUNDAY, Rule, Stretch, from_easter, hijri, hijri_month, on, weekday_from


def _around_easter(first: int, last: int) -> Rule:
    """From so many days after (or before) Easter Sunday."""
    return lambda year: [(begins, begins + timedelta(last - first)) for begins, _ in from_easter(first)(year)]


def _advent(year: int) -> list[Stretch]:
    return [(first, date(year, 12, 23)) for first, _ in weekday_from(11, 27, SUNDAY)(year)]


RULES: dict[str, Rule] = {
    "new_year": on(1, 1),
    "carnival": _around_easter(-52, -46),
    "holy_week": _around_easter(-6, -1),
    "easter": _around_easter(-3, 1),
    "good_friday": from_easter(-2),
    "easter_monday": from_easter(1),
    "ascension": from_easter(39),
    "whit_monday": from_easter(50),
    "corpus_christi": from_easter(60),
    "epiphany": on(1, 6),
    "unity_day": on(10, 3),
    "all_saints": on(11, 1),
    "may_day": on(5, 1),
    "whitsun": _around_easter(49, 50),
    "advent": _advent,
    "saint_nicholas": on(12, 6),
    "christmas_eve": on(12, 24),
    "christmas": on(12, 24, days=3),
    "new_years_eve": on(12, 31),
    "year_end": on(12, 31),
    "ramadan": hijri_month(9),
    "sugar_feast": hijri(10, 1, days=3),
    "sacrifice_feast": hijri(12, 10, days=4),
    "carnival_holidays": bavaria.school_break(2, 3, is_before_easter=True),
    "easter_holidays": bavaria.school_break(3, 4),
    "whitsun_holidays": bavaria.school_break(5, 6),
    "summer_holidays": bavaria.school_break(7, 8),
    "autumn_holidays": bavaria.school_break(10, 11),
    "christmas_holidays": bavaria.school_break(12),
}
"""By the names of their sections in `phrases.txt`."""


def public(today: date) -> list[Stretch]:
    """The public holidays from now to the end of next year."""
    years = (today.year, today.year + 1)
    days = [(day, day) for year in years for day in bavaria.public_holidays(year)]
    feasts = [span for name in ("easter", "whitsun", "christmas") for year in years for span in RULES[name](year)]
    return sorted(span for span in (*days, *feasts) if span[1] >= today)


def next_time(name: str, today: date) -> Stretch | None:
    """When it is next, or now; None where nobody knows yet."""
    spans = (span for more in (-1, 0, 1) for span in RULES[name](today.year + more))
    return next((span for span in spans if span[1] >= today), None)
