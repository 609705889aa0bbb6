"""The weeks and days a page shows: months as a grid, ISO 8601 weeks, and the days a date covers (pure)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

YEARS = range(2000, 2100)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
INSTANT = timedelta(microseconds=1)
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True)
class Month:
    """A month of the calendar; raises `ValueError` for one that is none, or too far away."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.year not in YEARS or not 1 <= self.number <= 12:
            raise ValueError(f"{self.year}-{self.number} is no month we show")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year + self.number // 12, self.number % 12 + 1, 1) - DAY

    @property
    def previous(self) -> "Month | None":
        return _month_or_none(self.first - DAY)

    @property
    def next(self) -> "Month | None":
        return _month_or_none(self.last + DAY)

    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday to Sunday that hold every day of the month, with the neighbours' days at the ends."""
        monday = self.first - self.first.weekday() * DAY
        weeks = []
        while monday <= self.last:
            weeks.append([monday + n * DAY for n in range(7)])
            monday += WEEK
        return weeks


@dataclass(frozen=True)
class Week:
    """A week by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day - day.weekday() * DAY)

    @classmethod
    def parse(cls, text: str) -> "Week | None":
        """The week named as in ISO 8601, "2027-W10", if there is one."""
        found = _WEEK.fullmatch(text)
        if not found or int(found[1]) not in YEARS:
            return None
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return None

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def name(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def days(self) -> list[date]:
        return [self.monday + n * DAY for n in range(7)]

    @property
    def previous(self) -> "Week | None":
        return Week.parse(Week(self.monday - WEEK).name)

    @property
    def next(self) -> "Week | None":
        return Week.parse(Week(self.monday + WEEK).name)


def last_day(ends: datetime) -> date:
    """The last day something is on that ends at this wall time: midnight still belongs to the day before."""
    return ends.date() if ends.hour or ends.minute else (ends - INSTANT).date()


def days_of(starts: datetime, ends: datetime, first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which something is on from `starts` until `ends` (wall time, end excluded)."""
    begin, end = starts.date(), last_day(ends)
    if begin == end:
        return [begin] if first <= begin <= last else []
    begin, end = max(begin, first), min(end, last)
    return [begin + n * DAY for n in range((end - begin).days + 1)]


def _month_or_none(day: date) -> Month | None:
    return Month.of(day) if day.year in YEARS else None
