"""Kinds, features, states and reasons in words; times as people write them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from kiknet import clock
from kiknet.booking.opening import Closure
from kiknet.booking.slot import Slot
from kiknet.i18n import _, _l, ngettext, quoted, written_day, written_month, written_stretch, written_time

KIND_NAMES = {
    "room": _l("Room"), "furniture": _l("Furniture"), "equipment": _l("Equipment"), "vehicle": _l("Vehicle"),
}  # fmt: skip
MODE_NAMES = {
    "request": _l("On request: we answer each one"),
    "instant": _l("At once: what is free is booked"),
    "contact": _l("Only by talking to us: we enter it ourselves"),
}
FEATURES = {
    "kitchen": _l("Kitchen"), "projector": _l("Projector"), "screen": _l("Screen"), "piano": _l("Piano"),
    "stage": _l("Stage"), "sound": _l("Sound system"), "wifi": _l("Wi-Fi"), "whiteboard": _l("Whiteboard"),
    "garden": _l("Garden"), "play_corner": _l("Play corner"), "parking": _l("Parking"), "dishes": _l("Dishes"),
    "dark": _l("Can be darkened"), "prayer": _l("Quiet room"),
}  # fmt: skip
STATE_NAMES = {
    "held": _l("Held for a moment"), "requested": _l("Asked for"), "confirmed": _l("Confirmed"),
    "declined": _l("Declined"), "withdrawn": _l("Withdrawn"), "expired": _l("Expired"), "cancelled": _l("Cancelled"),
    "skipped": _l("Skipped"), "done": _l("Over"),
}  # fmt: skip
PROBLEMS = {
    "taken": _l("already taken"),
    "closed": _l("closed at that time"),
    "notice": _l("too short notice"),
    "advance": _l("too far ahead"),
    "past": _l("already past"),
    "too_many": _l("more than there are"),
    "too_long": _l("longer than 31 days"),
    "retired": _l("no longer lent"),
}
REASONS = PROBLEMS | {
    "given_away": _l("Somebody else was given this time."),
    "moved": _l("Moved to another time."),
    "retired": _l("It is no longer lent."),
    "event": _l("The event does not take place then."),
}


def state_name(state: str) -> str:
    return str(STATE_NAMES.get(state, state))


def reason_text(reason: str) -> str:
    """What a slot remembers as its reason: one of ours in the reader's language, or what somebody wrote."""
    return str(REASONS.get(reason, reason))


def feature_name(code: str) -> str:
    """A known feature in the reader's language; what the owner typed as it is."""
    return str(FEATURES.get(code, code))


def asked_for(search: Any, districts: Iterable[str]) -> list[str]:
    """What somebody looks for (a `search.Search`, and the names of its districts), each part in words."""
    said = [
        str(KIND_NAMES[search.kind]) if search.kind else "",
        written_slot(search.slot) if search.slot else "",
        ngettext("%(num)s person", "%(num)s people", search.people) if search.people else "",
        pieces(search.quantity) if search.quantity > 1 else "",
        _("Step-free") if search.is_step_free else "",
        *map(feature_name, search.features),
        *districts,
        quoted(search.text) if search.text else "",
    ]
    return [part for part in said if part]


def pieces(number: int) -> str:
    """How many there are of a thing, standing alone: "12 Stück"; beside its name "(12 ×)" does."""
    return _("%(number)s items", number=number)


def closed_words(resource: Any, today: date) -> list[str]:
    """When it is closed beside its hours, without what is over: "every August", "24 December", "on public holidays"."""
    coming = [closure for closure in resource.closures if closure.is_yearly or closure.last >= today]
    days = [_every_month(closure) or _written_closure(closure) for closure in coming]
    holidays = [_("on public holidays")] if resource.closes_on_holidays else []
    return days + holidays + ([_("in the school holidays")] if resource.closes_in_school_holidays else [])


def _every_month(closure: Closure) -> str:
    """For a whole month of every year: "every August"."""
    first, after = closure.first, closure.last + timedelta(days=1)
    is_whole = closure.is_yearly and first.day == after.day == 1 and (after.month - first.month) % 12 == 1
    return _("every %(month)s", month=written_month(first, "LLLL")) if is_whole else ""


def _written_closure(closure: Closure) -> str:
    first = written_day(closure.first, "long", closure.first if closure.is_yearly else closure.last)
    last = written_day(closure.last, "long", closure.last if closure.is_yearly else None)
    return last if closure.first == closure.last else _("%(first)s to %(last)s", first=first, last=last)


def written_slot(slot: Any, style: str = "full") -> str:
    """When, of anything with `starts_at` and `ends_at`: "Samstag, 6. März 2027, 14:00–18:00 Uhr"."""
    return written_stretch(clock.to_local(slot.starts_at), clock.to_local(slot.ends_at), style)


def clock_of(slot: Slot, day: Any) -> str:
    """The times of a slot within the plan of one day: what runs over midnight begins at 0:00 or ends at 24:00."""
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    begins = written_time(starts) if starts.date() == day else "00:00"
    return f"{begins}–{written_time(ends) if ends.date() == day else '24:00'}"
