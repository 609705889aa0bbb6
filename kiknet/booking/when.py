"""A slot in an address: `?tag=2027-03-06&von=14:00&bis=18:00`, with `bis_tag` if it ends on a later day."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from kiknet import clock
from kiknet.booking.slot import Slot
from kiknet.web.typed import read_day, read_time


def slot_from(args: Mapping[str, str]) -> Slot | None:
    """What an address or a search form says; None if it says no day, or no time that makes sense."""
    day = read_day(args.get("tag", ""), clock.today())
    starts, ends = read_time(args.get("von", "") or "8"), read_time(args.get("bis", "") or "22")
    if day is None or starts is None or ends is None:
        return None
    wall = wall_times(day, starts, ends, read_day(args.get("bis_tag", ""), clock.today()))
    return moments(*wall) if wall else None


def wall_times(day: date, starts: time, ends: time, last_day: date | None = None) -> tuple[datetime, datetime] | None:
    """Begin and end; an end that is not later than the begin is on the next day. None if it ends before it begins."""
    last = last_day or (day if starts < ends else day + timedelta(days=1))
    begin, end = datetime.combine(day, starts), datetime.combine(last, ends)
    return (begin, end) if begin < end else None


def moments(begin: datetime, end: datetime) -> Slot | None:
    """The slot of two wall times; None when the clocks' change leaves nothing of it."""
    starts_at, ends_at = clock.from_local(begin), clock.from_local(end)
    return Slot(starts_at, ends_at) if starts_at < ends_at else None


def query_of(slot: Slot, quantity: int = 1) -> dict[str, Any]:
    """The keys of an address for `slot`; `slot_from` reads them."""
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    keys: dict[str, Any] = {"tag": starts.date().isoformat(), "von": f"{starts:%H:%M}", "bis": f"{ends:%H:%M}"}
    if ends.date() not in {starts.date(), starts.date() + timedelta(days=1)} or (
        ends.date() > starts.date() and ends.time() > starts.time()
    ):
        keys["bis_tag"] = ends.date().isoformat()
    return keys | ({"anzahl": quantity} if quantity > 1 else {})
