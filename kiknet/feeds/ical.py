"""The calendar around the stored VEVENTs (RFC 5545, RFC 7986): values in, text out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiknet.calendar.vevent import folded, one_line, text_value

PRODUCER = "-//kiknet//kiknet//DE"
REFRESH = "PT4H"
COLOUR = "teal"  # one of the names of CSS (RFC 7986, 5.9)

# Rules instead of a table of dates: Outlook reads RDATE zones wrongly. The rules hold since 1996; they begin in 1970 so
# that a program which looks for the change before 1996's first day finds winter time.
BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


@dataclass(frozen=True)
class Heading:
    """What a calendar says about itself; empty for the file of a single event, which is not subscribed to."""

    name: str = ""
    description: str = ""
    url: str = ""
    source: str = ""


def head(heading: Heading) -> bytes:
    """Everything before the first VEVENT. There is no METHOD: nobody is invited to anything."""
    lines = "".join(folded(line) for line in ("BEGIN:VCALENDAR", *_lines(heading)))
    return f"{lines}{BERLIN}".encode()


def calendar(head: bytes, vevents: Iterable[bytes]) -> list[bytes]:
    """A whole calendar of VEVENT texts, to be joined."""
    return [head, *vevents, b"END:VCALENDAR\r\n"]


def _lines(heading: Heading) -> Iterator[str]:
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCER}"
    yield "CALSCALE:GREGORIAN"
    if heading.name:
        name, description = text_value(one_line(heading.name)), text_value(heading.description)
        yield f"NAME:{name}"
        yield f"X-WR-CALNAME:{name}"
        yield f"DESCRIPTION:{description}"
        yield f"X-WR-CALDESC:{description}"
        yield "X-WR-TIMEZONE:Europe/Berlin"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
        yield f"X-PUBLISHED-TTL:{REFRESH}"
        yield f"COLOR:{COLOUR}"
        yield f"URL;VALUE=URI:{heading.url}"
        yield f"SOURCE;VALUE=URI:{heading.source}"
