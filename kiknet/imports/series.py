"""A foreign rule as one kiknet keeps itself, or, where it keeps none like it, as its dates one by one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kiknet import clock
from kiknet.calendar import recurrence
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports import rules
from kiknet.imports.problem import MOST_DATES
from kiknet.imports.values import When

MONTHS_AHEAD = 25
FEW = 2
MOST_LOOKED_AT = 10 * MOST_DATES
A_DAY = timedelta(days=1)
MOST_COUNT = 9999


@dataclass(frozen=True)
class Dates:
    """How an event repeats, in wall time here. `all` are its dates as far as they were worked out, in order."""

    rule: str
    starts: datetime
    added: tuple[datetime, ...]
    all: tuple[datetime, ...]
    is_cut: bool = False


def horizon(today: date) -> datetime:
    """How far dates are worked out: the same all month long, so that the same file says the same."""
    months = today.year * 12 + today.month - 1 + MONTHS_AHEAD
    return datetime.combine(date(months // 12, months % 12 + 1, 1), time.min)


def dates_of(text: str, starts: When, added: list[datetime], today: date) -> Dates:
    """The dates of an event that begins at `starts`, by the rule `text` ("" for none) and the `added` ones.

    Raises `Rejected` for rules that make no sense, and for those that make no date.
    """
    first = starts.at_home()
    if not text:
        return _one_by_one(first, [first, *added], is_cut=False)
    rule = rules.parse(text, starts.zone)
    until = max(horizon(today), first + A_DAY)
    wall = _wall_times(rule, starts, until)
    made = [When(at, starts.zone, starts.is_date).at_home() for at in wall]
    if len(made) == 1 and not rule.count and not rule.until and not added:
        raise Rejected(_l("The rule of repetition never comes to a second date."))
    is_cut = len(made) > MOST_DATES
    made = _recent(made, today)[:MOST_DATES] if is_cut else made
    return _kept(rule, made, added, until, is_cut) or _one_by_one(made[0], [*made, *added], is_cut)


def _wall_times(rule: rules.ForeignRule, starts: When, until: datetime) -> list[datetime]:
    """The dates on the clocks where the event lives. It begins at its beginning, rule or not (RFC 5545, 3.8.5.3)."""
    over_there = rule
    if rule.until and not starts.is_home:
        over_there = replace(rule, until=clock.to_local(clock.from_local(rule.until), starts.zone or clock.HOME_ZONE))
    try:
        ours = recurrence.Rule.parse(_plain(over_there, [], until, is_cut=False), starts.wall)
    except Rejected:
        return rules.dates(over_there, starts.wall, until, MOST_LOOKED_AT)
    made = recurrence.dates(ours, starts.wall, until, MOST_LOOKED_AT)
    if starts.wall in made[:1]:
        return made
    return [starts.wall, *made[: rule.count - 1 if rule.count else None]]


def _recent(made: list[datetime], today: date) -> list[datetime]:
    """Without what is long past: from the first of the month before this one."""
    begins = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return [at for at in made if at.date() >= begins] or made[-1:]


def _kept(
    rule: rules.ForeignRule, made: list[datetime], added: list[datetime], until: datetime, is_cut: bool
) -> Dates | None:
    """The same dates by a rule of ours, give or take a few; None if it is none of ours or makes others."""
    try:
        ours = recurrence.Rule.parse(_plain(rule, made, until, is_cut), made[0])
    except Rejected:
        return None
    of_ours = recurrence.dates(ours, made[0], until, MOST_DATES)
    more, fewer = sorted(set(made) - set(of_ours)), set(of_ours) - set(made)
    if not of_ours or fewer or len(more) > FEW:
        return None
    extra = sorted({*more, *added} - set(of_ours))[:MOST_DATES]
    return Dates(ours.text(), made[0], tuple(extra), tuple(sorted({*made, *added})[:MOST_DATES]), is_cut)


def _plain(rule: rules.ForeignRule, made: list[datetime], until: datetime, is_cut: bool) -> str:
    """As `Rule.parse` takes it: UNTIL as wall time here; a COUNT nobody will live to see left out."""
    parts = [part for part in rule.text.upper().split(";") if part.partition("=")[0].strip() not in _OWN]
    if rule.until:
        parts.append(f"UNTIL={rule.until:%Y%m%dT%H%M%S}")
    elif rule.count and not is_cut and rule.count <= MOST_COUNT:
        parts.append(f"COUNT={rule.count}")
    elif rule.count and made and made[-1] < until - timedelta(days=400):
        parts.append(f"UNTIL={made[-1]:%Y%m%dT%H%M%S}")
    return ";".join(part for part in parts if part.strip())


_OWN = {"UNTIL", "COUNT", *rules.OF_THE_CLOCK}


def _one_by_one(first: datetime, moments: list[datetime], is_cut: bool) -> Dates:
    every = sorted(set(moments))[:MOST_DATES]
    starts = first if first in every else every[0]
    return Dates("", starts, tuple(at for at in every if at != starts), tuple(every), is_cut)
