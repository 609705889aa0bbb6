"""Who is in a cooperation: inviting, saying yes or no, roles, what each brings."""

from kiknet import clock
from kiknet.cooperations.draft import LONGEST
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service.deeds import about, deed
from kiknet.cooperations.telling import tell, tell_lead
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

GIVEN_ROLES = ("partner", "supporter")


def invite(
    by: Acting, cooperation: Cooperation, organisation: Organisation, *, role: str = "partner", message: str = ""
) -> None:
    """Ask an organisation to join; its writers are told. Whoever left or said no may be asked anew.

    Raises `NotAllowed`, or `Rejected` for one that is in, is asked already, or does not take part in the network.
    """
    _check(role, "role")
    _check_length(message, "message")
    with deed(by, "invite", cooperation, organisation=organisation.name, other=organisation.id):
        row = cooperation.partner(organisation.id)
        if not organisation.is_active:
            raise Rejected(_("This organisation does not take part at the moment."), "organisation")
        if row is not None and row.state in {"accepted", "invited"}:
            raise Rejected(_("This organisation is in, or asked already."), "organisation")
        if row is not None and row.state == "interested":
            raise Rejected(_("This organisation has offered to join. Please answer it above."), "organisation")
        if row is None:
            row = CooperationPartner(organisation=organisation)
            cooperation.partners.append(row)
        row.role, row.state, row.message, row.answered_at = role, "invited", message, None
        tell(organisation, "cooperation_invited", by, cooperation, message=message)


def answer_invitation(by: Acting, cooperation: Cooperation, *, accepts: bool, contribution: str = "") -> None:
    """Yes, with what one brings, or no; the lead is told. Raises `NotAllowed` or `Rejected`."""
    _check_length(contribution, "contribution")
    name = "accept_invitation" if accepts else "decline_invitation"
    with deed(by, "answer_invitation", cooperation, deed=name):
        own = _row(cooperation, by.organisation_id)
        _answer(own, accepts=accepts)
        own.contribution = contribution or own.contribution
        tell_lead("cooperation_invitation_answered", by, cooperation, accepts=accepts, partner=own)


def answer_interest(
    by: Acting, cooperation: Cooperation, organisation_id: int, *, accepts: bool, role: str = "partner"
) -> None:
    """The lead says yes or no to one that would join; it is told.

    Raises `NotAllowed`, or `Rejected` if that is over.
    """
    _check(role, "role")
    other = _row(cooperation, organisation_id)
    name = "accept_interest" if accepts else "decline_interest"
    with deed(by, "answer_interest", cooperation, deed=name, **about(other)):
        other = _row(cooperation, organisation_id)
        if other.state != "interested":
            raise Rejected(_("This is settled already, or it was taken back."))
        _answer(other, accepts=accepts)
        other.role = role
        tell(other.organisation, "cooperation_interest_answered", by, cooperation, accepts=accepts)


def take_back_invitation(by: Acting, cooperation: Cooperation, organisation_id: int) -> None:
    """As if it had not been asked. Raises `NotAllowed`, or `Rejected` if it has answered."""
    other = _row(cooperation, organisation_id)
    with deed(by, "invite", cooperation, deed="take_back_invitation", **about(other)):
        other = _row(cooperation, organisation_id)
        if other.state != "invited":
            raise Rejected(_("This organisation has answered already."))
        cooperation.partners.remove(other)


def set_role(by: Acting, cooperation: Cooperation, organisation_id: int, role: str) -> None:
    """Partner or supporter; the lead is handed over. Raises `NotAllowed` or `Rejected`."""
    _check(role, "role")
    other = _row(cooperation, organisation_id)
    with deed(by, "set_role", cooperation, **about(other), role=role):
        other = _row(cooperation, organisation_id)
        if other.role == "lead" or other.state not in {"accepted", "invited"}:
            raise Rejected(_("This role cannot be changed here."))
        other.role = role


def say_contribution(by: Acting, cooperation: Cooperation, text: str) -> None:
    """What one's own organisation brings. Raises `NotAllowed` or `Rejected`."""
    _check_length(text, "contribution")
    with deed(by, "say_contribution", cooperation):
        _row(cooperation, by.organisation_id).contribution = text


def _answer(row: CooperationPartner, *, accepts: bool) -> None:
    row.state, row.answered_at = "accepted" if accepts else "declined", clock.now()


def _row(cooperation: Cooperation, organisation_id: int | None) -> CooperationPartner:
    found = cooperation.partner(organisation_id)
    if found is None:
        raise Rejected(_("This is settled already, or it was taken back."))
    return found


def _check(role: str, field: str) -> None:
    if role not in GIVEN_ROLES:
        raise Rejected(_("Please choose a role."), field)


def _check_length(text: str, name: str) -> None:
    if len(text) > LONGEST[name]:
        raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST[name]), name)
