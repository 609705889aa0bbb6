"""The blueprint all pages of this capability belong to."""

from flask import Blueprint

from kiknet.board.models import Listing
from kiknet.matching import queries, sentences
from kiknet.matching.judge import Reason
from kiknet.matching.models import Match
from kiknet.matching.shown import Shown, all_shown, partner_reasons
from kiknet.organisations.session import acting_or_none

bp = Blueprint("matching", __name__)


@bp.app_template_filter()
def match_reasons(match: Match) -> list[str]:
    """Why it fits, in the reader's language."""
    return sentences.reasons(Reason(*reason) for reason in match.reasons)


bp.add_app_template_filter(partner_reasons)


@bp.app_template_global()
def matches_for(listing: Listing) -> list[Shown]:
    """What fits a listing, for the page of that listing: only its own organisation sees it."""
    by = acting_or_none()
    if by is None or not by.acts_for(listing.organisation_id) or not listing.is_active:
        return []
    return all_shown(by, queries.for_listing(listing))
