"""The honest plan of a week or a month: what is taken, what is asked for, when it is open."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kiknet import clock
from kiknet.booking import policy, queries, rules
from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.opening import open_times
from kiknet.booking.slot import Slot
from kiknet.booking.words import clock_of
from kiknet.organisations.acting import Acting


@dataclass(frozen=True)
class Entry:
    """A slot as its plan shows it; strangers are not told who and what for."""

    times: str
    state: str
    resource: Resource
    quantity: int
    who: str = ""
    purpose: str = ""
    booking_id: int | None = None
    """Only for those who may open the booking."""


@dataclass(frozen=True)
class Day:
    date: date
    is_outside: bool = False
    open: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.date == clock.today()

    @property
    def is_past(self) -> bool:
        return self.date < clock.today()


def read_week(text: str, today: date) -> date:
    """The Monday of "2027-W10"; of this week for anything else."""
    try:
        year, _w, week = text.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return today - timedelta(days=today.weekday())


def write_week(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def read_month(text: str) -> date | None:
    """The first of "2027-03"; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def week(by: Acting | None, resources: Sequence[Resource], monday: date) -> list[Day]:
    """Seven days of all these resources: one query."""
    return _days(by, resources, [monday + timedelta(days=number) for number in range(7)])


def month(by: Acting | None, resource: Resource, first: date) -> list[list[Day]]:
    """The weeks of a month: one query."""
    dates = calendar.Calendar().monthdatescalendar(first.year, first.month)
    days = _days(by, [resource], [day for row in dates for day in row], first.month)
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _days(by: Acting | None, resources: Sequence[Resource], dates: list[date], inside: int | None = None) -> list[Day]:
    span = Slot(*clock.day_span(dates[0], dates[-1]))
    slots = queries.slots_shown([r.id for r in resources], span)
    only = resources[0] if len(resources) == 1 else None
    return [
        Day(
            day,
            inside is not None and day.month != inside,
            _open(only, day) if only else [],
            [_entry(by, slot, day) for slot in slots if _is_shown(by, slot, day)],
        )
        for day in dates
    ]


def _open(resource: Resource, day: date) -> list[str]:
    stretches = open_times(resource.hours, resource.closures, day, day, rules.holidays(resource))
    return [clock_of(stretch, day) for stretch in stretches]


def _is_shown(by: Acting | None, slot: BookingSlot, day: date) -> bool:
    if not slot.slot.overlaps(Slot(*clock.day_span(day, day))):
        return False
    return slot.state != "requested" or (by is not None and slot.is_waiting)


def _entry(by: Acting | None, slot: BookingSlot, day: date) -> Entry:
    times = clock_of(slot.slot, day)
    if by is None or not policy.may_see_who(by):
        return Entry(times, "taken", slot.resource, slot.quantity)
    is_mine = by.organisation_id in {slot.booking.organisation_id, slot.resource.owner_id} and by.organisation_id
    return Entry(
        times,
        slot.state_now,
        slot.resource,
        slot.quantity,
        slot.booking.organisation.name,
        slot.booking.purpose if is_mine else "",
        slot.booking_id if is_mine else None,
    )
