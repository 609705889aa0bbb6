"""Keeping rooms where somebody else's dates are: asking for many slots in one go, and letting go of what is left.

For deeds of other capabilities, inside their transaction; they have lined up for the resources before (`lined_up`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kiknet import audit, clock
from kiknet.booking import policy, rules
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.peak import Use
from kiknet.booking.service import decisions, letters, requests
from kiknet.booking.service.following import succeed
from kiknet.booking.slot import Slot
from kiknet.db import db
from kiknet.organisations.acting import Acting

LET_GO = "event"
"""The reason of a slot that its own event no longer needs."""
UNNEEDED = (LET_GO, "moved")


@dataclass(frozen=True)
class Wanted:
    """A resource for a stretch of time; `replaces` is kept until this is decided."""

    resource: Resource
    slot: Slot
    quantity: int = 1
    replaces: BookingSlot | None = None


@dataclass(frozen=True)
class Terms:
    """How somebody asks: all of it or nothing, or what can be had; whether they accept the house rules of all that."""

    is_all_or_nothing: bool = True
    accepts_rules: bool = False
    people: int | None = None


def lined_up(resource_ids: Collection[int]) -> dict[int, Resource]:
    """Wait for each of the resources, in the order that keeps everybody out of a ring. Raises `NotFound`."""
    return requests.lined_up(resource_ids)


def ask(by: Acting, booking: Booking | None, purpose: str, wanted: Sequence[Wanted], terms: Terms) -> list[BookingSlot]:
    """A slot for each of `wanted`, in a booking of `by`'s organisation; the owners get one mail.

    What cannot be had is `skipped`, if the terms allow it. Raises `Rejected` while house rules are not accepted, or
    `Refused`.
    """
    resources = {one.resource.id: one.resource for one in wanted}
    if booking is None:
        booking = Booking(organisation=by.organisation, created_by=by.user, purpose=purpose, people=terms.people)
    if terms.accepts_rules:
        booking.rules_accepted_at = booking.rules_accepted_at or clock.now()
    requests.check_rules_accepted(by, resources.values(), is_accepted=terms.accepts_rules)
    requests.let_go(by)
    db.session.add(booking)
    rows, refusals = _fill(by, booking, wanted)
    if refusals and terms.is_all_or_nothing:
        raise requests.refusal(refusals, resources)
    db.session.flush()
    audit.record("booking.request", booking, user_id=by.user.id, organisation_id=by.organisation_id)
    requests.settle(by, rows)
    return rows


def _fill(
    by: Acting, booking: Booking, wanted: Sequence[Wanted]
) -> tuple[list[BookingSlot], list[tuple[int, Slot, str]]]:
    replaced = [one.replaces.id for one in wanted if one.replaces]
    resources = {one.resource.id: one.resource for one in wanted}
    used = requests.used(resources.values(), [one.slot for one in wanted], but=replaced)
    rows, refusals, now = [], [], clock.now()
    for one in wanted:
        taken = used.setdefault(one.resource.id, [])
        why = _not_lent(by, one.resource) or rules.problem(one.resource, one.slot, one.quantity, taken, now)
        state = "skipped" if why else requests.first_state(by, one.resource)
        row = requests.add_slot(booking, one.resource, one.slot, one.quantity, state)
        rows.append(row)
        if why:
            row.reason = why
            refusals.append((one.resource.id, one.slot, why))
            continue
        taken.append(Use(*row.block, one.quantity))
        if one.replaces:
            _replace(by, one.replaces, row)
    return rows, refusals


def _not_lent(by: Acting, resource: Resource) -> str | None:
    """It was lent when it was chosen, and is no longer."""
    return None if policy.may_request(by, resource) else "retired"


def _replace(by: Acting, old: BookingSlot, new: BookingSlot) -> None:
    new.replaces_id = old.id
    if old.state == "requested":
        old.state, old.reason = "withdrawn", "moved"
    elif new.state == "confirmed":
        decisions.give_up(old, by)
    succeed(old, new)


def release(by: Acting | None, slots: Iterable[BookingSlot]) -> None:
    """Free what is no longer needed where it is; its owners are told, unless they lend to themselves."""
    ended: list[BookingSlot] = []
    withdrawn: list[BookingSlot] = []
    for slot in slots:
        (ended if slot.state == "confirmed" else withdrawn).append(slot)
        slot.state = "cancelled" if slot.state == "confirmed" else "withdrawn"
        slot.reason, slot.ended_by_id = LET_GO, slot.booking.organisation_id
    for kind, some in (("booking_called_off", ended), ("booking_withdrawn", withdrawn)):
        elsewhere = [slot for slot in some if slot.booking.organisation_id != slot.resource.owner_id]
        letters.tell_owners(kind, elsewhere, by, reason=LET_GO)
