"""The blueprint all pages of this capability belong to."""

from flask import Blueprint

from kiknet.board.models import Listing
from kiknet.matching import lists, queries, sentences
from kiknet.matching.improving import ASKED, open_here
from kiknet.matching.judge import Reason
from kiknet.matching.models import Match
from kiknet.matching.said import direction
from kiknet.matching.shown import Shown, all_shown, partner_reasons
from kiknet.organisations.session import acting_or_none

bp = Blueprint("matching", __name__)


@bp.app_template_filter()
def match_reasons(match: Match) -> list[str]:
    """Why it fits, in the reader's language."""
    return sentences.reasons(Reason(*reason) for reason in match.reasons)


bp.add_app_template_filter(partner_reasons)


@bp.app_template_global()
def filed_as_if(listing: Listing) -> str:
    """ "need" for an offer that sounds like looking for something, "offer" for a need that gives, otherwise ""."""
    entry = queries.entry_of(listing)
    if listing.is_offer:
        return "need" if direction.asks(entry) else ""
    return "offer" if direction.gives(entry) else ""


@bp.app_template_global()
def matches_for(listing: Listing) -> list[Shown]:
    """What fits a listing, for the page of that listing: only its own organisation sees it."""
    by = acting_or_none()
    if by is None or not by.acts_for(listing.organisation_id) or not listing.is_active:
        return []
    return all_shown(by, lists.for_listing(listing))


@bp.app_template_global()
def left_open(listing: Listing) -> list[str]:
    """What a listing that found nothing yet could still say, in whole sentences."""
    return [str(sentences.IMPROVEMENTS[what]) for what in open_here(listing, ASKED)]


@bp.app_template_global()
def fits_ours(listing: Listing) -> list[Shown]:
    """Which entries of the organisation one acts for somebody else's listing fits, for the page of that listing."""
    by = acting_or_none()
    if by is None or by.organisation_id is None or by.acts_for(listing.organisation_id):
        return []
    return all_shown(by, lists.for_listing(listing, organisation_id=by.organisation_id, most=3))
