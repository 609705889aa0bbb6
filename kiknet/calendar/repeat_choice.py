"""From what people choose under "Does it repeat?" to a rule, and back (pure).

Where nothing else is ticked, the first day says which weekday, which day of the month and the how-manieth is meant.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

from kiknet.calendar.recurrence import MOST_DATES, MOST_STEPS, NTHS, Rule, dates
from kiknet.errors import Rejected
from kiknet.i18n import _l

KINDS = ("daily", "weekly", "monthly_date", "monthly_weekday", "monthly_end")
FREQUENCIES = {"daily": "DAILY", "weekly": "WEEKLY"}
LONGEST = timedelta(days=366 * 10)


@dataclass(frozen=True, kw_only=True)
class Repeating:
    """What somebody has chosen. `kind` is empty for "never", one of `KINDS`, or the text of a rule that none says."""

    kind: str = ""
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    until: date | None = None
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """Something that repeats, by its first date in wall time, in the words of `EventDraft`."""

    rule: str
    starts_local: datetime
    ends_local: datetime
    skips_holidays: bool = False
    added: tuple[datetime, ...] = ()
    removed: tuple[datetime, ...] = ()

    @property
    def as_written(self) -> dict[str, Any]:
        return dict(vars(self))


def rule_of(chosen: Repeating, first_day: date) -> Rule | None:
    """The rule for something that begins on `first_day`; None if it does not repeat.

    Raises `Rejected` beside `repeats`, `repeats_every`, `repeats_until` or `repeats_count`.
    """
    if not chosen.kind:
        return None
    _check(chosen, first_day)
    if chosen.kind not in KINDS:
        return _as_it_was(chosen)
    return Rule(
        frequency=FREQUENCIES.get(chosen.kind, "MONTHLY"),
        interval=chosen.every,
        weekdays=_weekdays(chosen, first_day),
        month_day={"monthly_date": first_day.day, "monthly_end": -1}.get(chosen.kind),
        count=chosen.count,
        until=chosen.until,
    )


def _check(chosen: Repeating, first_day: date) -> None:
    if not 1 <= chosen.every <= MOST_STEPS:
        raise Rejected(_l("A number from 1 to %(most)s, please.", most=MOST_STEPS), "repeats_every")
    if chosen.until and chosen.count:
        raise Rejected(_l("Either a last day or a number of dates, please, not both."), "repeats_count")
    if chosen.count is not None and not 1 <= chosen.count <= MOST_DATES:
        raise Rejected(_l("A number from 1 to %(most)s, please.", most=MOST_DATES), "repeats_count")
    if chosen.until and chosen.until < first_day:
        raise Rejected(_l("The series ends before it begins."), "repeats_until")


def _as_it_was(chosen: Repeating) -> Rule:
    try:
        return replace(Rule.parse(chosen.kind), count=chosen.count, until=chosen.until)
    except Rejected:
        raise Rejected(_l("Please choose how it repeats."), "repeats") from None


def _weekdays(chosen: Repeating, first_day: date) -> tuple[tuple[int, int], ...]:
    weekdays = sorted(set(chosen.weekdays)) or [first_day.weekday()]
    if chosen.kind == "weekly":
        return tuple((0, weekday) for weekday in weekdays)
    if chosen.kind == "monthly_weekday":
        nths = [nth for nth in NTHS if nth in chosen.nths] or [nth_of(first_day)]
        return tuple(product(nths, weekdays))
    return ()


def nth_of(day: date) -> int:
    """The how-manieth of its weekday a day is in its month; a fifth one is meant as the last."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else -1


def repeating_of(rule: Rule | None, first_day: date) -> Repeating:
    """What somebody would choose to get `rule` for something that begins on `first_day`."""
    if rule is None:
        return Repeating()
    weekdays = tuple(sorted({weekday for _nth, weekday in rule.weekdays}))
    nths = tuple(nth for nth in NTHS if nth in {nth for nth, _weekday in rule.weekdays})
    ends = Repeating(until=rule.until, count=rule.count)
    for kind in KINDS:
        said = replace(ends, kind=kind, every=rule.interval, weekdays=weekdays, nths=nths)
        made = rule_of(said, first_day)
        if made and _spelled_out(made, first_day) == _spelled_out(rule, first_day):
            return said
    return replace(ends, kind=replace(rule, until=None, count=None).text())


def moved(rule: Rule, first_day: date, day: date) -> Rule:
    """The rule for the same thing beginning on `day`: what the first day has said, the new one says.

    A series that would be over by then lasts as long as it did.
    """
    chosen = repeating_of(rule, first_day)
    if chosen.weekdays == (first_day.weekday(),):
        chosen = replace(chosen, weekdays=())
    if chosen.nths == (nth_of(first_day),):
        chosen = replace(chosen, nths=())
    if chosen.until and chosen.until <= day:
        chosen = replace(chosen, until=chosen.until + (day - first_day))
    return rule_of(chosen, day) or rule


def _spelled_out(rule: Rule, first_day: date) -> Rule:
    """What the first day says when a rule does not (RFC 5545, 3.3.10: from DTSTART), in one order."""
    weekdays = tuple(sorted(rule.weekdays))
    if rule.frequency == "WEEKLY" and not weekdays:
        weekdays = ((0, first_day.weekday()),)
    if rule.frequency == "MONTHLY" and not weekdays and rule.month_day is None:
        return replace(rule, month_day=first_day.day)
    return replace(rule, weekdays=weekdays)


def settled(rule: Rule, starts: datetime, is_free: Callable[[date], bool] | None) -> tuple[Rule, datetime]:
    """The rule as it is stored, and the start of its first date.

    Who ticks Monday and begins on a Sunday means the Monday. Who says "ten dates, not in the holidays" means ten that
    take place: COUNT would count those left out, so the tenth becomes the last day.
    Raises `Rejected` if there is no date at all.
    """
    counted = replace(rule, count=None) if is_free else rule
    found = dates(counted, starts, starts + LONGEST, most=rule.count or 1, is_skipped=is_free)
    if not found:
        raise Rejected(_l("There is no date like this. Please check the last day."), "repeats_until")
    if is_free and rule.count:
        return replace(counted, until=found[-1].date()), found[0]
    return rule, found[0]
