"""When something is on, as people write it: "Di., 9. März 2027, 15:00–17:00 Uhr"."""

from datetime import datetime
from typing import Protocol

from kiknet.calendar.month import last_day
from kiknet.i18n import _, written_day, written_days, written_stretch
from kiknet.i18n import written_times as times


class Timed(Protocol):
    """An event or a draft of one: wall times, both None while the date is open."""

    @property
    def starts_local(self) -> datetime | None: ...
    @property
    def ends_local(self) -> datetime | None: ...
    @property
    def is_all_day(self) -> bool: ...
    @property
    def date_note(self) -> str: ...


def written_when(thing: Timed, style: str = "short") -> str:
    """When something is on, in one line, for a reader who has nothing else to go by."""
    starts, ends = thing.starts_local, thing.ends_local
    if starts is None or ends is None:
        return thing.date_note or _("The date is still open")
    if not thing.is_all_day:
        return written_stretch(starts, ends, style)
    first, last = starts.date(), last_day(ends)
    if first == last:
        return _("%(day)s, all day", day=written_day(first, style))
    return written_days(first, last, style)


def written_times(thing: Timed) -> str:
    """Its times of day alone: "15:00–17:00 Uhr"."""
    if thing.is_all_day or thing.starts_local is None:
        return _("all day")
    return times(thing.starts_local, thing.ends_local)
