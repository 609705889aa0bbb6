"""The dates of something that repeats, counted in wall time: 19:00 stays 19:00 when the clocks change."""

from datetime import date, datetime, timedelta
from itertools import islice

from kiknet import clock
from kiknet.booking.slot import Slot

EVERY = ("", "week", "fortnight", "month")
MOST = 60


def slots(starts: datetime, ends: datetime, every: str = "", until: date | None = None) -> list[Slot]:
    """The slots from `starts` to `ends` (wall times), repeated up to the day `until`; no more than one beyond `MOST`.

    `every` month means: on the same weekday of it, such as its second Tuesday; a fifth one is its last.
    """
    firsts = [starts] if not every or until is None else _starts(starts, every, until)
    return [_slot(first, ends - starts) for first in firsts[: MOST + 1]]


def _slot(first: datetime, length: timedelta) -> Slot:
    """In the hour that is skipped in spring, the end would come before the start: it then lasts as long as asked."""
    starts_at, ends_at = clock.from_local(first), clock.from_local(first + length)
    return Slot(starts_at, ends_at if starts_at < ends_at else starts_at + length)


def _starts(starts: datetime, every: str, until: date) -> list[datetime]:
    from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday  # few ask for something that repeats

    end = datetime.combine(until + timedelta(days=1), datetime.min.time()) - timedelta(seconds=1)
    if every == "month":
        nth = (starts.day - 1) // 7 + 1
        same = weekday(starts.weekday())(nth if nth < 5 else -1)
        rule = rrule(MONTHLY, dtstart=starts, until=end, byweekday=same)
    else:
        rule = rrule(WEEKLY, interval={"week": 1, "fortnight": 2}[every], dtstart=starts, until=end)
    return [starts, *(each for each in islice(rule, MOST + 1) if each > starts)]
