"""A draft, or a stored event, in the fields of the form."""

from datetime import date
from typing import Any

from kiknet import media
from kiknet.calendar.copies import draft_of
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.forms import CODES, PLACE, PLAIN
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.repeat_choice import Repeating, repeating_of
from kiknet.calendar.repeat_fields import values_of_repeating
from kiknet.calendar.repeating import draft_from
from kiknet.calendar.when import Timed
from kiknet.places.draft import PlaceDraft
from kiknet.web.typed import last_day_of


def stored_values(event: Event, row: Occurrence | None = None) -> dict[str, Any]:
    """What `event` says now, by field name; or what a series says from the date `row` on."""
    draft = draft_from(event, row) if row else draft_of(event)
    return values_of(draft) | {"kept_picture": media.sign(event.picture_id)}


def values_of(draft: EventDraft) -> dict[str, Any]:
    """`draft` in the form's fields, in the shape the form gives back."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in PLAIN}
    values |= {name: list(getattr(draft, name)) for name in CODES}
    values |= {"topics": ", ".join(draft.topics), "is_all_day": draft.is_all_day, "is_date_open": draft.is_date_open}
    values |= {"room": str(draft.room_id or ""), "cooperation": str(draft.cooperation_id or "")}
    return values | times_of(draft) | _place_values(draft.place) | _repeating_values(draft)


def times_of(draft: Timed) -> dict[str, Any]:
    """Day and times as people type them."""
    starts, ends = draft.starts_local, draft.ends_local
    if starts is None or ends is None:
        return dict.fromkeys(("first_day", "starts", "ends", "last_day"))
    if draft.is_all_day:
        last = last_day_of(starts.date(), ends.date())
        return {"first_day": starts.date(), "starts": None, "ends": None, "last_day": _later(last, starts.date())}
    is_one_night = (ends.date() - starts.date()).days == 1 and ends.time() < starts.time()
    last_day = None if is_one_night else _later(ends.date(), starts.date())
    return {
        "first_day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "last_day": last_day,
    }


def _repeating_values(draft: EventDraft) -> dict[str, Any]:
    starts = draft.starts_local
    rule = Rule.parse(draft.rule) if draft.rule else None
    chosen = repeating_of(rule, starts.date()) if starts else Repeating()
    values = values_of_repeating(chosen, draft.added, [at.date() for at in draft.removed])
    return values | {"skips_holidays": draft.skips_holidays}


def _later(last: date, first: date) -> date | None:
    return last if last > first else None


def _place_values(place: PlaceDraft | None) -> dict[str, Any]:
    place = place or PlaceDraft(name="")
    values: dict[str, Any] = {name: getattr(place, name.removeprefix("place_")) for name in PLACE}
    return values | {"place_district_number": str(place.district_number or "")}
