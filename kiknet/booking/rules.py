"""What the owner's rules say about a slot; one home for opening, closures, notice, advance, buffers and quantities."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from kiknet.booking.models import Resource
from kiknet.booking.opening import is_early_enough, is_open, is_soon_enough
from kiknet.booking.peak import Use, fits
from kiknet.booking.slot import Slot
from kiknet.observances.bavaria import public_holidays

LONGEST = timedelta(days=31)
OVERRIDABLE = {"closed", "notice", "advance"}


def problem(resource: Resource, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> str | None:
    """Why this slot cannot be had, as a key of `words.PROBLEMS`; None if it can. `used` is what blocks it already."""
    return must(resource, slot, quantity, used, now) or broken_rule(resource, slot, now)


def must(resource: Resource, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> str | None:
    """What nobody can override: "too_many", "too_long", "past" or "taken"."""
    if quantity > resource.quantity:
        return "too_many"
    if slot.ends_at - slot.starts_at > LONGEST:
        return "too_long"
    if slot.ends_at <= now:
        return "past"
    return None if fits(quantity, slot.widened(*resource.buffers), used, resource.quantity) else "taken"


def broken_rule(resource: Resource, slot: Slot, now: datetime) -> str | None:
    """The rule of the house that forbids it: "notice", "advance" or "closed"; its owner may override these."""
    if not is_early_enough(slot.starts_at, now, resource.notice_hours):
        return "notice"
    if not is_soon_enough(slot.starts_at, now, resource.advance_days):
        return "advance"
    return None if is_open(resource.hours, resource.closures, slot, holidays(resource)) else "closed"


def allows(resource: Resource, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> bool:
    return problem(resource, slot, quantity, used, now) is None


def holidays(resource: Resource) -> Callable[[date], bool]:
    """Whether a day is a public holiday on which this resource closes."""
    return lambda day: resource.closes_on_holidays and day in public_holidays(day.year)
