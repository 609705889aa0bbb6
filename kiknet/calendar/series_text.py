"""A series in the words of calendar programs: its rule with what is not in it, and every date that differs.

A cancelled date is a VEVENT of its own for a week after it. Then it becomes an EXDATE: left out, the rule would make it
take place after all. The week is reckoned from the event's last change, so that the same rows give the same text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kiknet import clock
from kiknet.calendar import dates
from kiknet.calendar.description import vevent_of
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.vevent import Vevent
from kiknet.places.models import Place

CANCELLED_STAYS = timedelta(days=7)
Rows = Sequence[Any]  # of occurrences: recurrence_id, times, state, place_id, place_note, note, reason


def vevents_of(
    event: Event, rows: Rows, places: Mapping[int, Place], base_url: str, field_names: Mapping[str, str]
) -> list[Vevent]:
    """The series itself, then each date that differs. `places` are those of dates that take place elsewhere."""
    master = vevent_of(event, base_url, field_names)
    changed_at = max([master.changed_at, *(place.changed_at for place in places.values())])
    shown = [row for row in rows if not _is_let_go(event, row)]
    repeated = replace(master, changed_at=changed_at, **_repetition(event, {row.recurrence_id for row in shown}))
    overrides = (
        vevent_of(event, base_url, field_names, row, places.get(row.place_id)) for row in shown if _differs(event, row)
    )
    return [repeated, *(replace(override, changed_at=changed_at) for override in overrides)]


def _is_let_go(event: Event, row: Any) -> bool:
    return bool(row.state == "cancelled" and row.ends_at < event.changed_at - CANCELLED_STAYS)


def _repetition(event: Event, ids: set[datetime]) -> dict[str, Any]:
    """RRULE, EXDATE and RDATE that give `ids` and nothing else, as far as there are rows.

    Another zone than ours has no VTIMEZONE in our calendars: its dates are listed, each in UTC.
    """
    assert event.starts_local  # noqa: S101 - what has a text has a date
    ruled = dates.by_rule(event, event.dates_until or max(ids)) if _has_rule(event) else []
    given = {*ruled, event.starts_local}
    return {
        "rule": _rule(event, len(ruled)) if _has_rule(event) else "",
        "left_out": tuple(sorted(given - ids)),
        "added": tuple(sorted(ids - given)),
    }


def _has_rule(event: Event) -> bool:
    return bool(event.rule) and event.timezone == clock.HOME_ZONE


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


def _differs(event: Event, row: Any) -> bool:
    """Whether this date is not what every program makes of the series.

    A night in which the clocks change is as long on the clock (as here) or in hours (RFC 5545, 3.8.5.3): it says so.
    """
    if row.state == "cancelled" or row.place_id or row.place_note or row.note:
        return True
    usual = dates.usual_span(event, row.recurrence_id)
    if (row.starts_local, row.ends_local) != (usual.starts_local, usual.ends_local):
        return True
    series = dates.usual_span(event, event.starts_local or row.recurrence_id)
    return not event.is_all_day and row.ends_at - row.starts_at != series.ends_at - series.starts_at
