"""Opening hours and closed days as people type them, and back: "9–12, 14–22" and "24.12.–6.1."."""

import re
from collections.abc import Iterable
from datetime import date, time

from kiknet.booking.opening import Closure, Hours
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.web.typed import day_of, read_day, read_time

_DASH = re.compile(r"\s*(?:–|—|-|bis|to)\s*")
_NO_YEAR = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.?$")
LEAP = 2028  # a year in which every day of the year exists


def read_hours(text: str, weekday: int) -> list[Hours]:
    """ "9–12, 14–22" for one weekday; nothing means closed. Raises `Rejected` for what cannot be read."""
    return [_hours(part, weekday) for part in re.split(r"[,;]| und | and ", text) if part.strip()]


def _hours(part: str, weekday: int) -> Hours:
    ends = [read_time(end) for end in _DASH.split(part.strip())]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        raise Rejected(_("Please write the hours like 9–12, 14–22."))
    return Hours(weekday, ends[0], ends[1])


def write_hours(hours: Iterable[Hours], weekday: int) -> str:
    return ", ".join(f"{_time(h.opens)}–{_time(h.closes, is_end=True)}" for h in sorted(hours) if h.weekday == weekday)


def _time(at: time, *, is_end: bool = False) -> str:
    hour = 24 if is_end and at == time(0) else at.hour
    return f"{hour}:{at.minute:02}" if at.minute else str(hour)


def read_closures(text: str, today: date) -> list[Closure]:
    """One a line: "24.12.2026", "1.3.2027–5.3.2027"; without a year ("1.8.–31.8.") it is every year.

    Raises `Rejected` naming the line that cannot be read.
    """
    return [_closure(line.strip(), today) for line in text.splitlines() if line.strip()]


def _closure(line: str, today: date) -> Closure:
    ends = _DASH.split(line) if not re.fullmatch(r"\d{4}-\d\d-\d\d", line) else [line]
    first, last = ends[0], ends[-1]
    yearly = [_NO_YEAR.fullmatch(end.strip()) for end in (first, last)]
    if len(ends) <= 2 and yearly[0] and yearly[1]:
        days = [day_of(int(found[1]), int(found[2]), str(LEAP), today) for found in yearly if found]
        is_yearly = True
    else:
        days, is_yearly = [_with_year(first, last, today), read_day(last, today)], False
    if len(ends) > 2 or days[0] is None or days[1] is None or (days[1] < days[0] and not is_yearly):
        raise Rejected(_("This line is no day we understand: %(line)s", line=line[:60]))
    return Closure(days[0], days[1], is_yearly)


def _with_year(first: str, last: str, today: date) -> date | None:
    """The first day; "1.3.–5.3.2027" names its year only at the end."""
    found, until = _NO_YEAR.fullmatch(first.strip()), read_day(last, today)
    if found and until:
        return day_of(int(found[1]), int(found[2]), str(until.year), today)
    return read_day(first, today)


def write_closures(closures: Iterable[Closure]) -> str:
    return "\n".join(map(_written, closures))


def _written(closure: Closure) -> str:
    def day(d: date) -> str:
        return f"{d.day}.{d.month}." if closure.is_yearly else f"{d.day}.{d.month}.{d.year}"

    return day(closure.first) if closure.first == closure.last else f"{day(closure.first)}–{day(closure.last)}"
