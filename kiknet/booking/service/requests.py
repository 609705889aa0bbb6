"""Asking for rooms: holding, requesting, asking again, changing the time. Lock, look, write."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from kiknet import audit, clock
from kiknet.access import require
from kiknet.booking import policy, queries, rules
from kiknet.booking.asked import Asked, Refused
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.peak import Use
from kiknet.booking.service import decisions, letters
from kiknet.booking.service.following import deed, place_of_change, succeed
from kiknet.booking.slot import Slot
from kiknet.booking.words import PROBLEMS, written_slot
from kiknet.cooperations import linking
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting

HELD_FOR = timedelta(minutes=15)


def hold(by: Acting, resource: Resource, *slots: Slot, quantity: int = 1) -> Booking:
    """Keep it free for 15 minutes while somebody fills in the form; what they held before is let go.

    Of several slots those that can be had. What is returned says what was held, without looking again: in another tab
    they may have let it go by now. Raises `NotAllowed`, or `Refused` if none can.
    """
    require(policy.may_request(by, resource))
    with transaction(forgets=False) as session:
        line_up(resource)
        let_go(by)
        taken, now = used([resource], slots).get(resource.id, []), clock.now()
        refusals = [(resource.id, s, why) for s in slots if (why := rules.problem(resource, s, quantity, taken, now))]
        if len(refusals) == len(slots):
            raise refusal(refusals, {resource.id: resource})
        booking = Booking(organisation=by.organisation, created_by=by.user, purpose="")
        refused = {slot for _id, slot, _why in refusals}
        for slot in slots:
            if slot not in refused:
                add_slot(booking, resource, slot, quantity, "held").held_until = now + HELD_FOR
        session.add(booking)
    return booking


def give_back(by: Acting) -> None:
    """Let go of what they hold: they look for something else."""
    with transaction():
        let_go(by)


def request_booking(by: Acting, asked: Asked, *, key: UUID | None = None) -> Booking:
    """Ask for everything in `asked`; what is lent at once, or is the organisation's own, is confirmed with it.

    The same request sent twice with the same `key` is one booking: the second time the first is returned.
    Raises `NotAllowed`, `NotFound`, `Rejected` for what is no request, or `Refused` naming what cannot be had: if
    anything cannot, or with `is_all_or_nothing` off only if nothing is left.
    """
    for problem in asked.problems():
        raise problem
    unique = asked.idempotency(key) if key else None
    try:
        with deed(by):
            return _request(by, asked, unique)
    except IntegrityError:
        first = queries.booking_by_key(by.organisation_id, unique) if unique else None
        if first is None:
            raise
        return first


def _request(by: Acting, asked: Asked, unique: str | None) -> Booking:
    resources = lined_up([resource_id for resource_id, _quantity in asked.items])
    if unique and (first := queries.booking_by_key(by.organisation_id, unique)):
        return first
    if asked.cooperation_id is not None:
        names = ", ".join(resource.title for resource in resources.values())
        linking.line_up_to_link(by, asked.cooperation_id, "booking", names)
    require(all(policy.may_request(by, resource) for resource in resources.values()))
    check_rules_accepted(by, resources.values(), is_accepted=asked.accepts_rules)
    let_go(by)
    booking = Booking(
        organisation=by.organisation, created_by=by.user, purpose=asked.purpose, people=asked.people, note=asked.note,
        key=unique, cooperation_id=asked.cooperation_id, rules_accepted_at=clock.now() if asked.accepts_rules else None,
    )  # fmt: skip
    refusals, overridden = _fill(by, asked, booking, resources)
    if refusals and (asked.is_all_or_nothing or all(slot.state == "skipped" for slot in booking.slots)):
        raise refusal(refusals, resources)
    db.session.add(booking)
    db.session.flush()
    noted: dict[str, Any] = {"overridden": overridden} if overridden else {}
    audit.record("booking.request", booking, **_who(by), **noted)
    settle(by, booking.slots)
    return booking


def lined_up(resource_ids: Iterable[int]) -> dict[int, Resource]:
    """Wait for each resource, in the order of their ids so that nobody waits for each other in a ring."""
    found = {}
    for resource_id in sorted(set(resource_ids)):
        resource = db.session.get(Resource, resource_id)
        if resource is None:
            raise NotFound
        line_up(resource)
        found[resource_id] = resource
    return found


def check_rules_accepted(by: Acting, resources: Iterable[Resource], *, is_accepted: bool) -> None:
    needs = any(resource.house_rules and not policy.may_manage(by, resource) for resource in resources)
    if needs and not is_accepted:
        raise Rejected(_("Please read the house rules and accept them."), "accepts_rules")


def _fill(
    by: Acting, asked: Asked, booking: Booking, resources: dict[int, Resource]
) -> tuple[list[tuple[int, Slot, str]], list[str]]:
    """Give the booking its slots; returns what cannot be had and why, and which rules the owner has overridden."""
    blocked, now = used(resources.values(), asked.slots), clock.now()
    refusals: list[tuple[int, Slot, str]] = []
    overridden: set[str] = set()
    for slot in asked.slots:
        for resource_id, quantity in asked.items:
            resource = resources[resource_id]
            taken = blocked.setdefault(resource_id, [])
            rule = rules.broken_rule(resource, slot, now)
            if rule and asked.overrides and policy.may_manage(by, resource):
                overridden.add(rule)
                rule = None
            why = rules.must(resource, slot, quantity, taken, now) or rule
            row = add_slot(booking, resource, slot, quantity, "skipped" if why else first_state(by, resource))
            if why:
                refusals.append((resource_id, slot, why))
                row.reason = why
            else:
                taken.append(Use(*row.block, quantity))
    return refusals, sorted(overridden)


def first_state(by: Acting, resource: Resource) -> str:
    return "confirmed" if resource.mode == "instant" or policy.may_manage(by, resource) else "requested"


def add_slot(booking: Booking, resource: Resource, slot: Slot, quantity: int, state: str) -> BookingSlot:
    block = slot.widened(*resource.buffers)
    row = BookingSlot(
        resource=resource, quantity=quantity, state=state, starts_at=slot.starts_at, ends_at=slot.ends_at,
        blocks_from=block.starts_at, blocks_until=block.ends_at,
    )  # fmt: skip
    booking.slots.append(row)
    return row


def used(resources: Iterable[Resource], slots: Sequence[Slot], but: Iterable[int | None] = ()) -> dict[int, list[Use]]:
    several = list(resources)
    longest = rules.longest_buffers(several)
    return queries.uses([resource.id for resource in several], [slot.widened(*longest) for slot in slots], but)


def let_go(by: Acting) -> None:
    held = select(BookingSlot.booking_id).where(BookingSlot.state == "held")
    mine = (Booking.created_by_id == by.user.id) & Booking.id.in_(held)
    db.session.execute(delete(Booking).where(mine), execution_options={"synchronize_session": False})


def settle(by: Acting, slots: Sequence[BookingSlot]) -> None:
    """Tell the owners what is asked; what is confirmed already takes its place from open requests."""
    confirmed = [slot for slot in slots if slot.state == "confirmed"]
    for slot in confirmed:
        slot.decided_at = clock.now()
        decisions.make_room(by, slot)
    if requested := [slot for slot in slots if slot.state == "requested"]:
        letters.tell_owners("booking_requested", requested, by)
    if elsewhere := [slot for slot in confirmed if not by.acts_for(slot.resource.owner_id)]:
        letters.tell_owners("booking_made", elsewhere, by)


def refusal(refusals: Sequence[tuple[int, Slot, str]], resources: dict[int, Resource]) -> Refused:
    lines = [f"{resources[i].title}, {written_slot(slot)}: {PROBLEMS[why]}" for i, slot, why in refusals[:5]]
    return Refused(_("This cannot be had: %(list)s", list="; ".join(lines)), refusals)


def ask_again(by: Acting, row: BookingSlot) -> BookingSlot:
    """Ask anew for a date that was skipped, declined or has expired. Raises `NotAllowed`, `Rejected` or `Refused`.

    What was another time for something confirmed is that again: the confirmed slot is kept until this is decided.
    """
    require(policy.has_asked(by, row.booking))
    with deed(by):
        line_up(row.resource)
        if not row.can_be_asked_again:
            raise Rejected(_("This has been settled meanwhile."))
        _check_not_being_changed(row.kept)
        if row.state == "skipped":
            row.state = "withdrawn"
        return _ask(by, row, row.slot, row.kept)


def change_time(by: Acting, row: BookingSlot, slot: Slot) -> BookingSlot:
    """Ask for another time; a confirmed slot is kept until that is decided, a waiting one is replaced.

    Raises `NotAllowed`, `Rejected` or `Refused`.
    """
    require(policy.has_asked(by, row.booking))
    with deed(by):
        line_up(row.resource)
        if row.state_now not in {"requested", "confirmed"}:
            raise Rejected(_("This has been settled meanwhile."))
        if place_of_change(row):
            raise Rejected(_("This belongs to an event. Please move the event, and the room follows."))
        _check_not_being_changed(row)
        if row.state == "requested":
            row.state = "withdrawn"
        return _ask(by, row, slot, row.kept or row)


def _check_not_being_changed(row: BookingSlot | None) -> None:
    if row is None:
        return
    others = select(BookingSlot).where(BookingSlot.replaces_id == row.id, BookingSlot.state == "requested")
    if any(other.is_waiting for other in db.session.scalars(others)):
        raise Rejected(_("Another time has been asked for already. Please withdraw that first."))


def _ask(by: Acting, row: BookingSlot, slot: Slot, replaces: BookingSlot | None) -> BookingSlot:
    """Ask for `slot` instead of `row`; `replaces` is given up once that is confirmed."""
    resource = row.resource
    require(policy.may_request(by, resource))
    taken = used([resource], [slot], but=[replaces.id if replaces else None]).get(resource.id, [])
    if why := rules.problem(resource, slot, row.quantity, taken, clock.now()):
        raise refusal([(resource.id, slot, why)], {resource.id: resource})
    new = add_slot(row.booking, resource, slot, row.quantity, first_state(by, resource))
    if replaces is not None:
        new.replaces_id = replaces.id
        if new.state == "confirmed":
            decisions.give_up(replaces, by)
    succeed(row, new)
    db.session.flush()
    audit.record("booking.change", row.booking, **_who(by), slot=new.id)
    settle(by, [new])
    return new


def _who(by: Acting) -> dict[str, Any]:
    return {"user_id": by.user.id, "organisation_id": by.organisation_id}
