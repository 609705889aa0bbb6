"""When a summary is due: in the morning, by the clock on the wall."""

from datetime import date, datetime, time, timedelta

from kiknet import clock

MORNING = time(7)
MONDAY = 0


def next_summary(cadence: str, after: datetime) -> datetime | None:
    """The first morning after the moment `after`: any day for "daily", a Monday for "weekly", none for "instant"."""
    if cadence == "instant":
        return None
    day = clock.to_local(after).date()
    if _morning(day) <= after:
        day += timedelta(days=1)
    if cadence == "weekly":
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return _morning(day)


def _morning(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, MORNING))
