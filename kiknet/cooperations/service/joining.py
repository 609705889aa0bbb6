"""An organisation says that it would join, what it could contribute, and takes that back: the lead decides later."""

from kiknet import clock
from kiknet.access import require
from kiknet.cooperations import policy
from kiknet.cooperations.draft import LONGEST
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service.deeds import deed
from kiknet.cooperations.telling import tell_lead
from kiknet.db import line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting


def join(by: Acting, cooperation: Cooperation, contribution: str = "") -> CooperationPartner:
    """`by`'s organisation would join, and could bring `contribution`; the lead is told.

    Said once more with the same words nothing happens; with others they replace the first, and the lead is told of
    that. Raises `NotAllowed` (who is in, or invited, is asked differently) or `Rejected`.
    """
    if len(contribution) > LONGEST["contribution"]:
        raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST["contribution"]), "contribution")
    require(policy.may(by, "join", cooperation))
    with transaction():
        line_up(cooperation)
        partner = cooperation.partner(by.organisation_id)
        if partner is None or (partner.state, partner.contribution) != ("interested", contribution):
            with deed(by, "join", cooperation):
                partner = _interested(by, cooperation, contribution)
                tell_lead("cooperation_interest", by, cooperation, contribution=contribution)
    return partner


def _interested(by: Acting, cooperation: Cooperation, contribution: str) -> CooperationPartner:
    partner = cooperation.partner(by.organisation_id)
    if partner is None:
        partner = CooperationPartner(organisation=by.organisation)
        cooperation.partners.append(partner)
    partner.state, partner.role, partner.contribution = "interested", "partner", contribution
    partner.answered_at = clock.now()
    return partner


def take_back(by: Acting, cooperation: Cooperation) -> None:
    """`by`'s organisation would rather not join after all; the lead is told. Raises `NotAllowed`."""
    with deed(by, "take_back", cooperation):
        partner = cooperation.partner(by.organisation_id)
        if partner is not None:
            cooperation.partners.remove(partner)
        tell_lead("cooperation_interest_back", by, cooperation)
