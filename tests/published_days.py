"""What the library `holidays` knows of the days kiknet keeps as a table.

`python tests/published_days.py` writes the table anew; do so when the library has been renewed.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

from holidays import country_holidays

from kiknet.observances.bavaria import CALENDAR, SCHOOL
from kiknet.observances.published import TABLE, Stretch

YEARS = range(1990, 2101)
INDIAN_YEARS = range(2001, 2036)
PUBLIC = [
    "New Year's Day", "Epiphany", "Good Friday", "Easter Monday", "Labor Day", "Ascension Day", "Pentecost Monday",
    "Corpus Christi", "Assumption Day", "German Unity Day", "Reformation Day", "All Saints' Day", "Christmas Day",
    "Second Day of Christmas",
]  # fmt: skip
ELSEWHERE = {
    "ET": ["Epiphany", "Ethiopian New Year", "Finding of True Cross"],
    "IL": [
        "Purim", "Pesach", "Shavuot", "Rosh Hashanah", "Yom Kippur", "Sukkot", "Simchat Torah / Shemini Atzeret",
        "Hanukkah",
    ],
    "IN": ["Holi", "Buddha Purnima", "Diwali", "Guru Nanak's Birthday"],
    "IR": ["Nowruz"],
    "VN": ["Lunar New Year"],
}  # fmt: skip


def rows() -> Iterator[tuple[str, str, str, str]]:
    """The table: calendar, name, first and last day."""
    for name in PUBLIC:
        yield from _lines(CALENDAR, name, _bavarian(name, "public", "catholic"))
    yield from _lines(CALENDAR, SCHOOL, _bavarian("", "school"))
    for country, wanted in ELSEWHERE.items():
        years = INDIAN_YEARS if country == "IN" else YEARS
        categories = country_holidays(country).supported_categories
        known = country_holidays(country, years=years, language="en_US", categories=categories, observed=False)
        for name in wanted:
            yield from _lines(country, name, set(known.get_named(name, lookup="exact")))


def _bavarian(name: str, *categories: str) -> set[date]:
    days = country_holidays("DE", subdiv="BY", years=YEARS, categories=categories, language="en_US")
    return {day for day, known in days.items() if not name or name in known.split("; ")}


def _lines(calendar: str, name: str, days: set[date]) -> Iterator[tuple[str, str, str, str]]:
    for first, last in stretches(days):
        yield calendar, name, str(first), str(last)


def stretches(days: set[date]) -> list[Stretch]:
    """Days that follow each other as one stretch."""
    found: list[Stretch] = []
    for day in sorted(days):
        if found and found[-1][1] == day - timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


if __name__ == "__main__":
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("calendar", "name", "first", "last"), *rows()])
