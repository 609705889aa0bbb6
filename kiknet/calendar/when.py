"""When something takes place, in one line as people write it."""

from datetime import datetime, timedelta
from typing import Protocol

from kiknet.i18n import _, written_day, written_time


class Timed(Protocol):
    """An event or a draft of one: wall times, both None while the date is open."""

    starts_local: datetime | None
    ends_local: datetime | None
    is_all_day: bool
    date_note: str


def written_when(thing: Timed) -> str:
    """ "Dienstag, 9. März 2027, 15:00–17:00 Uhr", in the reader's language."""
    starts, ends = thing.starts_local, thing.ends_local
    if starts is None or ends is None:
        return thing.date_note or _("The date is still open")
    if thing.is_all_day:
        return _all_day(starts, ends - timedelta(days=1))
    first, begins, finishes = written_day(starts.date()), written_time(starts), written_time(ends)
    if ends - starts < timedelta(days=1) and (ends.date() == starts.date() or ends.time() < starts.time()):
        return _("%(day)s, %(begins)s–%(ends)s", day=first, begins=begins, ends=finishes)
    last = written_day(ends.date())
    return _("%(first)s, %(begins)s – %(last)s, %(ends)s", first=first, begins=begins, last=last, ends=finishes)


def _all_day(first: datetime, last: datetime) -> str:
    if first.date() >= last.date():
        return written_day(first.date())
    return _("%(first)s – %(last)s", first=written_day(first.date()), last=written_day(last.date()))
