"""How an event repeats: the subset of RFC 5545's recurrence rules (3.3.10) that people use, and their dates.

Wall time in, wall time out: a rule knows no zone. The steps are our own, because a library looks for the next date of a
rule without any up to the year 9999; here nobody looks further than they asked.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from kiknet import clock
from kiknet.errors import Rejected
from kiknet.i18n import _l

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTHS = (1, 2, 3, 4, 5, -1)
MOST_STEPS = 99
MOST_DATES = 1000
YEARS_LOOKED_AT = 60
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "WKST"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`weekdays` are (nth, weekday) with Monday 0; nth 0 is every one, -1 the last of the month.

    What is not said comes from the first date: its weekday, its day of the month. `until` is a local day, included.
    Raises `Rejected` for what is outside the subset.
    """

    frequency: str
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_day: int | None = None
    month: int | None = None
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        for is_wrong, reason in self._faults():
            if is_wrong:
                raise Rejected(reason, "rule")
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays), key=lambda each: (each[0] < 0, each))))

    def _faults(self) -> Iterator[tuple[bool, str]]:
        by_month, by_year = self.frequency in {"MONTHLY", "YEARLY"}, self.frequency == "YEARLY"
        nths = {nth for nth, _weekday in self.weekdays}
        yield self.frequency not in FREQUENCIES, _l("A series repeats by days, weeks, months or years.")
        yield not 1 <= self.interval <= MOST_STEPS, _l("The distance between dates is a number from 1 to 99.")
        yield self.count is not None and self.until is not None, _l("Either a number of dates or a last day, not both.")
        yield self.count is not None and not 1 <= self.count <= 9999, _l("A series has 1 to 9,999 dates.")
        yield not all(0 <= weekday <= 6 for _nth, weekday in self.weekdays), _l("There is no such weekday.")
        yield not nths <= {0, *(NTHS if by_month else ())}, _l("Only months have a first to fifth or last weekday.")
        yield self.frequency == "DAILY" and bool(self.weekdays), _l("Weekdays belong to weeks or months.")
        yield by_year and 0 in nths, _l("Weekdays belong to weeks or months.")
        yield self.month_day is not None and not by_month, _l("A day of the month belongs to months.")
        yield self.month_day is not None and self.month_day not in {-1, *range(1, 32)}, _l("No month has such a day.")
        yield self.month_day is not None and bool(self.weekdays), _l("Either a day of the month or weekdays, not both.")
        is_within_year = by_year and bool(self.weekdays or self.month_day)
        yield is_within_year and self.month is None, _l("In which month of the year?")
        yield self.month is not None and not (by_year and 1 <= self.month <= 12), _l("A month belongs to years.")

    @classmethod
    def parse(cls, text: str, starts: datetime | None = None, zone: str = clock.HOME_ZONE) -> "Rule":
        """The rule written as RFC 5545 does, with or without "RRULE:". Raises `Rejected` with a sentence.

        An UNTIL with a time means the day before, if the dates begin (as `starts` does) later than that.
        """
        parts = _parts(text)
        rule = cls(
            frequency=parts.get("FREQ", ""),
            interval=_number(parts.get("INTERVAL", "1")),
            weekdays=_weekdays(parts.get("BYDAY", ""), parts.get("BYSETPOS")),
            month_day=_number(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
            month=_number(parts["BYMONTH"]) if "BYMONTH" in parts else None,
            count=_number(parts["COUNT"]) if "COUNT" in parts else None,
            until=_until(parts["UNTIL"], starts, zone) if "UNTIL" in parts else None,
        )
        if not _has_weeks_like_ours(rule, parts.get("WKST", "MO")):
            raise Rejected(_l("Here weeks begin on Monday."), "rule")
        return rule

    def text(self, until: str = "") -> str:
        """The rule as RFC 5545 writes it, always the same for the same rule; `until` replaces the local last day."""
        named = [(f"{nth or ''}{WEEKDAYS[weekday]}") for nth, weekday in self.weekdays]
        parts = {
            "FREQ": self.frequency,
            "INTERVAL": self.interval if self.interval > 1 else None,
            "BYMONTH": self.month,
            "BYMONTHDAY": self.month_day,
            "BYDAY": ",".join(named),
            "COUNT": self.count,
            "UNTIL": until or (f"{self.until:%Y%m%d}" if self.until else None),
        }
        return ";".join(f"{key}={value}" for key, value in parts.items() if value)


def dates(
    rule: Rule,
    starts: datetime,
    until: datetime,
    most: int = MOST_DATES,
    is_skipped: Callable[[date], bool] | None = None,
) -> list[datetime]:
    """The first `most` local starts in order, none before `starts` or after `until`.

    Skipped days count for COUNT as if they took place, as EXDATE does. A `starts` the rule does not hit is no date.
    """
    last = min(until.date(), rule.until or date.max, starts.date() + timedelta(days=366 * YEARS_LOOKED_AT))
    days = islice((day for day in _days(rule, starts.date(), last) if day >= starts.date()), rule.count)
    kept = (datetime.combine(day, starts.time()) for day in days if not (is_skipped and is_skipped(day)))
    return [*islice((moment for moment in kept if moment <= until), most)]


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    for period in _periods(rule, first, last):
        yield from (day for day in period if day <= last)


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """The days of every day, week, month or year the rule looks at, as far as `last`."""
    if rule.frequency == "DAILY":
        for number in range(first.toordinal(), last.toordinal() + 1, rule.interval):
            yield [date.fromordinal(number)]
    elif rule.frequency == "WEEKLY":
        monday = first.toordinal() - first.weekday()
        weekdays = [weekday for _nth, weekday in rule.weekdays] or [first.weekday()]
        for number in range(monday, last.toordinal() + 1, 7 * rule.interval):
            yield [date.fromordinal(number + weekday) for weekday in weekdays]
    else:
        step = rule.interval * (12 if rule.frequency == "YEARLY" else 1)
        begin = 12 * first.year + (rule.month or first.month) - 1
        for number in range(begin, 12 * last.year + last.month, step):
            yield _days_of_month(rule, first, number // 12, number % 12 + 1)


def _days_of_month(rule: Rule, first: date, year: int, month: int) -> list[date]:
    length = monthrange(year, month)[1]
    if not rule.weekdays:
        wanted = rule.month_day or first.day
        number = length if wanted == -1 else wanted
        return [date(year, month, number)] if number <= length else []
    opening = date(year, month, 1).weekday()
    found: set[int] = set()
    for nth, weekday in rule.weekdays:
        all_of_them = range(1 + (weekday - opening) % 7, length + 1, 7)
        found.update(all_of_them if nth == 0 else all_of_them[nth - 1 : nth] if nth > 0 else all_of_them[-1:])
    return [date(year, month, number) for number in sorted(found)]


def _parts(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").strip(";").split(";")]
    keys = [key for key, _equals, _value in pairs]
    if len(text) > 500 or len(keys) > len(set(keys)) or not all(value for _key, _equals, value in pairs):
        raise Rejected(_l("This is not a rule for repeating."), "rule")
    if not set(keys) <= _KNOWN:
        raise Rejected(_l("A rule with %(part)s is not understood here.", part=min(set(keys) - _KNOWN)[:20]), "rule")
    parts = {key: value for key, _equals, value in pairs}
    if (parts.get("FREQ"), parts.get("INTERVAL", "1")) == ("DAILY", "1") and "BYDAY" in parts:
        parts["FREQ"] = "WEEKLY"  # "daily, Monday to Friday" is "weekly, Monday to Friday"
    return parts


def _number(text: str) -> int:
    """A whole number; what is none, or absurdly long, is refused where its range is checked."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise Rejected(_l("“%(text)s” is not a number for a rule.", text=text[:20]), "rule")
    return int(text)


def _weekdays(text: str, position: str | None) -> tuple[tuple[int, int], ...]:
    """BYDAY; Outlook writes the second Tuesday as BYDAY=TU;BYSETPOS=2."""
    found = [_WEEKDAY.fullmatch(part) for part in text.split(",")] if text else []
    if not all(found):
        raise Rejected(_l("There is no such weekday."), "rule")
    weekdays = tuple((int(each[1] or 0), WEEKDAYS.index(each[2])) for each in found if each)
    if position is None:
        return weekdays
    if len(weekdays) != 1 or weekdays[0][0]:
        raise Rejected(_l("A rule with %(part)s is not understood here.", part="BYSETPOS"), "rule")
    return ((_number(position), weekdays[0][1]),)


def _has_weeks_like_ours(rule: Rule, first_weekday: str) -> bool:
    """Where a week begins matters only to weeks that are left out, and days on both sides of its beginning."""
    if rule.frequency != "WEEKLY" or rule.interval == 1 or len(rule.weekdays) < 2 or first_weekday == "MO":
        return True
    return first_weekday == "SU" and (0, 6) not in rule.weekdays


def _until(text: str, starts: datetime | None, zone: str) -> date:
    found = _UNTIL.fullmatch(text)
    try:
        if not found:
            raise ValueError
        moment = datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - wall time
    except ValueError:
        raise Rejected(_l("The last day is not a date."), "rule") from None
    if not found[2]:
        return moment.date()
    if not 1900 < moment.year < 3000:
        raise Rejected(_l("The last day is not a date."), "rule")
    local = clock.to_local(moment.replace(tzinfo=UTC), zone) if found[3] else moment
    is_too_early = starts is not None and local.time() < starts.time()
    return local.date() - timedelta(days=1) if is_too_early else local.date()
