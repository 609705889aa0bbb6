"""From a yes to doing it together: a cooperation of both, filled in with what the two have written."""

from collections.abc import Callable

from sqlalchemy import select

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.board import policy, telling
from kiknet.board.draft import LONGEST as LONGEST_IN_LISTING
from kiknet.board.models import Interest, Listing
from kiknet.cooperations.draft import LONGEST, CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.queries import WITH_PARTNERS
from kiknet.cooperations.service import founding, partners
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

ORIGIN = Interest.__tablename__
counterparts: list[Callable[[Interest], Listing | None]] = []
"""Who knows which listing of the one that answered fits this one; `app.py` enters it."""


def begin_cooperation(by: Acting, interest: Interest) -> Cooperation:
    """Both organisations are in at once, and `by`'s leads; begun again from the same yes it is the first one.

    Their listings belong to it from now on. Raises `NotAllowed`, or `Rejected` if the yes is no longer one.
    """
    require(policy.may_realise(by, interest))
    with transaction():
        listings = _lined_up(interest)
        if not interest.is_accepted:
            raise Rejected(_("This has been settled meanwhile."))
        known = begun_from(interest, listings)
        cooperation = known or _found(by, interest, listings)
        new = [each for each in listings if each.cooperation_id is None]
        for listing in new:
            listing.cooperation = cooperation
            audit.record("listing.cooperate", listing, user_id=by.user.id, organisation_id=by.organisation_id)
        if known is None:
            telling.tell_begun(interest, by, partner_of(by, interest), cooperation)
        if new:
            revisions.stamp(*new)
    return cooperation


def begun_from(interest: Interest, listings: list[Listing] | None = None) -> Cooperation | None:
    """The cooperation of just these two that this yes, or one to the listing that fits it, has led to."""
    found = select(Cooperation).where(Cooperation.origin_kind == ORIGIN, Cooperation.origin_id == interest.id)
    first = db.session.scalar(found.options(*WITH_PARTNERS).order_by(Cooperation.id).limit(1))
    if first is not None:
        return first
    both = {interest.organisation_id, interest.listing.organisation_id}
    for listing in [interest.listing] if listings is None else listings:
        known = listing.cooperation
        if known is not None and known.is_open and both <= {each.organisation_id for each in known.accepted}:
            return known
    return None


def partner_of(by: Acting, interest: Interest) -> Organisation:
    """The other one of the two."""
    return interest.organisation if by.acts_for(interest.listing.organisation_id) else interest.listing.organisation


def invite(by: Acting, listing: Listing, organisation_id: int | None) -> None:
    """An open role has found somebody on the board: they are invited into its cooperation.

    Raises `NotAllowed`, or `Rejected` if they are in, or asked, already.
    """
    found = next((each for each in policy.found_by(listing, _accepted(listing)) if each.id == organisation_id), None)
    if found is None or listing.cooperation is None or not by.acts_for(listing.organisation_id):
        raise NotAllowed
    about = _("For “%(title)s”, which you have answered.", title=listing.title)
    partners.invite(by, listing.cooperation, found, message=about)


def _accepted(listing: Listing) -> list[Interest]:
    return list(
        db.session.scalars(select(Interest).where(Interest.listing_id == listing.id, Interest.state == "accepted"))
    )


def _lined_up(interest: Interest) -> list[Listing]:
    """The two listings, the one that was answered first; everybody waits for them in the order of their ids."""
    other = next((found for ask in counterparts if (found := ask(interest))), None)
    both = [interest.listing] if other is None else [interest.listing, other]
    for listing in sorted(both, key=lambda each: each.id):
        line_up(listing)
    return both


def _found(by: Acting, interest: Interest, listings: list[Listing]) -> Cooperation:
    partner = partner_of(by, interest)
    cooperation = founding.found(
        by, draft_of(listings), origin="match", began_from=(ORIGIN, interest.id), with_=[partner], have_agreed=True
    )
    for listing in listings:
        row = cooperation.partner(listing.organisation_id)
        if row is not None and listing.is_offer:
            row.contribution = listing.title[: LONGEST["contribution"]]
    return cooperation


def draft_of(listings: list[Listing]) -> CooperationDraft:
    """What the two have written, in one: the topic both name is what it is called."""
    need = next((each for each in listings if not each.is_offer), listings[0])
    topics = set(need.topics).intersection(*(each.topics for each in listings)) or set(need.topics)
    texts = [f"{each.title}\n{each.text}".strip() for each in listings]
    return CooperationDraft(
        title=(min(topics) if topics else need.title)[: LONGEST["title"]],
        summary="\n\n".join(texts)[: LONGEST_IN_LISTING["text"]],
        lang=need.lang,
        district_number=next((each.district_number for each in [need, *listings] if each.district_number), None),
        audiences=tuple(sorted({code for each in listings for code in each.audiences})),
        fields=tuple(sorted({code for each in listings for code in each.fields})),
    )
