"""A series in the words of calendar programs: its rule with what is not in it, and every date that differs.

A cancelled date is a VEVENT of its own for a week after it. Then it becomes an EXDATE: left out, the rule would make it
take place after all. Where nothing else is left it stays. The week is reckoned from the event's last change, so that
the same rows give the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kiknet import clock
from kiknet.calendar import dates
from kiknet.calendar.description import NOTHING, Own, vevent_of
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.vevent import Vevent

CANCELLED_STAYS = timedelta(days=7)
Rows = Sequence[Any]  # of occurrences


def vevents_of(
    event: Event, rows: Rows, own: Mapping[int, Own], base_url: str, field_names: Mapping[str, str]
) -> list[Vevent]:
    """The series itself, then each date that differs. `own`: what rows, by id, have of places and rooms."""
    shown = [row for row in rows if not _is_let_go(event, row)] or rows
    master = vevent_of(event, base_url, field_names)
    ids = {row.recurrence_id for row in shown} or {master.starts}
    first = master.starts if has_rule(event, min(ids)) else min(ids)
    length = event.length
    hours = clock.from_local(first + length, event.timezone) - clock.from_local(first, event.timezone)
    named = [thing for each in own.values() for thing in each if thing is not None]
    changed_at = max([master.changed_at, *(thing.changed_at for thing in named)])
    rule, left_out, added = _repetition(event, first, ids)
    instead = _pairs(left_out, added)
    repeated = replace(
        master,
        starts=first,
        ends=first + length,
        rule=rule,
        left_out=tuple(start for start in left_out if start not in instead.values()),
        added=tuple(start for start in added if start not in instead),
    )
    overrides = [
        replace(
            vevent_of(event, base_url, field_names, row, own.get(row.id, NOTHING)),
            recurrence_id=instead.get(row.recurrence_id, row.recurrence_id),
        )
        for row in shown
        if row.recurrence_id in instead or _differs(event, row, length, hours)
    ]
    return [replace(each, changed_at=changed_at) for each in (repeated, *overrides)]


def _pairs(left_out: Sequence[datetime], added: Sequence[datetime]) -> dict[datetime, datetime]:
    """Added dates, each with one left out on the same day: for programs the rule's date, moved to that time.

    That is what most people have meant; and some programs take EXDATE and RDATE an hour apart for the same.
    """
    by_day: dict[date, list[datetime]] = {}
    for start in left_out:
        by_day.setdefault(start.date(), []).append(start)
    return {start: by_day[start.date()].pop(0) for start in added if by_day.get(start.date())}


def _is_let_go(event: Event, row: Any) -> bool:
    return bool(row.state == "cancelled" and row.ends_at < event.changed_at - CANCELLED_STAYS)


def has_rule(event: Event, first: datetime | None) -> bool:
    """Whether the text has an RRULE; otherwise all dates are listed, as far as there are rows.

    Another zone than ours has no VTIMEZONE in our calendars: its dates are listed in UTC. And no program expects a date
    before the one the rule begins with, which the `first` may be if the rule was changed to begin later.
    """
    in_order = first is None or event.starts_local is None or event.starts_local <= first
    return bool(event.rule) and event.timezone == clock.HOME_ZONE and in_order


def _repetition(
    event: Event, first: datetime, ids: set[datetime]
) -> tuple[str, tuple[datetime, ...], tuple[datetime, ...]]:
    """RRULE, EXDATE and RDATE that give `ids` and nothing else, as far as there are rows."""
    if not has_rule(event, min(ids)):
        return "", (), tuple(sorted(ids - {first}))
    until = event.dates_until or max(ids)
    ruled = dates.by_rule(event, max(until, *event.removed) if event.removed else until)
    known = [start for start in ruled if start <= until]
    left_out = ({first, *known} - ids) | (set(ruled) & set(event.removed))
    return _rule(event, len(known)), tuple(sorted(left_out)), tuple(sorted(ids - {first, *known}))


def _rule(event: Event, known: int) -> str:
    """With UNTIL as RFC 5545 wants it (3.3.10): a day for days, else in UTC.

    What leaves out holidays ends with its rows, since nobody knows the later holidays.
    """
    rule = Rule.parse(event.rule)
    goes_on = rule.count is None or known < rule.count
    last = rule.until
    if event.skips_holidays and event.dates_until and goes_on:
        last = min(last or event.dates_until.date(), event.dates_until.date())
        rule = replace(rule, count=None)
    if last is None or event.starts_local is None:
        return rule.text()
    if event.is_all_day:
        return rule.text(until=f"{last:%Y%m%d}")
    return rule.text(until=f"{clock.from_local(datetime.combine(last, event.starts_local.time())):%Y%m%dT%H%M%SZ}")


def _differs(event: Event, row: Any, length: timedelta, hours: timedelta) -> bool:
    """Whether this date is not what every program makes of the series, whose first date lasts so long.

    In a night in which the clocks change it is as long on the clock (`length`, as here) or in `hours` (RFC 5545,
    3.8.5.3), and an hour may not exist: such a date says itself when it is on.
    """
    if row.state == "cancelled" or row.place_id or row.room_id or row.place_note or row.has_no_place or row.note:
        return True
    if row.is_place_open != event.is_place_open:
        return True
    ends = row.recurrence_id + length
    if (row.starts_local, row.ends_local) == (row.recurrence_id, ends):
        return not event.is_all_day and bool(row.ends_at - row.starts_at != hours)
    usual = dates.usual_span(event, row.recurrence_id)
    if event.is_all_day or (row.starts_local, row.ends_local) != (usual.starts_local, usual.ends_local):
        return True
    return bool(row.ends_at != clock.from_local(ends, event.timezone) or row.ends_at - row.starts_at != hours)
