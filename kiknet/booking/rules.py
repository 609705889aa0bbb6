"""What the owner's rules say about a slot; one home for opening, closures, notice, advance, buffers and quantities."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from kiknet.booking.opening import Closure, Hours, IsFree, is_early_enough, is_open, is_soon_enough, never
from kiknet.booking.peak import Use, fits
from kiknet.booking.slot import Slot
from kiknet.observances.bavaria import public_holidays, school_holidays

LONGEST = timedelta(days=31)
OVERRIDABLE = {"closed", "notice", "advance"}


class Closing(Protocol):
    """When something is open: a resource, or what its owner wants to make of it."""

    @property
    def hours(self) -> tuple[Hours, ...]: ...
    @property
    def closures(self) -> tuple[Closure, ...]: ...
    @property
    def closes_on_holidays(self) -> bool: ...
    @property
    def closes_in_school_holidays(self) -> bool: ...


class Ruled(Closing, Protocol):
    """What the rules ask of a resource: a whole one, or what a search reads of many."""

    @property
    def quantity(self) -> int: ...
    @property
    def buffers(self) -> tuple[timedelta, timedelta]: ...
    @property
    def notice_hours(self) -> int: ...
    @property
    def advance_days(self) -> int | None: ...


def problem(resource: Ruled, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> str | None:
    """Why this slot cannot be had, as a key of `words.PROBLEMS`; None if it can. `used` is what blocks it already."""
    return must(resource, slot, quantity, used, now) or broken_rule(resource, slot, now)


def must(resource: Ruled, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> str | None:
    """What nobody can override: "too_many", "too_long", "past" or "taken"."""
    if quantity > resource.quantity:
        return "too_many"
    if slot.ends_at - slot.starts_at > LONGEST:
        return "too_long"
    if slot.ends_at <= now:
        return "past"
    is_free = not used or fits(quantity, slot.widened(*resource.buffers), used, resource.quantity)
    return None if is_free else "taken"


def broken_rule(resource: Ruled, slot: Slot, now: datetime) -> str | None:
    """The rule of the house that forbids it: "notice", "advance" or "closed"; its owner may override these."""
    if not is_early_enough(slot.starts_at, now, resource.notice_hours):
        return "notice"
    if not is_soon_enough(slot.starts_at, now, resource.advance_days):
        return "advance"
    return None if is_open_for(resource, slot) else "closed"


def is_open_for(resource: Closing, slot: Slot) -> bool:
    return is_open(resource.hours, resource.closures, slot, holidays(resource))


def allows(resource: Ruled, slot: Slot, quantity: int, used: Sequence[Use], now: datetime) -> bool:
    return problem(resource, slot, quantity, used, now) is None


def holidays(resource: Closing) -> IsFree:
    """Whether a day is one of the holidays on which this closes."""
    return FREE[resource.closes_on_holidays, resource.closes_in_school_holidays]


def _is_public_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


def _is_school_holiday(day: date) -> bool:
    return day in school_holidays(day.year)


def _is_either(day: date) -> bool:
    return _is_public_holiday(day) or _is_school_holiday(day)


FREE: dict[tuple[bool, bool], IsFree] = {
    (False, False): never, (True, False): _is_public_holiday, (False, True): _is_school_holiday,
    (True, True): _is_either,
}  # fmt: skip
"""By whether it closes on public holidays, and during those of the schools (as far as they are published)."""


def longest_buffers(several: Iterable[Ruled]) -> tuple[timedelta, timedelta]:
    """The time before and after that is enough for each of them."""
    before, after = zip(*(each.buffers for each in several), strict=True)
    return max(before), max(after)
