"""The zone meant by what a calendar calls it: names of IANA, Windows and Outlook, and a file's own definitions."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from kiknet import clock

LONGEST_NAME = 200
UTC_NAMES = {"utc", "gmt", "z", "etc/utc", "etc/gmt", "coordinated universal time", "greenwich mean time"}
IN_WORDS = {
    "mitteleuropäische zeit": clock.HOME_ZONE,
    "mitteleuropaeische zeit": clock.HOME_ZONE,
    "central european time": clock.HOME_ZONE,
    "cet": clock.HOME_ZONE,
    "mez": clock.HOME_ZONE,
    "cest": clock.HOME_ZONE,
    "mesz": clock.HOME_ZONE,
    "berlin": clock.HOME_ZONE,
}
USUAL = (
    clock.HOME_ZONE, "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Kyiv", "Europe/Istanbul",
    "Europe/Moscow", "Asia/Damascus", "Asia/Baghdad", "Asia/Tehran", "Asia/Kabul", "Asia/Kolkata", "Asia/Dubai",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Etc/UTC",
)  # fmt: skip
"""Zones to try for a definition without a name, ours first."""

_OFFSET = re.compile(r"^\(?(?:utc|gmt)\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?\)?", re.I)
_PUNCTUATION = re.compile(r"[^a-zäöü/ ]+")


def zone_of(name: str) -> str | None:
    """The IANA zone meant by `name`; None if nobody can tell."""
    return _zone_of(name[:LONGEST_NAME].strip().strip('"'))


@cache
def _known() -> dict[str, str]:
    """Small letters → the name as IANA writes it."""
    return {name.lower(): name for name in available_timezones()}


@cache
def _windows() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # keeps start-up short and memory small

    return {name.lower(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _zone_of(name: str) -> str | None:
    lower = name.lower()
    if lower in UTC_NAMES:
        return "UTC"
    found = IN_WORDS.get(lower) or _known().get(lower) or _windows().get(lower)
    return found or _by_its_end(lower) or _in_words(lower) or _by_offset(lower)


def _by_its_end(name: str) -> str | None:
    """`/mozilla.org/20050126_1/Europe/Berlin` and the like: the last two or three parts."""
    parts = name.strip("/").split("/")
    return (
        next((zone for n in (3, 2) if (zone := _known().get("/".join(parts[-n:])))), None) if len(parts) > 2 else None
    )


def _in_words(name: str) -> str | None:
    """Outlook's `(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien`."""
    words = {word for word in _PUNCTUATION.sub(" ", name).split() if len(word) > 2}
    named = next((IN_WORDS[word] for word in sorted(words) if word in IN_WORDS), None)
    if named or "," not in name:
        return named
    cities = {zone.rpartition("/")[2].lower(): zone for zone in USUAL}
    return next((cities[word] for word in sorted(words) if word in cities), None)


def _by_offset(name: str) -> str | None:
    """`GMT+0100`: the zone of the sea, whose names count the other way round; only for whole hours."""
    found = _OFFSET.match(name)
    if found is None or int(found[3] or 0):
        return None
    hours = int(found[2])
    return _known().get(f"etc/gmt{'-' if found[1] == '+' else '+'}{hours}" if hours else "etc/utc")


def zone_with(offsets: Collection[timedelta]) -> str | None:
    """The zone that has exactly these offsets from UTC over a year: for a definition that has no name we know.

    A file may define its zones as it likes; its rules are never run (RFC 5545, 3.6.5).
    """
    wanted = set(offsets)
    return next((zone for zone in USUAL if _offsets(zone) == wanted), None)


@cache
def _offsets(zone: str) -> set[timedelta | None]:
    year = clock.today().year
    return {datetime(year, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)}
