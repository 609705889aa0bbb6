"""From an event back to what somebody typed: to change it, to copy it."""

import calendar
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.repeat_choice import moved
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place

SAME = (
    "title", "summary", "description", "timezone", "starts_local", "ends_local", "is_all_day", "date_note",
    "rule", "skips_holidays", "room_id", "cooperation_id",
    "place_note", "online_url", "online_is_public", "is_women_only", "has_childcare", "cost", "cost_note",
    "registration", "registration_note", "registration_url", "accessibility_note", "picture_id", "scheduling",
    "visibility",
)  # fmt: skip
SEVERAL = ("spoken", "interpreted", "audiences", "fields", "topics", "added", "removed")

ONCE: dict[str, Any] = {"rule": "", "skips_holidays": False, "added": (), "removed": ()}


def draft_of(event: Event) -> EventDraft:
    """`event` as its author would type it."""
    same: dict[str, Any] = {name: getattr(event, name) for name in SAME}
    same |= {name: tuple(getattr(event, name)) for name in SEVERAL}
    return EventDraft(
        **same | ({"scheduling": "confirmed"} if event.awaits_room else {}),
        is_date_open=event.has_open_date and (event.publication != "draft" or bool(event.date_note)),
        place=place_draft(event.place) if event.place else None,
        picture_alt=event.picture.alt if event.picture else "",
        picture_credit=event.picture.credit if event.picture else "",
    )


def place_draft(place: Place) -> PlaceDraft:
    return PlaceDraft(
        name=place.name,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        district_number=place.district_number,
        wheelchair=place.wheelchair,
    )


def copy_of(event: Event, day: date | None) -> EventDraft:
    """A draft like `event`, on `day`, confirmed and not cancelled. A series begins there, without its exceptions."""
    is_planned = event.scheduling == "planned" and not event.awaits_room
    draft = replace(draft_of(event), scheduling="planned" if is_planned else "confirmed", room_id=None, **ONCE)
    if event.rule and event.starts_local and day:
        rule = moved(Rule.parse(event.rule), event.starts_local.date(), day)
        draft = replace(draft, rule=rule.text(), skips_holidays=event.skips_holidays)
    if day is None or draft.starts_local is None or draft.ends_local is None:
        return draft
    start = datetime.combine(day, draft.starts_local.time())
    return replace(draft, starts_local=start, ends_local=start + (draft.ends_local - draft.starts_local))


def next_days(first: date, today: date) -> list[date]:
    """Days a copy may be meant for, not before today: a week later, two weeks, the same weekday next month."""
    weeks = max(0, -(-(today - first).days // 7))
    base = first + timedelta(weeks=weeks)
    soon = base if base > first else first + timedelta(weeks=1)
    return [soon, soon + timedelta(weeks=1), _same_weekday_next_month(first, max(first, today))]


def _same_weekday_next_month(first: date, after: date) -> date:
    """The nth weekday of the month (the last one, if there is no fifth) following `after`."""
    nth = (first.day - 1) // 7
    year, month = after.year + after.month // 12, after.month % 12 + 1
    offset = (first.weekday() - date(year, month, 1).weekday()) % 7
    day = 1 + offset + 7 * nth
    return date(year, month, day if day <= calendar.monthrange(year, month)[1] else day - 7)
