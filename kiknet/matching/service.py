"""Deeds with matches, and what becomes of them by deeds on the board."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, update

from kiknet import audit, clock
from kiknet.access import require
from kiknet.board.models import Interest, Listing
from kiknet.booking.models import BookingSlot
from kiknet.db import UNSEEN, db, line_up_all, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.matching import lists, live, policy, queries
from kiknet.matching.models import OPEN_STATES, Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

LONGEST_REASON = 500
UNDISMISSED = {"dismissed_by_id": None, "reason": ""}
DISMISSIBLE = ("suggested", "seen", "contacted")
BEFORE = {
    "contacted": ("suggested", "seen", "agreed"),
    "agreed": ("suggested", "seen", "contacted", "dismissed"),
    "seen": ("contacted", "agreed"),
    "realised": (*OPEN_STATES, "stale"),
}


def dismiss(by: Acting, match: Match, reason: str = "") -> None:
    """It does not fit: it is not suggested again, to neither, until one of the two says something else.

    Raises `NotAllowed`, or `Rejected` when the two have agreed or somebody was faster.
    """
    require(policy.may_decide(by, match))
    if len(reason) > LONGEST_REASON:
        raise Rejected(_("Up to %(number)s characters, please.", number=LONGEST_REASON), "reason")
    with transaction():
        values = {"dismissed_by_id": by.organisation_id, "reason": reason.strip()}
        if not _move(match, DISMISSIBLE, "dismissed", **values):
            raise Rejected(_("This has been settled meanwhile."))
        audit.record("match.dismiss", match, user_id=by.user.id, organisation_id=by.organisation_id)


def take_back(by: Acting, match: Match) -> None:
    """It fits after all. Only who dismissed it takes that back. Raises `NotAllowed` or `Rejected`."""
    require(policy.may_decide(by, match) and match.dismissed_by_id == by.organisation_id)
    with transaction():
        back = queries.talked_about([match]).get(match.id, "suggested")
        if not _move(match, ("dismissed",), back, **UNDISMISSED):
            raise Rejected(_("This has been settled meanwhile."))
        audit.record("match.take_back", match, user_id=by.user.id, organisation_id=by.organisation_id)


def see_all(by: Acting) -> None:
    """They have looked at what fits their organisation: nothing is marked as new any more. Raises `NotAllowed`."""
    require(by.may_write)
    new = Match.id.in_(lists.ids_of(by.organisation_id or 0)), Match.state == "suggested"
    with transaction():
        seen = update(Match).where(*new).values(state="seen", changed_at=clock.now())
        db.session.execute(seen, execution_options=UNSEEN)


def follow_interest(interest: Interest) -> None:
    """Inside the deed of an answer on the board: the matches of the two organisations around this listing go along.

    They may have answered each other's listings both: one yes is enough to agree, one open answer to be talking.
    """
    found = _around(interest.listing_id, interest.organisation_id)
    if not found:
        return
    line_up_all(Match, Match.id.in_([match.id for match in found]))
    states = queries.talked_about(found)
    for match in found:
        state = states.get(match.id, "seen")
        _move(match, BEFORE[state], state, **(UNDISMISSED if state == "agreed" else {}))


def follow_listing(listing: Listing) -> None:
    """Inside a deed with a listing: with whom it was fulfilled, or does it together, there a match has become real.

    What was not settled after all goes back to how the two talk about it.
    """
    if listing.cooperation is not None:
        for partner in listing.cooperation.accepted:
            if partner.organisation_id != listing.organisation_id:
                realise(listing, partner.organisation_id, listing.cooperation, ("agreed",))
    if listing.state == "fulfilled" and listing.fulfilled_with_id is not None:
        realise(listing, listing.fulfilled_with_id, listing)
    if listing.state == "active":
        _reopen(listing)


def realise(
    listing: Listing, organisation_id: int, thing: Any, before: Iterable[str] = BEFORE["realised"]
) -> list[Match]:
    """Inside the deed that begins something from an answer: what the two have found in each other has become `thing`.

    All matches around this need or offer with that organisation (the one that answered, or was answered) that are not
    dismissed; returns those that went along. A resource's owner counts as well. Only the first thing is remembered.
    """
    values = {"realised_kind": thing.__tablename__, "realised_id": thing.id}
    found = _around(listing.id, organisation_id)
    return [match for match in found if _move(match, before, "realised", **values)]


def _reopen(listing: Listing) -> None:
    settled = ("realised", listing.__tablename__, listing.id)
    matches = queries.matches_of(listing_id=listing.id)
    found = [match for match in matches if (match.state, match.realised_kind, match.realised_id) == settled]
    states = queries.talked_about(found) if found else {}
    for match in found:
        _move(match, ("realised",), states.get(match.id, "seen"), realised_kind="", realised_id=None)


def _around(listing_id: int, organisation_id: int) -> list[Match]:
    """The matches of a listing with this organisation, by id."""
    found = queries.matches_of(listing_id=listing_id)
    theirs = [match for match in found if organisation_id in {one.id for one in match.organisations}]
    return sorted(theirs, key=lambda match: match.id)


def counterpart(interest: Interest) -> Listing | None:
    """Of the two that have agreed: the listing of the one that answered which fits best what was answered."""
    matches = queries.matches_of(listing_id=interest.listing_id)
    for match in sorted(matches, key=lambda match: (-match.score, match.id)):
        other = match.offer if match.need_id == interest.listing_id else match.need
        if other is not None and other.organisation_id == interest.organisation_id and other.is_active:
            return other
    return None


def follow_booking(slot: BookingSlot) -> None:
    """Inside the deed that promises something that is lent: who has looked for it has found it."""
    for match in queries.matches_with(slot.resource_id, slot.booking.organisation_id):
        _move(match, BEFORE["realised"], "realised", realised_kind="bookings", realised_id=slot.booking_id)


def move_matches(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`, after its listings: nobody fits themselves."""
    theirs = update(Match).where(Match.dismissed_by_id == organisation.id).values(dismissed_by_id=target.id)
    db.session.execute(theirs, execution_options=UNSEEN)
    db.session.expire_all()
    for listing in db.session.scalars(select(Listing).where(Listing.organisation_id == target.id)):
        live.renew(listing)


def _move(match: Match, before: Iterable[str], state: str, **values: Any) -> bool:
    """Whether it went from one of these states to the other: of two who try at once, the second sees the first's."""
    moved = (
        update(Match)
        .where(Match.id == match.id, Match.state.in_(list(before)))
        .values(state=state, changed_at=clock.now(), **values)
    )
    db.session.flush()
    done = db.session.execute(moved, execution_options=UNSEEN)
    db.session.refresh(match)
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result has it
