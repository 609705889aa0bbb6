"""Interests: "that suits us", yes, no, and taking it back. Whoever decides waits in line for the listing's row."""

from uuid import UUID, uuid5

from sqlalchemy import select

from kiknet import audit, clock
from kiknet.access import require
from kiknet.board import policy, telling
from kiknet.board.models import ALIVE_STATES, Interest, Listing
from kiknet.conversations import service as conversations
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting

LONGEST_MESSAGE = 3000
LONGEST_REASON = 500


def show_interest(by: Acting, listing: Listing, message: str, *, key: UUID | None = None) -> Interest:
    """Tell the listing's organisation that it suits the one `by` acts for.

    It opens a conversation of the two. Sent twice with the same `key` it is one. Raises `NotAllowed`, `TooOften`, or
    `Rejected` when the message is missing, the listing is over, or the organisation has answered it already.
    """
    require(policy.may_answer(by, listing))
    _check(message)
    unique = str(uuid5(key, f"{listing.id} {by.organisation_id} {message}")) if key else None
    with transaction():
        line_up(listing)
        if unique and (first := _by_key(by, unique)):
            return first
        if not policy.may_answer(by, listing):
            raise Rejected(_("This is no longer on the board."))
        if alive(listing.id, by.organisation_id):
            raise Rejected(_("Your organisation has answered this already."))
        interest = Interest(
            listing=listing,
            organisation=by.organisation,
            created_by_id=by.user.id,
            key=unique,
            message_id=_say(by, listing, message),
        )
        db.session.add(interest)
        _note("interest.show", by, interest)
        telling.tell_about(interest, "interest_shown", by, listing.organisation)
    return interest


def _say(by: Acting, listing: Listing, message: str) -> int:
    """The two talk about the listing from now on; the notice of the interest tells of it. Returns the message's id."""
    about = (listing.__tablename__, listing.id)
    url = telling.path(listing)
    conversation = conversations.start(
        by, listing.organisation, listing.title, about=about, url=url, text=message, tells=False
    )
    return conversation.last_message_id


def _check(message: str) -> None:
    if not message.strip():
        raise Rejected(_("Please write a word or two: who are you, and what would suit you?"), "message")
    if len(message) > LONGEST_MESSAGE:
        raise Rejected(_("Up to %(number)s characters, please.", number=LONGEST_MESSAGE), "message")


def accept(by: Acting, interest: Interest) -> Interest:
    """Say yes. Raises `NotAllowed`, or `Rejected` when it has been settled meanwhile."""
    return _answer(by, interest, "accepted")


def decline(by: Acting, interest: Interest, reason: str) -> Interest:
    """Say no, with a reason. Raises `NotAllowed`, or `Rejected` when it has been settled meanwhile."""
    if len(reason) > LONGEST_REASON:
        raise Rejected(_("Up to %(number)s characters, please.", number=LONGEST_REASON), "reason")
    return _answer(by, interest, "declined", reason)


def _answer(by: Acting, interest: Interest, state: str, reason: str = "") -> Interest:
    require(policy.may_decide_interest(by, interest))
    with transaction():
        _line_up_open(interest)
        _settle(by, interest, state, reason)
        _note(f"interest.{state}", by, interest)
        telling.tell_about(interest, "interest_answered", by, interest.organisation)
    return interest


def withdraw_interest(by: Acting, interest: Interest) -> Interest:
    """Take it back while it is open. Raises `NotAllowed`, or `Rejected` when it has been settled meanwhile."""
    require(policy.has_asked(by, interest))
    with transaction():
        _line_up_open(interest)
        _settle(by, interest, "withdrawn")
        _note("interest.withdraw", by, interest)
        telling.tell_about(interest, "interest_withdrawn", by, interest.listing.organisation)
    return interest


def decline_open(by: Acting, listing: Listing, reason: str) -> None:
    """Inside a deed that ends the listing: who still waits for an answer gets it. `reason` is a key of `words.OVER`."""
    waiting = select(Interest).where(Interest.listing_id == listing.id, Interest.state == "open")
    for interest in db.session.scalars(waiting).all():
        _settle(by, interest, "declined", reason)
        telling.tell_about(interest, "interest_answered", by, interest.organisation, is_over=True)


def alive(listing_id: int, organisation_id: int | None) -> Interest | None:
    """The answer of this organisation that is open or accepted."""
    found = select(Interest).where(
        Interest.listing_id == listing_id, Interest.organisation_id == organisation_id, Interest.state.in_(ALIVE_STATES)
    )
    return db.session.scalar(found)


def _line_up_open(interest: Interest) -> None:
    line_up(interest.listing)
    if not interest.is_open:
        raise Rejected(_("This has been settled meanwhile."))


def _settle(by: Acting, interest: Interest, state: str, reason: str = "") -> None:
    interest.state, interest.reason = state, reason
    interest.decided_by_id, interest.decided_at = by.user.id, clock.now()
    if not interest.is_alive:
        interest.key = None  # the same words sent once more are a new answer


def _by_key(by: Acting, unique: str) -> Interest | None:
    return db.session.scalar(
        select(Interest).where(Interest.key == unique, Interest.organisation_id == by.organisation_id)
    )


def _note(deed: str, by: Acting, interest: Interest) -> None:
    db.session.flush()
    audit.record(deed, interest, user_id=by.user.id, organisation_id=by.organisation_id)
