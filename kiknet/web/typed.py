"""Days and times as people type them, where the browser has no field for them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

YEARS = range(1900, 3000)  # any other is a slip, and the last years of the calendar cannot be reckoned with
_DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]?\s*(\d{4}|\d{2})?$")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2})|(\d{2}))?\s*(?:uhr|h)?$", re.IGNORECASE)


def read_day(text: str, today: date) -> date | None:
    """ "2027-03-09", "9.3.2027", "9.3.27" or "9.3." (the next one from `today` on); None for anything else."""
    text = text.strip()
    try:
        day = date.fromisoformat(text)
        return day if day.year in YEARS else None
    except ValueError:
        found = _DAY.fullmatch(text)
    return day_of(int(found[1]), int(found[2]), found[3], today) if found else None


def day_of(day: int, month: int, year: str | None, today: date) -> date | None:
    """The date, with two digits meaning this century and no year the next such day; None if there is none."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else range(today.year, today.year + 9)
    for candidate in (each for each in years if each in YEARS):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def read_time(text: str) -> time | None:
    """ "18:30", "18.30", "1830", "18 Uhr" or "18"; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    return time_of(int(found[1]), int(found[2] or found[3] or 0)) if found else None


def time_of(hour: int, minute: int) -> time | None:
    """The time; 24:00 is midnight. None if no clock shows it."""
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def last_day_of(starts: date, ends_midnight: date) -> date:
    """The last day of something all-day that ends at the midnight `ends_midnight` begins with."""
    return max(starts, ends_midnight - timedelta(days=1))


def read_moments(text: str, at: time, today: date) -> list[datetime]:
    """Days separated by commas or lines, each with its own time or `at`, in order.

    Raises `ValueError` with the part that is no day.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    return sorted({_moment(part, at, today) for part in parts})


def _moment(text: str, at: time, today: date) -> datetime:
    day = read_day(text, today)
    if day:
        return datetime.combine(day, at)
    head, _blank, tail = text.removesuffix("Uhr").strip().rpartition(" ")
    day, own = read_day(head.rstrip(" ,"), today), read_time(tail)
    if day is None or own is None:
        raise ValueError(text)
    return datetime.combine(day, own)


def written_moments(moments: Iterable[datetime]) -> str:
    """The same the other way round: "9.3.2027 15:00, 16.3.2027 15:00"."""
    return ", ".join(f"{at.day}.{at.month}.{at.year} {at:%H:%M}" for at in sorted(moments))
