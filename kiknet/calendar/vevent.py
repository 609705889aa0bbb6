"""An event as iCalendar text: values in, text out (RFC 5545, RFC 7986).

Decided once, for the programs people really use:

- DTSTAMP is the last change, as LAST-MODIFIED (RFC 5545, 3.8.7.2: no METHOD here), so the text stays the same until
  something changes.
- TRANSP:TRANSPARENT: what is on in town does not make a subscriber "busy" for colleagues.
- No ORGANIZER: it needs an address, and Outlook and Apple would show an invitation to answer. The organisers
  stand in the description.
- The picture is IMAGE (RFC 7986) and ATTACH, which more programs know.
- Lines are written here, not by a library: one took most of the time of a change, and a typed "\\N" for a line break.
- Wall time with TZID for the home zone, whose VTIMEZONE every calendar carries; any other zone is written in UTC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kiknet import clock

FORMAT = 4  # count up when the text changes for the same event: stored texts of an older format are stale

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
    lines = ("BEGIN:VEVENT", *_typed_values(event), *_texts(event), *_pictures(event), "END:VEVENT")
    return "".join(folded(line) for line in lines)


def folded(line: str) -> str:
    """The line, broken so that no piece has more than 75 octets; every further one begins with a space."""
    octets, begin, width, pieces = line.encode(), 0, 75, []
    while len(octets) - begin > width:
        end = begin + width
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(octets[begin:end])
        begin, width = end, 74
    return b"\r\n ".join([*pieces, octets[begin:]]).decode() + "\r\n"


def _typed_values(event: Vevent) -> Iterator[str]:
    yield f"DTSTAMP:{_utc(event.changed_at)}"
    yield f"CREATED:{_utc(event.created_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield _times("DTSTART", event, event.starts)
    yield _times("DTEND", event, event.ends)
    if event.recurrence_id:
        yield _times("RECURRENCE-ID", event, event.recurrence_id)
    if event.left_out:
        yield _times("EXDATE", event, *event.left_out)
    if event.added:
        yield _times("RDATE", event, *event.added)
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{one_line(event.url)}"
    if event.coordinates:
        yield "GEO:{};{}".format(*event.coordinates)


def _texts(event: Vevent) -> Iterator[str]:
    values = {
        "RRULE": event.rule,
        "UID": text_value(one_line(event.uid)),
        "SUMMARY": text_value(one_line(event.summary)),
        "LOCATION": text_value(one_line(event.location)),
        "DESCRIPTION": text_value(event.description),
        "CATEGORIES": ",".join(text_value(one_line(name)) for name in event.categories),
    }
    return (f"{name}:{value}" for name, value in values.items() if value)


def _pictures(event: Vevent) -> Iterator[str]:
    if event.picture_url:
        yield f"IMAGE;VALUE=URI;FMTTYPE=image/webp:{event.picture_url}"
        yield f"ATTACH;FMTTYPE=image/webp:{event.picture_url}"


def _times(name: str, event: Vevent, *wall_times: datetime) -> str:
    """A property of times of the event: days, wall time of the home zone, or UTC (3.3.4, 3.3.5)."""
    if event.is_all_day:
        return f"{name};VALUE=DATE:" + ",".join(f"{each:%Y%m%d}" for each in wall_times)
    if event.zone != clock.HOME_ZONE:
        return f"{name}:" + ",".join(_utc(clock.from_local(each, event.zone)) for each in wall_times)
    return f"{name};TZID={event.zone}:" + ",".join(f"{each:%Y%m%dT%H%M%S}" for each in wall_times)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text_value(value: str) -> str:
    """TEXT as RFC 5545 escapes it (3.3.11)."""
    plain = many_lines(value)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def many_lines(value: str) -> str:
    """`value` without control characters, every kind of line break as a line feed."""
    return _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", value)).strip()


def one_line(value: str) -> str:
    """The same on a single line."""
    return many_lines(value).replace("\n", " ")
