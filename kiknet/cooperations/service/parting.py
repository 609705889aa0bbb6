"""Leaving, being asked to go, and who leads afterwards. Nothing that was done is lost with one that goes."""

from sqlalchemy import update

from kiknet import clock
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service.deeds import about, deed, note
from kiknet.cooperations.states import FEWEST_PARTNERS
from kiknet.cooperations.telling import tell, tell_all, tell_lead
from kiknet.cooperations.work_models import Task
from kiknet.db import UNSEEN, db
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting


def leave(by: Acting, cooperation: Cooperation) -> None:
    """One's own organisation goes; the lead is told. Who leads hands over first, or calls it off.

    Raises `NotAllowed` or `Rejected`.
    """
    with deed(by, "leave", cooperation):
        own = cooperation.partner(by.organisation_id)
        assert own is not None  # noqa: S101 - the policy asked for it
        if own.role == "lead":
            raise Rejected(_("You lead this. Please hand the lead over first, or call the cooperation off."))
        _part(by, cooperation, own)
        tell_lead("cooperation_partner_gone", by, cooperation, partner=own, reason="")


def remove(by: Acting, cooperation: Cooperation, organisation_id: int, reason: str = "") -> None:
    """The lead parts with an organisation, which reads the reason. Raises `NotAllowed` or `Rejected`."""
    other = _accepted(cooperation, organisation_id)
    with deed(by, "remove_partner", cooperation, **about(other)):
        other = _accepted(cooperation, organisation_id)
        if other.role == "lead":
            raise Rejected(_("You lead this. Please hand the lead over first, or call the cooperation off."))
        _part(by, cooperation, other)
        tell(other.organisation, "cooperation_partner_gone", by, cooperation, partner=other, reason=reason)


def hand_over(by: Acting, cooperation: Cooperation, organisation_id: int) -> None:
    """Another organisation that is in leads from now on; one's own stays as a partner. All are told.

    Raises `NotAllowed` or `Rejected`.
    """
    other = _accepted(cooperation, organisation_id)
    with deed(by, "hand_over", cooperation, **about(other)):
        _lead(by, cooperation, organisation_id)


def appoint(by: Acting, cooperation: Cooperation, organisation_id: int) -> None:
    """The office names a lead where none is left. Raises `NotAllowed` or `Rejected`."""
    other = _accepted(cooperation, organisation_id)
    with deed(by, "appoint", cooperation, **about(other)):
        if cooperation.lead is not None:
            raise Rejected(_("This cooperation has a lead again; it can hand over itself."))
        _lead(by, cooperation, organisation_id)


def _lead(by: Acting, cooperation: Cooperation, organisation_id: int) -> None:
    new = _accepted(cooperation, organisation_id)
    if not new.is_in:
        raise Rejected(_("This organisation does not take part at the moment."), "organisation")
    for row in cooperation.partners:
        if row.role == "lead":
            row.role = "partner"
    new.role = "lead"
    tell_all("cooperation_lead", by, cooperation, lead=new)


def _part(by: Acting, cooperation: Cooperation, row: CooperationPartner) -> None:
    """It is out, and what it had to do is free for others. What was being planned by two looks for partners again."""
    row.state, row.answered_at = "left", clock.now()
    todo = (Task.cooperation_id == cooperation.id, Task.organisation_id == row.organisation_id, Task.done_at.is_(None))
    freed = update(Task).where(*todo).values(organisation_id=None, assignee_id=None)
    db.session.execute(freed, execution_options=UNSEEN)
    if cooperation.state == "planning" and len(cooperation.accepted) < FEWEST_PARTNERS:
        cooperation.state = "seeking"
        note(by, "move", cooperation, state="seeking")


def _accepted(cooperation: Cooperation, organisation_id: int) -> CooperationPartner:
    found = cooperation.partner(organisation_id)
    if found is None or found.state != "accepted":
        raise Rejected(_("This organisation is not in the cooperation (any more)."), "organisation")
    return found
