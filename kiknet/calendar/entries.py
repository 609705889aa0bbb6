"""Rows of the agenda as pages show them: days, and on each its entries with every text ready."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from kiknet.calendar.addressing import date_address
from kiknet.calendar.agenda import Rows
from kiknet.calendar.month import DAY, Month, days_of, last_day
from kiknet.calendar.occasions import Note
from kiknet.i18n import _, calendar_names, written_day
from kiknet.vocabulary.words import language_name
from kiknet.web.addresses import numbered

GERMAN_ONLY = ["de"]
TIMES = {(hour, minute): f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)}
STRIKING = ("cancelled", "postponed", "place_open")
Notes = Mapping[date, Sequence[Note]]
NO_NOTES: Notes = {}


class Entry(NamedTuple):
    """One event on one day of a list. The names are those templates/components/event.raw.html reads."""

    href: str
    title: str
    datetime: str
    time_text: str
    until_text: str
    status: str
    is_network: bool
    is_free: bool
    field_key: str
    field_name: str
    place_name: str
    organisation_name: str
    languages_text: str
    is_series: bool = False


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
    notes: Sequence[Note] = ()
    events: list[Any] = field(default_factory=list)

    @property
    def jump(self) -> tuple[str, str]:
        """Where it stands on a page, and the text of a link that leads there."""
        return f"tag-{self.iso}", written_day(date.fromisoformat(self.iso), "numeric")


class Week(NamedTuple):
    number: int
    days: list[Day]


class Writer:
    """Writes rows in the reader's language. Made once a page, so that no row asks for words or addresses again.

    `fields` are the names of the fields of action by their keys.
    """

    def __init__(self, today: date, fields: dict[str, str]) -> None:
        self.today, self.fields = today, fields
        self.address = numbered("calendar.event", "event_id")
        self.is_plain = "?" not in self.address(0)
        self.names = calendar_names()
        self.all_day, self.going_on, self.online = _("all day"), _("going on"), _("online")
        self.until, self.network_only = _("until %(time)s", time="{}"), _("Network only")
        self.labels = {today: _("today"), today + DAY: _("tomorrow")}

    def month(self, rows: Rows, month: Month, address_of_day: Callable[[str], str], notes: Notes) -> list[Week]:
        """The weeks of a month's grid; `address_of_day` makes a day (as in ISO 8601) a link."""
        weeks = month.weeks()
        days = {day: self.day(day, notes) for week in weeks for day in week}
        for day, shown in days.items():
            shown.is_outside = day.month != month.number
            shown.href = address_of_day(shown.iso)
        for number, title, scheduling, visibility, is_all_day, fields, starts, ends, recurrence_id, usual in rows:
            status = scheduling if scheduling in STRIKING else ""
            note = self.network_only if visibility == "network" else ""
            href = self._href(number, recurrence_id, usual)
            rest = (title, _first(fields), status, note, recurrence_id is not None)
            begin = starts.date()
            if not is_all_day and begin == ends.date() and month.first <= begin <= month.last:  # as nearly all are
                days[begin].events.append((href, TIMES[starts.hour, starts.minute], *rest))
                continue
            for day in days_of(starts, ends, month.first, month.last):
                days[day].events.append((href, self._time(starts, ends, is_all_day, day), *rest))
        return [Week(week[0].isocalendar().week, [days[day] for day in week]) for week in weeks]

    def days(self, rows: Rows, dates: list[date], notes: Notes = NO_NOTES) -> list[Day]:
        """These days one after the other, each with everything that is on."""
        days = {day: self.day(day, notes) for day in dates}
        for row in rows:
            for day in days_of(row.starts_local, row.ends_local, dates[0], dates[-1]):
                days[day].events.append(self.entry(row, day))
        return [*days.values()]

    def list(self, rows: Rows, first: date, notes: Notes = NO_NOTES) -> list[Day]:
        """Only days on which something begins, or there is a note; what began before `first` stands there."""
        days = {day: self.day(day, notes) for day in notes}
        for row in rows:
            day = max(row.starts_local.date(), first)
            if day not in days:
                days[day] = self.day(day)
            days[day].events.append(self.entry(row, day))
        return [days[day] for day in sorted(days)]

    def day(self, day: date, notes: Notes = NO_NOTES) -> Day:
        return Day(
            iso=day.isoformat(),
            number=day.day,
            weekday=self.names.long[day.weekday()],
            month_text=f"{self.names.months[day.month - 1]} {day.year}",
            label=self.labels.get(day, ""),
            is_today=day == self.today,
            notes=notes.get(day, ()),
        )

    def entry(self, row: Any, day: date) -> Entry:
        number, title, scheduling, visibility, is_all_day, fields, starts, ends, recurrence_id, usual, *more = row
        cost, spoken, place_note, online_url, place_name, organisation_name = more
        field = _first(fields)
        return Entry(
            href=self._href(number, recurrence_id, usual),
            title=title,
            datetime=starts.isoformat(timespec="minutes"),
            time_text=self._time(starts, ends, is_all_day, day),
            until_text=self._until(starts, ends),
            status=scheduling if scheduling in STRIKING else "",
            is_network=visibility == "network",
            is_free=cost == "free",
            field_key=field,
            field_name=self.fields.get(field, ""),
            place_name=place_name or place_note or (self.online if online_url else ""),
            organisation_name=organisation_name,
            languages_text="" if spoken == GERMAN_ONLY else ", ".join(map(language_name, spoken)),
            is_series=recurrence_id is not None,
        )

    def _href(self, number: int, recurrence_id: datetime | None, usual: datetime) -> str:
        page = self.address(number)
        if recurrence_id is None:
            return page
        if self.is_plain and (recurrence_id.hour, recurrence_id.minute) == (usual.hour, usual.minute):
            return f"{page}/{recurrence_id.isoformat()[:10]}"  # as nearly all are: what date_address gives, at once
        return date_address(page, recurrence_id, usual)

    def _until(self, starts: datetime, ends: datetime) -> str:
        """The last day of what lasts for days; who dances past midnight knows."""
        last = last_day(ends)
        if last == starts.date() or ends - starts < DAY:
            return ""
        return _("until %(time)s", time=written_day(last, "short", starts))

    def _time(self, starts: datetime, ends: datetime, is_all_day: bool, day: date) -> str:
        if is_all_day:
            return self.all_day
        if starts.date() >= day:
            return TIMES[starts.hour, starts.minute]
        return self.until.format(TIMES[ends.hour, ends.minute]) if last_day(ends) == day else self.going_on


def _first(fields: str) -> str:
    return fields[1 : fields.find("|", 1)]
