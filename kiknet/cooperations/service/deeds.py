"""What every deed with a stored cooperation has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiknet import audit, clock, revisions
from kiknet.access import require
from kiknet.cooperations import parts, policy
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationEntry, CooperationPartner
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting


@contextmanager
def deed(by: Acting, name: str, cooperation: Cooperation, *, version: int | None = None, **said: Any) -> Iterator[None]:
    """One deed of `policy.RULES`, done in the block: permission, nobody in between, history, revision, audit entry.

    With a `version` nobody may have changed it since its form was opened; without one the deed waits in line and
    looks at what others have left. Raises `NotAllowed`, or `ChangedMeanwhile`.
    """
    require(policy.may(by, name, cooperation))
    with transaction():
        if version is not None:
            revisions.hold(cooperation, version)
        line_up(cooperation)
        require(policy.may(by, name, cooperation))
        yield
        note(by, said.pop("deed", name), cooperation, **said)
        if name in parts.SHOWN_ABOVE:
            parts.tell_above(cooperation)
        revisions.stamp(cooperation)


def check(by: Acting, draft: CooperationDraft, was: str = "network") -> None:
    """Raise `Rejected` for what is missing or too long, or if a new organisation would show to all what it has begun.

    `was` is who has seen it so far.
    """
    draft.check()
    if draft.visibility == "public" and was != "public" and not policy.may_show_to_all(by):
        raise Rejected(_("Your organisation is new here: at first only the network sees what it begins."), "visibility")


def note(by: Acting, name: str, cooperation: Cooperation, **said: Any) -> None:
    """In the running transaction: a line of its history, an audit entry, and it has been touched today."""
    touch(cooperation)
    db.session.flush()
    db.session.add(
        CooperationEntry(
            cooperation_id=cooperation.id, organisation_id=by.organisation_id, user_id=by.user.id, deed=name, said=said
        )
    )
    audit.record(f"cooperation.{name}", cooperation, user_id=by.user.id, organisation_id=by.organisation_id, **said)


def about(partner: CooperationPartner) -> dict[str, Any]:
    """What history and audit entry say of the organisation a deed is about."""
    return {"organisation": partner.organisation.name, "other": partner.organisation_id}


def touch(cooperation: Cooperation) -> None:
    """Somebody did something about it: an idea that is touched is not archived."""
    cooperation.touched_at, cooperation.warned_at = clock.now(), None
