"""The series of the demo: what `repeats` in `demo/events.toml`, and the dates on which something is different."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kiknet import clock
from kiknet.calendar import date_deeds, dates, service
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.recurrence import Rule
from kiknet.organisations.acting import Acting
from kiknet.places.draft import PlaceDraft

HOLIDAYS = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (1, 6), (5, 1), (8, 15), (10, 3), (11, 1)}
A_SEASON = timedelta(days=60)


def is_holiday(day: date) -> bool:
    return (day.month, day.day) in HOLIDAYS


def post(by: Acting, row: dict[str, Any], draft: EventDraft, places: dict[str, str]) -> Event:
    """Post it as a series, then do what is special about single dates (numbered from 0 for the first to come)."""
    event = service.post_event(by, _repeated(row, draft))
    now = clock.to_local(clock.now())
    coming = [date for date in event.occurrences if date.starts_local > now]
    for entry in row.get("off", []):
        date_deeds.cancel_date(by, event, coming[entry["date"]], entry["reason"])
    for entry in row.get("different", []):
        date = coming[entry["date"]]
        date_deeds.change_date(by, event, date, _different(event, date, entry, places))
    return event


def _repeated(row: dict[str, Any], draft: EventDraft) -> EventDraft:
    assert draft.starts_local  # noqa: S101 - a series of the demo begins some time
    draft = replace(
        draft, rule=_rule(row, draft.starts_local.date()).text(), skips_holidays=row.get("not_in_holidays", False)
    )
    all_dates = dates.wanted(draft, dates.horizon(draft, clock.today()))
    return replace(draft, removed=tuple(start for start in all_dates if is_holiday(start.date())))


def _rule(row: dict[str, Any], first: date) -> Rule:
    until = _next_july() if row.get("until_july") else None
    if row["every"] < 28:
        return Rule(frequency="WEEKLY", interval=row["every"] // 7, until=until)
    nth = (first.day - 1) // 7 + 1
    return Rule(frequency="MONTHLY", weekdays=((nth if nth < 5 else -1, first.weekday()),), until=until)


def _next_july() -> date:
    """The end of a school year that is not over too soon."""
    day = clock.today() + A_SEASON
    return date(day.year + (day.month > 7), 7, 31)


def _different(event: Event, date: Occurrence, entry: dict[str, Any], places: dict[str, str]) -> date_deeds.DateDraft:
    usual, later = date_deeds.draft_of(event, date), timedelta(days=entry.get("days", 0))
    return replace(
        usual,
        starts_local=usual.starts_local + later,
        ends_local=usual.ends_local + later,
        place=PlaceDraft(name=places[entry["place"]]) if "place" in entry else usual.place,
        note=entry.get("note", ""),
    )
