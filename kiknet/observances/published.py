"""Days that nobody can reckon by a short rule: those the library `holidays` knows, kept as a table.

A server that loads the library needs 12 MB more in each of its processes and 0.15 s for the first page, so the table is
made from it beforehand (`tests/published_days.py`); a test holds one against the other.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "reference" / "holidays.csv"
Stretch = tuple[date, date]
"""The first and the last day."""


def stretches(calendar: str, name: str) -> tuple[Stretch, ...]:
    """All days of that name in a calendar (a country, ISO 3166-1, or a part of it, ISO 3166-2), in order."""
    return _table().get((calendar, name), ())


def names(calendar: str) -> list[str]:
    """The names of all days in a calendar."""
    return [name for known, name in _table() if known == calendar]


@lru_cache(maxsize=1)
def _table() -> Mapping[tuple[str, str], tuple[Stretch, ...]]:
    found: dict[tuple[str, str], list[Stretch]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            stretch = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
            found.setdefault((row["calendar"], row["name"]), []).append(stretch)
    return {key: tuple(days) for key, days in found.items()}
