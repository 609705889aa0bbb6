"""An event as iCalendar text: values in, text out (RFC 5545, RFC 7986).

Decided once, for the programs people really use:

- DTSTAMP is the last change, as LAST-MODIFIED (RFC 5545, 3.8.7.2: no METHOD here), so the text stays the same until
  something changes.
- TRANSP:TRANSPARENT: what is on in town does not make a subscriber "busy" for colleagues.
- No ORGANIZER: it needs an address, and Outlook and Apple would show an invitation to answer. The organisers
  stand in the description.
- The picture is IMAGE (RFC 7986) and ATTACH, which more programs know.
- Wall time with TZID for the home zone, whose VTIMEZONE every calendar carries; any other zone is written in UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiknet import clock

FORMAT = 2  # count up when the text changes for the same event: stored texts of an older format are stale

_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


@dataclass(frozen=True)
class Vevent:
    """What one VEVENT shows. Times are wall time in `zone`; an all-day event ends at the midnight after it.

    A series has a `rule` as RFC 5545 writes it, original starts `left_out` of it, and such `added` to it. One date that
    differs is a VEVENT with the same `uid` and the `recurrence_id` it has in the series.
    """

    uid: str
    url: str
    created_at: datetime
    changed_at: datetime
    sequence: int
    starts: datetime
    ends: datetime
    is_all_day: bool
    zone: str
    status: str
    summary: str
    description: str = ""
    location: str = ""
    coordinates: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    picture_url: str = ""
    rule: str = ""
    left_out: tuple[datetime, ...] = ()
    added: tuple[datetime, ...] = ()
    recurrence_id: datetime | None = None


def text(event: Vevent) -> str:
    """The VEVENT with CRLF after each line, lines folded at 75 octets between characters (RFC 5545, 3.1)."""
    from icalendar import Event  # only writing needs it: keeps start-up short
    from icalendar.prop import vInline

    vevent = Event()
    for name, value in _typed_values(event):
        vevent.add(name, value)
    for name, plain in _texts(event):
        if plain:
            vevent.add(name, vInline(plain), encode=False)
    if event.picture_url:
        vevent.add("IMAGE", event.picture_url, parameters={"VALUE": "URI", "FMTTYPE": "image/webp"})
        vevent.add("ATTACH", event.picture_url, parameters={"FMTTYPE": "image/webp"})
    return str(vevent.to_ical(sorted=False).decode())


def _typed_values(event: Vevent) -> Iterator[tuple[str, Any]]:
    yield "DTSTAMP", event.changed_at.replace(microsecond=0)
    yield "CREATED", event.created_at.replace(microsecond=0)
    yield "LAST-MODIFIED", event.changed_at.replace(microsecond=0)
    yield "SEQUENCE", event.sequence
    yield "DTSTART", _time(event, event.starts)
    yield "DTEND", _time(event, event.ends)
    if event.recurrence_id:
        yield "RECURRENCE-ID", _time(event, event.recurrence_id)
    for name, moments in (("EXDATE", event.left_out), ("RDATE", event.added)):
        if moments:
            yield name, [_time(event, moment) for moment in moments]
    yield "STATUS", event.status
    yield "TRANSP", "TRANSPARENT"
    yield "URL", event.url
    if event.coordinates:
        yield "GEO", event.coordinates


def _texts(event: Vevent) -> Iterator[tuple[str, str]]:
    yield "RRULE", event.rule
    yield "UID", text_value(one_line(event.uid))
    yield "SUMMARY", text_value(one_line(event.summary))
    yield "LOCATION", text_value(one_line(event.location))
    yield "DESCRIPTION", text_value(event.description)
    yield "CATEGORIES", ",".join(text_value(one_line(name)) for name in event.categories)


def _time(event: Vevent, wall_time: datetime) -> date | datetime:
    if event.is_all_day:
        return wall_time.date()
    if event.zone != clock.HOME_ZONE:
        return clock.from_local(wall_time, event.zone)
    return wall_time.replace(tzinfo=ZoneInfo(event.zone), microsecond=0)


def text_value(value: str) -> str:
    """TEXT as RFC 5545 escapes it (3.3.11). icalendar would take a typed "\\N" for a line break and lose it."""
    plain = many_lines(value)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def many_lines(value: str) -> str:
    """`value` without control characters, every kind of line break as a line feed."""
    return _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", value)).strip()


def one_line(value: str) -> str:
    """The same on a single line."""
    return many_lines(value).replace("\n", " ")
