"""The values of a calendar's properties: moments, lengths, texts."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiknet import clock
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports.lines import Line

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.I | re.A
)
_ESCAPED = re.compile(r"\\(.)", re.S)


@dataclass(frozen=True)
class When:
    """Wall time in `zone`, or a whole day (`is_date`). Without a zone it floats (RFC 5545, 3.3.5)."""

    wall: datetime
    zone: str | None = None
    is_date: bool = False

    def at_home(self) -> datetime:
        """What clocks here show at that moment; a day is a day everywhere."""
        if self.zone is None or self.is_home:
            return self.wall
        return clock.to_local(clock.from_local(self.wall, self.zone))

    @property
    def is_home(self) -> bool:
        """Whether clocks here show the same."""
        return self.is_date or self.zone in {None, clock.HOME_ZONE}

    def on(self, starts: "When") -> datetime:
        """The same for an added date of what begins at `starts`: a day alone is that day at the usual time."""
        if self.is_date and not starts.is_date:
            return datetime.combine(self.wall.date(), starts.at_home().time())
        return datetime.combine(self.wall.date(), time.min) if starts.is_date else self.at_home()


def when(text: str, zone: str | None) -> When:
    """A DATE or DATE-TIME (3.3.4, 3.3.5), also as ISO 8601 writes it; `zone` is that of its TZID. Raises `Rejected`."""
    found = _MOMENT.fullmatch(text.strip()[:40])
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Rejected(_l("“%(text)s” is no date we understand.", text=text.strip()[:40]))
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return When(datetime.combine(day, time.min), is_date=True)
        hours, minutes, seconds = (int(part or 0) for part in found.group(4, 5, 6))
        late = timedelta(days=1) if (hours, minutes) == (24, 0) else timedelta()
        wall = datetime.combine(day, time(0 if late else hours, minutes, min(seconds, 59))) + late
    except ValueError:
        raise Rejected(_l("There is no such day or time: “%(text)s”.", text=text.strip()[:40])) from None
    if not found[7]:
        return When(wall, zone)
    return When(wall - _offset(found[7]), "UTC")


def _offset(text: str) -> timedelta:
    if text in "Zz":
        return timedelta()
    digits = text.replace(":", "")
    length = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return -length if digits[0] == "-" else length


def length(text: str) -> timedelta | None:
    """A DURATION (3.3.6) that is longer than nothing and not longer than a lifetime; None for any other."""
    from icalendar.prop import vDuration  # only reading needs it: keeps start-up short and memory small

    try:
        given: timedelta = vDuration.from_ical(text.strip().upper()[:40])  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return given if timedelta() < given < timedelta(days=40_000) else None


def many(line: Line) -> list[str]:
    """The single values of RDATE, EXDATE or CATEGORIES; of a period its beginning."""
    return [part.partition("/")[0] for part in line.value.split(",") if part.strip()]


def text(value: str) -> str:
    """TEXT without its escapes (3.3.11)."""
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def one_line(value: str, most: int) -> str:
    """`value` on one line, without what cannot be seen, cut with "…" to `most` letters."""
    plain = "".join(c for c in " ".join(value.split()) if c.isprintable()).strip()
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
