"""Rows of the agenda as pages show them: days, and on each its entries with every text ready."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from kiknet.calendar import when
from kiknet.calendar.agenda import BRIEF, Rows
from kiknet.calendar.month import DAY, Month, days_of, last_day
from kiknet.i18n import _
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import language_name
from kiknet.web.addresses import numbered

GERMAN_ONLY = ["de"]


class Entry(NamedTuple):
    """One event on one day. The names are those the components of templates/components/event.html read."""

    href: str
    title: str
    datetime: str
    time_text: str
    is_cancelled: bool
    is_postponed: bool
    is_network: bool
    field_key: str
    field_name: str
    is_free: bool = False
    place_name: str = ""
    organisation_name: str = ""
    languages_text: str = ""
    until_text: str = ""


@dataclass
class Day:
    """One day of a page with what is on."""

    iso: str
    number: int
    weekday: str
    month_text: str
    label: str
    is_today: bool
    href: str = ""
    is_outside: bool = False
    notes: tuple[str, ...] = ()
    events: list[Entry] = field(default_factory=list)


class Week(NamedTuple):
    number: int
    days: list[Day]


class Writer:
    """Writes rows in the reader's language. Made once a page, so that no row asks for words or addresses again."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.address = numbered("calendar.event", "event_id")
        self.names = when.names()
        self.fields = vocabulary.field_names()
        self.all_day, self.going_on = _("all day"), _("going on")
        self.until = _("until %(time)s", time="{}")
        self.labels = {today: _("today"), today + DAY: _("tomorrow")}

    def month(self, rows: Rows, month: Month, address_of_day: Callable[[str], str]) -> list[Week]:
        """The weeks of a month's grid; `address_of_day` makes a day (as in ISO 8601) a link."""
        weeks = month.weeks()
        days = {day: self.day(day) for week in weeks for day in week}
        for day, shown in days.items():
            shown.is_outside = day.month != month.number
            shown.href = address_of_day(shown.iso)
        for row in rows:
            for day in days_of(row.starts_local, row.ends_local, month.first, month.last):
                days[day].events.append(self.brief(row, day))
        return [Week(week[0].isocalendar().week, [days[day] for day in week]) for week in weeks]

    def days(self, rows: Rows, dates: list[date]) -> list[Day]:
        """These days one after the other, each with everything that is on."""
        days = {day: self.day(day) for day in dates}
        for row in rows:
            for day in days_of(row.starts_local, row.ends_local, dates[0], dates[-1]):
                days[day].events.append(self.full(row, day))
        return [*days.values()]

    def list(self, rows: Rows, first: date) -> list[Day]:
        """Only days on which something begins; what began before `first` stands there. Later pages go on."""
        days: dict[date, Day] = {}
        for row in rows:
            day = max(row.starts_local.date(), first)
            days.setdefault(day, self.day(day)).events.append(self.full(row, day))
        return [*days.values()]

    def day(self, day: date) -> Day:
        return Day(
            iso=day.isoformat(),
            number=day.day,
            weekday=self.names.long[day.weekday()],
            month_text=f"{self.names.months[day.month - 1]} {day.year}",
            label=self.labels.get(day, ""),
            is_today=day == self.today,
        )

    def brief(self, row: Any, day: date) -> Entry:
        number, title, scheduling, visibility, is_all_day, fields, starts, ends = row[: len(BRIEF)]
        first = fields[0] if fields else ""
        return Entry(
            self.address(number),
            title,
            starts.isoformat(timespec="minutes"),
            self._time(starts, ends, is_all_day, day),
            scheduling == "cancelled",
            scheduling == "postponed",
            visibility == "network",
            first,
            self.fields.get(first, ""),
        )

    def full(self, row: Any, day: date) -> Entry:
        return self.brief(row, day)._replace(
            is_free=row.cost == "free",
            place_name=row.place_name or row.place_note or (_("online") if row.online_url else ""),
            organisation_name=row.organisation_name,
            until_text=self._until(row.starts_local, row.ends_local),
            languages_text="" if row.spoken == GERMAN_ONLY else ", ".join(map(language_name, row.spoken)),
        )

    def _until(self, starts: datetime, ends: datetime) -> str:
        """The last day of what lasts for days; who dances past midnight knows."""
        last = last_day(ends)
        if last == starts.date() or ends - starts < DAY:
            return ""
        return _("until %(time)s", time=when.written(last, with_year=False))

    def _time(self, starts: datetime, ends: datetime, is_all_day: bool, day: date) -> str:
        if is_all_day:
            return self.all_day
        if starts.date() >= day:
            return _short(starts)
        return self.until.format(_short(ends)) if last_day(ends) == day else self.going_on


def _short(at: datetime) -> str:
    """Times that stand below each other: "09:30"."""
    return f"{at.hour:02}:{at.minute:02}"
