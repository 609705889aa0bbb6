"""The list of dates a series would have, to look at before it is saved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kiknet.calendar.dates import by_rule, horizon
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.repeat_choice import LONGEST, Series
from kiknet.calendar.rule_words import sentence
from kiknet.observances import bavaria

MOST_SHOWN = 120


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One day of the list: on, taken out (`is_on` is false), added, or left out because of a holiday with a name.

    `is_timed` if it begins at another time than the rest.
    """

    starts: datetime
    is_on: bool = True
    is_added: bool = False
    is_timed: bool = False
    holiday: str = ""

    @property
    def day(self) -> date:
        return self.starts.date()


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`more` dates follow after those shown, the last known one at `last`; `goes_on` without an end.

    School holidays are known until `known_until`, and months may lack the `day_of_month`, where that matters.
    """

    sentence: str
    first: date
    listed: tuple[Listed, ...]
    more: int = 0
    last: date | None = None
    known_until: date | None = None
    day_of_month: int = 0
    goes_on: bool = False

    def months(self) -> list[tuple[date, list[Listed]]]:
        """By the first day of their month."""
        return [(month, list(days)) for month, days in groupby(self.listed, lambda each: each.day.replace(day=1))]

    @property
    def shown(self) -> str:
        """The days one can untick, as the form sends them along."""
        return ",".join(each.day.isoformat() for each in self.listed if not each.holiday and not each.is_added)

    @property
    def count(self) -> int:
        return sum(each.is_on and not each.holiday for each in self.listed) + self.more


def preview_of(series: Series, today: date) -> Preview:
    """The dates from `today` on, as far as they will be kept; without a rule the first one and the added."""
    starts = series.starts_local
    rule = Rule.parse(series.rule) if series.rule else None
    until = max(starts, horizon(series, today))
    made = by_rule(series, until) if rule else [starts]
    listed = _listed(series, made, until)
    coming = [each for each in listed if each.day >= today]
    rest = [each for each in coming[MOST_SHOWN:] if each.is_on and not each.holiday]
    is_open = series.skips_holidays and rule is not None and (rule.until or date.max) > bavaria.known_until()
    return Preview(
        sentence=sentence(rule, starts, skips_holidays=series.skips_holidays) if rule else "",
        first=starts.date(),
        listed=tuple(coming[:MOST_SHOWN]),
        more=len(rest),
        last=rest[-1].day if rest else None,
        known_until=bavaria.known_until() if is_open else None,
        goes_on=rule is not None and rule.until is None and rule.count is None,
        day_of_month=starts.day if rule and rule.month_day and rule.month_day > 28 else 0,
    )


def _listed(series: Series, made: list[datetime], until: datetime) -> list[Listed]:
    starts, removed = series.starts_local, set(series.removed)
    names = holiday_names(starts.date(), until.date()) if series.skips_holidays else {}
    found = [Listed(starts=at, is_on=at not in removed, holiday=names.get(at.date(), "")) for at in made]
    for at in set(series.added) - {each.starts for each in found if not each.holiday}:
        found.append(Listed(starts=at, is_added=True, is_timed=at.time() != starts.time()))
    return sorted(found, key=lambda each: each.starts)


def holiday_names(first: date, last: date) -> dict[date, str]:
    """Public and school holidays in Bavaria by their German names; a public one has the say."""
    years = range(first.year, last.year + 1)
    kinds = (bavaria.school_holidays, bavaria.public_holidays)
    return {day: name for kind in kinds for year in years for day, name in kind(year).items()}


def free_days(first: date) -> Collection[date]:
    """The holidays from `first` on, as far as a form looks."""
    return bavaria.free_days(first, first + LONGEST)
