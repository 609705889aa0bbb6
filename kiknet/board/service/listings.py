"""Deeds with listings: posting, changing, pausing, renewing, ending. Each happens completely or not at all."""

from collections.abc import Collection
from datetime import date
from typing import IO
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from kiknet import audit, clock, media, revisions
from kiknet.access import require
from kiknet.board import lifetime, policy, queries
from kiknet.board.draft import ListingDraft
from kiknet.board.models import THROUGH, Listing
from kiknet.board.service import answers, approval
from kiknet.board.service.deeds import deed
from kiknet.booking.models import Resource
from kiknet.booking.words import FEATURES
from kiknet.cooperations import linking
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.media import Picture
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

PLAIN = (
    "direction", "kind", "title", "text", "lang", "quantity", "capacity", "district_number", "visibility", "picture_id",
)  # fmt: skip
SEVERAL = ("features", "topics", "audiences", "fields")
APPROVED = ("active", "paused")
"""States in which the office has seen it, and the owner can bring it before everybody without asking."""


def post_listing(by: Acting, draft: ListingDraft, *, publish: bool = True, key: UUID | None = None) -> Listing:
    """Put `draft` on the board (or keep it as a draft); a new organisation's waits for the office.

    The same draft sent twice with the same `key` is one listing. Raises `NotAllowed` or `Rejected`.
    """
    require(policy.may_post(by))
    draft = _checked(draft)
    unique = draft.idempotency(key) if key else None
    try:
        with transaction(forgets=False):
            listing = Listing(organisation=by.organisation, created_by_id=by.user.id, key=unique)
            _write(by, listing, draft)
            db.session.add(listing)
            _belong(by, listing, draft.cooperation_id, is_shown=publish)
            if publish:
                approval.publish_or_submit(by, listing)
            revisions.stamp(listing)
            audit.record("listing.post", listing, user_id=by.user.id, organisation_id=by.organisation_id)
    except IntegrityError:
        first = queries.own_listing_by_key(by, unique) if unique else None
        if first is None:
            raise
        return first
    return listing


def change_listing(
    by: Acting, listing: Listing, draft: ListingDraft, version: int, *, publish: bool = False
) -> Listing:
    """Let it say what `draft` does; `publish` also sends a draft on its way, and what had expired comes back.

    Raises `NotAllowed`, `Rejected`, or `ChangedMeanwhile` if it no longer has the revision `version`.
    """
    require(policy.may(by, "change", listing))
    draft = _checked(draft, {part.day for part in listing.when.dates})
    with deed(by, "change", listing, version=version, cooperation_id=draft.cooperation_id):
        said, was_over = _looked_at(listing), listing.state_now == "expired"
        listing.is_to_complete = False
        _write(by, listing, draft)
        if was_over:
            _back_on_board(listing)
        _belong(by, listing, draft.cooperation_id, is_shown=publish or listing.state != "draft")
        is_new = said != _looked_at(listing)
        if _goes_on_its_way(by, listing, publish=publish, is_new=is_new):
            approval.publish_or_submit(by, listing)
    return listing


def _goes_on_its_way(by: Acting, listing: Listing, *, publish: bool, is_new: bool) -> bool:
    if listing.state == "draft":
        return publish
    return listing.state in APPROVED and is_new and not policy.publishes_directly(by)


def _looked_at(listing: Listing) -> list[object]:
    """What the office has approved of a new organisation, all it has typed: with other words it is looked at again."""
    picture = db.session.get(Picture, listing.picture_id) if listing.picture_id else None
    typed = [feature for feature in listing.features if feature not in FEATURES]
    shown = (picture.id, picture.alt, picture.credit) if picture else None
    return [listing.title, listing.text, list(listing.topics), typed, shown]


def publish_listing(by: Acting, listing: Listing) -> Listing:
    """Send a draft, or one that was given back, on its way."""
    with deed(by, "publish", listing):
        approval.publish_or_submit(by, listing)
    return listing


def pause_listing(by: Acting, listing: Listing) -> Listing:
    """Take it off the board for a while; its time goes on."""
    with deed(by, "pause", listing):
        listing.state = "paused"
    return listing


def resume_listing(by: Acting, listing: Listing) -> Listing:
    with deed(by, "resume", listing):
        listing.state = "active"
    return listing


def renew_listing(by: Acting, listing: Listing) -> Listing:
    """Another 90 days from today, at most to the last of its dates; what had expired is on the board again."""
    with deed(by, "renew", listing):
        if listing.state_now == "expired":
            _back_on_board(listing)
        listing.valid_until, listing.warned = lifetime.lasts_until(clock.today(), listing.when.last_day), 0
    return listing


def _back_on_board(listing: Listing) -> None:
    listing.state, listing.listed_at = "active", clock.now()


def fulfil_listing(by: Acting, listing: Listing, how: str = "", with_: Organisation | None = None) -> Listing:
    """Found. `how`: through the "board", "elsewhere" or "" (not said); `with_` names the organisation of the network.

    Who still waits for an answer is told. Raises `NotAllowed` or `Rejected`.
    """
    if how not in THROUGH or (with_ is not None and by.acts_for(with_.id)):
        raise Rejected(_("Please choose through whom."), "how")
    with deed(by, "fulfil", listing, how=how, with_organisation=with_.id if with_ else None):
        listing.state, listing.fulfilled_at = "fulfilled", clock.now()
        listing.fulfilled_how, listing.fulfilled_with = how, with_
        answers.decline_open(by, listing, "fulfilled")
    return listing


def reopen_listing(by: Acting, listing: Listing) -> Listing:
    """It was not settled after all: on the board again, for another 90 days where its time has run out meanwhile.

    Who was told that it is settled is not told again.
    """
    with deed(by, "reopen", listing):
        listing.state, listing.fulfilled_at, listing.fulfilled_how, listing.fulfilled_with = "active", None, "", None
        if listing.state_now == "expired":
            _back_on_board(listing)
            listing.valid_until, listing.warned = lifetime.lasts_until(clock.today(), listing.when.last_day), 0
    return listing


def withdraw_listing(by: Acting, listing: Listing) -> Listing:
    """Take it off the board for good: its page answers 410. Who still waits for an answer is told."""
    with deed(by, "withdraw", listing):
        listing.state = "withdrawn"
        answers.decline_open(by, listing, "withdrawn")
    return listing


def keep_picture(by: Acting, upload: IO[bytes], alt: str, credit: str) -> Picture:
    """Check and keep an uploaded picture, so that it is not lost while the form is corrected. Raises `Rejected`."""
    require(policy.may_post(by))
    with transaction():
        return media.keep_picture(upload, alt=alt, credit=credit, user_id=by.user.id)


def _checked(draft: ListingDraft, known: Collection[date] = ()) -> ListingDraft:
    draft = draft.asked_only()
    for problem in draft.problems(clock.today(), known):
        raise problem
    return draft


def _last_day(listing: Listing, draft: ListingDraft) -> date:
    """Until when it lasts, once it says what `draft` does."""
    today, last_date = clock.today(), draft.availability.last_day
    if draft.valid_until:
        return lifetime.moved(draft.valid_until, today, None, last_date)
    if listing.valid_until is None or listing.state_now == "expired":
        return lifetime.lasts_until(today, last_date)
    return lifetime.moved(listing.valid_until, today, listing.when.last_day, last_date)


def _write(by: Acting, listing: Listing, draft: ListingDraft) -> None:
    listing.valid_until = _last_day(listing, draft)
    for name in PLAIN:
        setattr(listing, name, getattr(draft, name))
    for name in SEVERAL:
        setattr(listing, name, sorted(set(getattr(draft, name))))
    listing.languages = [spoken.to_json() for spoken in sorted(set(draft.languages))]
    listing.spoken = sorted({spoken.lang for spoken in draft.languages})
    listing.availability = draft.availability.to_json()
    listing.warned = lifetime.warnings_due(listing.valid_until, clock.today())
    listing.resource = _own_resource(by, draft.resource)
    listing.folded = fold(" ".join((draft.title, draft.text, *draft.topics, *draft.features)))
    if draft.picture_id is not None:
        words = {"alt": draft.picture_alt, "credit": draft.picture_credit}
        listing.picture = media.describe(draft.picture_id, listing, **words)


def _belong(by: Acting, listing: Listing, cooperation_id: int | None, *, is_shown: bool) -> None:
    """Raises `NotFound`, or `NotAllowed` if the organisation is not in the cooperation."""
    if listing.cooperation_id != cooperation_id:
        title = listing.title if is_shown else ""
        found = linking.line_up_to_link(by, cooperation_id, "listing", title) if cooperation_id is not None else None
        listing.cooperation = found


def _own_resource(by: Acting, resource_id: int | None) -> Resource | None:
    if resource_id is None:
        return None
    resource = db.session.get(Resource, resource_id)
    if resource is None or not by.acts_for(resource.owner_id) or resource.is_retired:
        raise Rejected(_("Please choose one of your own rooms or things."), "resource")
    return resource
