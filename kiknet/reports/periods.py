"""Stretches of days that figures are about (pure).

A period has a first and a last day, both included, as clocks at home (Europe/Berlin) know them; as moments it is
half-open, from the midnight it begins with until the midnight after it ends. So what belongs to one period never
belongs to its neighbour, and the periods of a year add up. Nothing after this moment has happened yet.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiknet import clock

YEARS = range(2000, 2101)
MOST_MONTHS = 24
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The moments from `starts` until `ends`, this one not included."""

    starts: datetime
    ends: datetime

    @property
    def is_empty(self) -> bool:
        return self.starts >= self.ends


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    def until(self, now: datetime) -> Span:
        """Its moments as far as they have passed; none of a period to come."""
        starts, ends = clock.day_span(self.first, self.last)
        return Span(starts, max(starts, min(ends, now)))

    def year_before(self, today: date) -> "Period":
        """The same days a year earlier; of a period that is running only as many as it has had, today included."""
        over = min(self.last, today) if self.first <= today else self.last
        return Period(_a_year_earlier(self.first), _a_year_earlier(over + A_DAY) - A_DAY)

    def is_running(self, today: date) -> bool:
        return self.last >= today

    @property
    def is_long(self) -> bool:
        """Longer than two years: it is looked at year by year."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return months > MOST_MONTHS

    def parts(self) -> list["Period"]:
        """Its months, or its years if it is long; the first and last may be cut."""
        found, first = [], self.first
        step = _next_year if self.is_long else _next_month
        while first <= self.last:
            following = step(first)
            found.append(Period(first, min(following - A_DAY, self.last)))
            first = following
        return found


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(day: date) -> Period:
    """The one `day` is in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, _next_month(_next_month(_next_month(first))) - A_DAY)


def presets(today: date) -> dict[str, Period]:
    """What is asked for most, by name."""
    this = quarter(today)
    return {
        "this_year": year(today.year),
        "last_year": year(today.year - 1),
        "this_quarter": this,
        "last_quarter": quarter(this.first - A_DAY),
    }


def read(first: str, last: str, today: date) -> Period:
    """What `?von=&bis=` say; what is missing or no day is the beginning or the end of this year."""
    usual = year(today.year)
    begins, ends = _day(first) or usual.first, _day(last) or usual.last
    return Period(min(begins, ends), max(begins, ends))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _a_year_earlier(day: date) -> date:
    """29 February is 1 March of the year before: as the midnight after the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 3, 1) if is_leap_day else day.replace(year=day.year - 1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)
