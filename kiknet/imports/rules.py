"""Rules of repetition as other calendars write them (RFC 5545, 3.3.10), and their dates, in bounded time.

kiknet itself keeps a small part of these rules (`calendar.recurrence`); of any other the dates are worked out here.
A library would look for a date until the year 9999; this one walks through days that are wanted and no further.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports.values import when

LONGEST_RULE = 1000
MOST_PARTS = 400
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
NUMBERS = {
    "BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}  # fmt: skip
OF_THE_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")


@dataclass(frozen=True, kw_only=True)
class ForeignRule:
    """A rule as it was written; `until` is wall time here or None, `parts` are the numbers of its BY… parts."""

    text: str
    frequency: str
    interval: int
    count: int | None
    until: datetime | None
    week_starts: int
    weekdays: tuple[tuple[int, int], ...]
    parts: dict[str, tuple[int, ...]]


def parse(text: str, zone: str | None) -> ForeignRule:
    """The rule; `Rejected` for one that repeats within a day or makes no sense. UNTIL may float in `zone`."""
    if len(text) > LONGEST_RULE:
        raise Rejected(_l("The rule of repetition is too long."))
    given = dict(_pairs(text))
    frequency = given.get("FREQ", "")
    if frequency in TOO_OFTEN:
        raise Rejected(_l("It repeats within a day; a calendar of events has no use for that."))
    if frequency not in FREQUENCIES:
        raise Rejected(_l("The rule of repetition does not say how often."))
    _check_clock(given)
    until = when(given["UNTIL"], zone) if "UNTIL" in given else None
    ends = until.at_home() if until else None
    return ForeignRule(
        text=text,
        frequency=frequency,
        interval=_number(given.get("INTERVAL", "1"), 1, 10_000),
        count=_number(given["COUNT"], 1, 10**12) if "COUNT" in given else None,
        until=ends + timedelta(days=1, seconds=-1) if ends and until and until.is_date else ends,
        week_starts=WEEKDAYS.index(given["WKST"]) if given.get("WKST") in WEEKDAYS else 0,
        weekdays=tuple(_weekday(part) for part in _listed(given.get("BYDAY", ""))),
        parts={key: tuple(_number(n, *NUMBERS[key]) for n in _listed(given[key])) for key in NUMBERS if given.get(key)},
    )


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.upper().split(";"):
        key, _equals, value = part.partition("=")
        yield key.strip(), value.strip()


def _listed(value: str) -> list[str]:
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if len(parts) > MOST_PARTS:
        raise Rejected(_l("The rule of repetition is too long."))
    return parts


def _number(text: str, least: int, most: int) -> int:
    """A number that is not 0, within bounds."""
    sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text.removeprefix("+"))
    value = sign * int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 13 else 0
    if value == 0 or not least <= value <= most:
        raise Rejected(_l("The rule of repetition has a number that makes no sense: %(number)s.", number=text[:20]))
    return value


def _weekday(text: str) -> tuple[int, int]:
    """`2TU` → (2, 1), `MO` → (0, 0)."""
    if text[-2:] not in WEEKDAYS:
        raise Rejected(_l("The rule of repetition has a weekday that does not exist: %(day)s.", day=text[:10]))
    return (_number(text[:-2], -53, 53) if text[:-2] else 0), WEEKDAYS.index(text[-2:])


def _check_clock(given: dict[str, str]) -> None:
    if any("," in given.get(key, "") for key in OF_THE_CLOCK):
        raise Rejected(_l("It repeats within a day; a calendar of events has no use for that."))


def dates(rule: ForeignRule, starts: datetime, until: datetime, most: int) -> list[datetime]:
    """The first `most` dates from `starts` (wall time) to `until`, both inclusive.

    `starts` counts as the first even where the rule does not make it (3.8.5.3).
    """
    last = min(until, rule.until) if rule.until else until
    if rule.until and rule.until < starts:
        return [starts]
    following = (datetime.combine(day, starts.time()) for day in _days(rule, starts.date(), last.date()))
    within = [starts, *islice((at for at in following if starts < at <= last), min(most, rule.count or most) - 1)]
    return within


def _days(rule: ForeignRule, first: date, last: date) -> Iterator[date]:
    for period in _periods(rule, first, last):
        chosen = [day for day in period if _is_chosen(rule, first, day)]
        positions = rule.parts.get("BYSETPOS")
        if positions:
            chosen = sorted({chosen[p - 1 if p > 0 else p] for p in positions if -len(chosen) <= p <= len(chosen)})
        yield from chosen


def _periods(rule: ForeignRule, first: date, last: date) -> Iterator[list[date]]:
    """The days of every year, month, week or day the rule looks at."""
    begins, step = _beginning(rule, first), 0
    while (begin := _later(rule, begins, step)) is not None and begin <= last:
        end = _later(rule, begin, 1, interval=1) or last
        yield [begin + timedelta(days=n) for n in range((end - begin).days)]
        step += 1


def _beginning(rule: ForeignRule, first: date) -> date:
    if rule.frequency == "YEARLY":
        return first.replace(month=1, day=1)
    if rule.frequency == "MONTHLY":
        return first.replace(day=1)
    return first - timedelta(days=(first.weekday() - rule.week_starts) % 7) if rule.frequency == "WEEKLY" else first


def _later(rule: ForeignRule, begin: date, steps: int, interval: int | None = None) -> date | None:
    count = steps * (interval or rule.interval)
    try:
        if rule.frequency in {"YEARLY", "MONTHLY"}:
            months = begin.year * 12 + begin.month - 1 + count * (12 if rule.frequency == "YEARLY" else 1)
            return date(months // 12, months % 12 + 1, 1)
        return begin + timedelta(days=count * (7 if rule.frequency == "WEEKLY" else 1))
    except (ValueError, OverflowError):
        return None


def _is_chosen(rule: ForeignRule, first: date, day: date) -> bool:
    parts = rule.parts
    months = parts.get("BYMONTH") or _usual_months(rule, first)
    if months and day.month not in months:
        return False
    month_days = parts.get("BYMONTHDAY") or _usual_month_days(rule, first)
    length = calendar.monthrange(day.year, day.month)[1]
    if month_days and day.day not in month_days and day.day - length - 1 not in month_days:
        return False
    of_year, days_of_year = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    year_days = parts.get("BYYEARDAY")
    if year_days and of_year not in year_days and of_year - days_of_year - 1 not in year_days:
        return False
    return _is_in_week(rule, day) and _is_weekday(rule, first, day, length)


def _usual_months(rule: ForeignRule, first: date) -> tuple[int, ...]:
    has_days = rule.weekdays or rule.parts.keys() & {"BYYEARDAY", "BYWEEKNO", "BYMONTHDAY"}
    return () if rule.frequency != "YEARLY" or has_days else (first.month,)


def _usual_month_days(rule: ForeignRule, first: date) -> tuple[int, ...]:
    has_days = rule.weekdays or rule.parts.keys() & {"BYYEARDAY", "BYWEEKNO"}
    return () if rule.frequency not in {"YEARLY", "MONTHLY"} or has_days else (first.day,)


def _is_in_week(rule: ForeignRule, day: date) -> bool:
    weeks = rule.parts.get("BYWEEKNO")
    if not weeks or rule.frequency != "YEARLY":
        return True
    year, week, _weekday = day.isocalendar()
    return year == day.year and (week in weeks or week - date(year, 12, 28).isocalendar().week - 1 in weeks)


def _is_weekday(rule: ForeignRule, first: date, day: date, length: int) -> bool:
    wanted = rule.weekdays
    if not wanted:
        needs_it = rule.frequency == "WEEKLY" or "BYWEEKNO" in rule.parts
        return not needs_it or day.weekday() == first.weekday()
    in_month = rule.frequency == "MONTHLY" or "BYMONTH" in rule.parts
    number, size = (day.day, length) if in_month else _in_year(day)
    from_start, from_end = (number - 1) // 7 + 1, -((size - number) // 7 + 1)
    counts = rule.frequency in {"MONTHLY", "YEARLY"}
    return any(
        day.weekday() == weekday and (not (nth and counts) or nth in {from_start, from_end}) for nth, weekday in wanted
    )


def _in_year(day: date) -> tuple[int, int]:
    return day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
