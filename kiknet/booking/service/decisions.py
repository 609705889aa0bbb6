"""Answering requests, and ending what was agreed. Lock, look, write; who loses is told what could be had instead."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from kiknet import audit, clock
from kiknet.access import require
from kiknet.booking import policy, queries
from kiknet.booking.asked import Refused
from kiknet.booking.models import MOVED, Booking, BookingSlot
from kiknet.booking.peak import fits
from kiknet.booking.service import letters
from kiknet.booking.service.following import deed
from kiknet.booking.words import written_slot
from kiknet.db import db, line_up
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting

Ids = Collection[int] | None


def confirm(by: Acting, booking: Booking, slot_ids: Ids = None) -> list[BookingSlot]:
    """Promise the slots of one's own resources that wait for an answer (or only `slot_ids` of them).

    Requests that no longer fit beside them are declined, with alternatives. Raises `NotAllowed`, `Rejected` if nothing
    waits any more, or `Refused` if something has been promised meanwhile; then nothing is confirmed.
    """
    with deed(by):
        waiting = _waiting(by, booking, slot_ids)
        for slot in waiting:
            _check_still_free(slot)
            _decide(by, slot, "confirmed")
            if slot.replaces_id:
                give_up(db.session.get_one(BookingSlot, slot.replaces_id), by)
            db.session.flush()
        for slot in waiting:
            make_room(by, slot)
        letters.tell_asker("booking_confirmed", waiting, by)
        letters.answered(waiting)
        _note("booking.confirm", by, booking, waiting)
    return waiting


def decline(by: Acting, booking: Booking, reason: str, slot_ids: Ids = None) -> list[BookingSlot]:
    """Say no, with a reason; the asker is offered what is free. Raises `NotAllowed` or `Rejected`."""
    with deed(by):
        waiting = _waiting(by, booking, slot_ids)
        for slot in waiting:
            _decide(by, slot, "declined", reason)
        _tell_declined(by, waiting, reason)
        _note("booking.decline", by, booking, waiting)
    return waiting


def withdraw(by: Acting, booking: Booking, slot_ids: Ids = None) -> list[BookingSlot]:
    """Take back what still waits for an answer. Raises `NotAllowed` or `Rejected`."""
    require(policy.has_asked(by, booking))
    with deed(by):
        _line_up(booking.slots)
        waiting = _some([slot for slot in booking.slots if slot.is_waiting], slot_ids)
        for slot in waiting:
            slot.state = "withdrawn"
        letters.answered(waiting)
        letters.tell_owners("booking_withdrawn", waiting, by)
        _note("booking.withdraw", by, booking, waiting)
    return waiting


def cancel(by: Acting, booking: Booking, reason: str, slot_ids: Ids = None) -> list[BookingSlot]:
    """Call off what is confirmed: the asker all of it, an owner its own things. Raises `NotAllowed` or `Rejected`."""
    has_asked = policy.has_asked(by, booking)
    mine = [slot for slot in booking.slots if has_asked or policy.may_manage(by, slot.resource)]
    require(bool(mine))
    with deed(by):
        _line_up(mine)
        ending = _some([slot for slot in mine if slot.is_ahead], slot_ids)
        for slot in ending:
            _end(slot, by, reason)
        _withdraw_changes(ending)
        elsewhere = [slot for slot in ending if not by.acts_for(slot.resource.owner_id)]
        letters.tell_owners("booking_called_off", elsewhere, by, reason=reason)
        if not has_asked:
            letters.tell_asker("booking_cancelled", ending, by, reason=reason, with_offers=True)
        _note("booking.cancel", by, booking, ending)
    return ending


def make_room(by: Acting | None, confirmed: BookingSlot) -> None:
    """Decline the open requests that no longer fit beside what has just been confirmed."""
    db.session.flush()
    losers = []
    for other in queries.open_requests(confirmed.resource, confirmed.block):
        used = queries.uses([other.resource_id], [other.block], but=[other.replaces_id]).get(other.resource_id, [])
        if not fits(other.quantity, other.block, used, other.resource.quantity):
            _decide(by, other, "declined", "given_away")
            losers.append(other)
    if losers:
        _tell_declined(by, losers, "given_away")


def give_up(old: BookingSlot, by: Acting) -> None:
    """The new time is confirmed: the one kept until then is free again."""
    if old.state == "confirmed":
        _end(old, by, MOVED)


def settle_all(by: Acting, slots: Iterable[BookingSlot], reason: str) -> None:
    """For an owner who no longer lends something: cancel what is confirmed and decline what waits, in one go."""
    ending, waiting = [], []
    for slot in slots:
        if slot.state == "confirmed":
            _end(slot, by, reason)
            ending.append(slot)
        elif slot.is_waiting:
            _decide(by, slot, "declined", reason)
            waiting.append(slot)
    letters.tell_asker("booking_cancelled", ending, by, reason=reason, with_offers=True)
    _tell_declined(by, waiting, reason)


def _waiting(by: Acting, booking: Booking, slot_ids: Ids) -> list[BookingSlot]:
    mine = [slot for slot in booking.slots if policy.may_manage(by, slot.resource)]
    require(bool(mine))
    _line_up(mine)
    return _some([slot for slot in mine if slot.is_waiting], slot_ids)


def _line_up(slots: Iterable[BookingSlot]) -> None:
    for resource in letters.resources_in(slots):
        line_up(resource)


def _some(slots: list[BookingSlot], slot_ids: Ids) -> list[BookingSlot]:
    chosen = [slot for slot in slots if slot_ids is None or slot.id in slot_ids]
    if not chosen:
        raise Rejected(_("This has been settled meanwhile."))
    return chosen


def _check_still_free(slot: BookingSlot) -> None:
    used = queries.uses([slot.resource_id], [slot.block], but=[slot.replaces_id]).get(slot.resource_id, [])
    if not fits(slot.quantity, slot.block, used, slot.resource.quantity):
        reason = _(
            "Already promised to somebody else: %(title)s, %(when)s", title=slot.resource.title, when=written_slot(slot)
        )
        raise Refused(reason, [(slot.resource_id, slot.slot, "taken")])


def _decide(by: Acting | None, slot: BookingSlot, state: str, reason: str = "") -> None:
    slot.state, slot.reason, slot.decided_at = state, reason, clock.now()
    slot.decided_by_id = by.user.id if by else None


def _end(slot: BookingSlot, by: Acting, reason: str) -> None:
    slot.state, slot.reason, slot.ended_by_id = "cancelled", reason, by.organisation_id


def _withdraw_changes(ended: list[BookingSlot]) -> None:
    """Whoever calls off no longer wants another time for it either."""
    ids = [slot.id for slot in ended]
    changes = select(BookingSlot).where(BookingSlot.replaces_id.in_(ids), BookingSlot.state == "requested")
    for change in db.session.scalars(changes):
        change.state = "withdrawn"


def _tell_declined(by: Acting | None, slots: list[BookingSlot], reason: str) -> None:
    letters.answered(slots)
    letters.tell_asker("booking_declined", slots, by, reason=reason, with_offers=True)


def _note(deed: str, by: Acting, booking: Booking, slots: list[BookingSlot]) -> None:
    ids = [slot.id for slot in slots]
    audit.record(deed, booking, user_id=by.user.id, organisation_id=by.organisation_id, slots=ids)
