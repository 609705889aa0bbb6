"""When something could be, as people write it: "dienstags 14–17 Uhr", "Di, 9. März 2027, ab 15 Uhr"."""

from datetime import time
from functools import cache
from itertools import groupby

from babel.dates import get_day_names

from kiknet.board.availability import Availability, OnDate, Weekly
from kiknet.i18n import _, language, written_day


def written_availability(when: Availability) -> str:
    """One line; "" if nothing is known."""
    if when.type == "flexible":
        return _("flexible")
    if when.dates:
        return "; ".join(", ".join(p for p in (written_day(d.day, "short"), _times(d)) if p) for d in when.dates)
    return "; ".join(_weekly(list(slots)) for _key, slots in groupby(_in_order(when.slots), lambda s: _hours(s)))


def _in_order(slots: tuple[Weekly, ...]) -> list[Weekly]:
    """Days that share their times stand together, the earliest day first."""
    first = {_hours(slot): slot.weekday for slot in sorted(slots, key=lambda s: -s.weekday)}
    return sorted(slots, key=lambda s: (first[_hours(s)], _hours(s), s.weekday))


def _weekly(slots: list[Weekly]) -> str:
    names = _day_names(language())
    days = [slot.weekday for slot in slots]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        said = _("%(first)s to %(last)s", first=names[days[0]], last=names[days[-1]])
    else:
        said = ", ".join(names[day] for day in days)
    return " ".join(part for part in (said, _times(slots[0])) if part)


@cache
def _day_names(code: str) -> tuple[str, ...]:
    names = get_day_names("abbreviated", "stand-alone", code)
    return tuple(names[day] for day in range(7))


def _hours(part: Weekly | OnDate) -> tuple[time, time]:
    return part.begins or time.min, part.ends or time.max


def _times(part: Weekly | OnDate) -> str:
    if part.begins and part.ends:
        return _("%(begins)s–%(ends)s", begins=_clock(part.begins), ends=_clock(part.ends))
    if part.begins:
        return _("from %(time)s on", time=_clock(part.begins))
    return _("until %(time)s", time=_clock(part.ends)) if part.ends else ""


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}" if at.minute else _("%(hour)s:00", hour=at.hour)
