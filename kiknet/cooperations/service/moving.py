"""From one state to the next, when what it needs is there; changing what a cooperation says of itself; hiding it."""

from dataclasses import asdict

from kiknet import clock
from kiknet.cooperations import parts, states
from kiknet.cooperations.draft import LONGEST, CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service.deeds import check, deed
from kiknet.cooperations.states import Facts
from kiknet.cooperations.telling import tell_all, tell_lead
from kiknet.cooperations.words import MISSING
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting

TOLD_AT = frozenset({"planning", "active", "completed", "cancelled"})


def facts(cooperation: Cooperation) -> Facts:
    """What it has of what its states ask for."""
    return Facts(
        accepted=len(cooperation.accepted),
        has_event=cooperation.id in parts.last_date([cooperation.id]),
        has_start=cooperation.starts_on is not None,
        has_outcome=cooperation.outcome is not None,
    )


def change(by: Acting, cooperation: Cooperation, draft: CooperationDraft, version: int) -> None:
    """Another description. Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`."""
    check(by, draft, cooperation.visibility)
    rewritten = {"summary": "rewritten"} if draft.summary != cooperation.summary else {}
    with deed(by, "change", cooperation, version=version, **rewritten):
        for name, value in asdict(draft).items():
            setattr(cooperation, name, value)
        cooperation.is_to_complete = False


def move(by: Acting, cooperation: Cooperation, state: str, reason: str = "") -> None:
    """Into another of its states; all that are in hear of it. `reason` is for calling it off.

    Raises `NotAllowed`, or `Rejected` with what is missing.
    """
    if len(reason) > LONGEST["reason"]:
        raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST["reason"]), "reason")
    with deed(by, "move", cooperation, state=state):
        if state not in states.choices(cooperation.state):
            raise Rejected(_("This is no longer possible: somebody else has moved it."))
        if lacks := states.missing(state, facts(cooperation)):
            raise Rejected(str(MISSING[lacks]))
        cooperation.state = state
        cooperation.ended_reason = reason if state == "cancelled" else ""
        cooperation.ended_at = clock.now() if state in {"completed", "cancelled"} else None
        if state in TOLD_AT:
            tell_all("cooperation_moved", by, cooperation)


def hide(by: Acting, cooperation: Cooperation, reason: str) -> None:
    """The office takes it out of sight: only its organisations find it, and the lead reads the reason."""
    with deed(by, "hide", cooperation, reason=reason):
        cooperation.hidden_at, cooperation.office_reason = clock.now(), reason[: LONGEST["reason"]]
        tell_lead("cooperation_moderated", by, cooperation, reason=reason)


def restore(by: Acting, cooperation: Cooperation, reason: str) -> None:
    with deed(by, "restore", cooperation, reason=reason):
        cooperation.hidden_at, cooperation.office_reason = None, ""
        tell_lead("cooperation_moderated", by, cooperation, reason=reason)
