"""What the office does with organisations: suspend, resume, archive, trust, appoint an admin, merge."""

from collections.abc import Callable

from sqlalchemy import select

from kiknet import audit, mail, revisions
from kiknet.accounts import queries as people
from kiknet.db import db, line_up, line_up_all, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import members
from kiknet.organisations.service.decisions import close_claims, require_decision

STRENGTH = {"viewer": 0, "editor": 1, "admin": 2}
MERGED = _l("The organisation was merged with another one in the directory.")
GONE = _l("This organisation no longer exists.")
MOVES = {
    "suspended": ("active",),
    "active": ("suspended",),
    "archived": ("active", "suspended", "unclaimed"),
}

on_merge: list[Callable[[Organisation, Organisation], None]] = []
"""What upper capabilities move when the first organisation becomes part of the second; filled in `app.py`."""
on_standing: list[Callable[[Organisation], None]] = []
"""Who hears in the deed's transaction, before it takes the revision, that one was suspended, resumed or archived."""


def suspend(by: Acting, organisation: Organisation, reason: str) -> None:
    """Its pages vanish and its people can no longer post, until it is resumed."""
    _move(by, organisation, "suspended", reason)


def resume(by: Acting, organisation: Organisation, reason: str = "") -> None:
    _move(by, organisation, "active", reason)


def archive(by: Acting, organisation: Organisation, reason: str) -> None:
    """For good: it exists no longer."""
    _move(by, organisation, "archived", reason)


def give_trust(by: Acting, organisation: Organisation, trust: str) -> None:
    """`trusted` organisations publish directly, entries of `new` ones wait for the office."""
    require_decision(by, organisation)
    with transaction():
        organisation.trust = trust
        audit.record(f"organisation.{trust}", organisation, user_id=by.user.id, organisation_id=organisation.id)


def appoint_admin(by: Acting, organisation: Organisation, email: str) -> None:
    """Where no admin is left: a member with this address becomes admin at once, anybody else is invited as one.

    Raises `Rejected` while there is an admin.
    """
    require_decision(by, organisation)
    with transaction():
        line_up(organisation)
        if not organisation.is_active or queries.admins_of(organisation):
            raise Rejected(_("There is an admin already; they invite the others."), field="email")
        member = queries.membership_of(people.user_by_email(email), organisation)
        if member is None:
            members.send_invitation(by, organisation, email, "admin")
            return
        member.role = "admin"
        audit.record("member.appointed", member, user_id=by.user.id, organisation_id=organisation.id)
        members.tell(member, "member_role", role="admin")


def merge(by: Acting, organisation: Organisation, target: Organisation) -> None:
    """`organisation` was the same as `target`: its people and entries move there, its address redirects.

    Raises `Rejected` where that makes no sense.
    """
    require_decision(by, organisation)
    require_decision(by, target)
    with transaction():
        line_up_all(Organisation, Organisation.id.in_((organisation.id, target.id)))
        _check_merge(organisation, target)
        _move_members(organisation, target)
        _move_children(organisation, target)
        close_claims(by, organisation, MERGED)
        for moving in on_merge:
            moving(organisation, target)
        organisation.state, organisation.merged_into_id = "archived", target.id
        revisions.stamp(organisation, target)
        audit.record("organisation.merged", organisation, user_id=by.user.id, into=target.id)


def _move(by: Acting, organisation: Organisation, state: str, reason: str) -> None:
    require_decision(by, organisation)
    with transaction():
        line_up(organisation)
        if organisation.state not in MOVES[state] or organisation.merged_into_id:
            raise Rejected(_("This is no longer possible: somebody else has changed the state."))
        before, organisation.state, organisation.state_reason = organisation.state, state, reason
        if state == "archived":
            close_claims(by, organisation, GONE)
        for tell in on_standing:
            tell(organisation)
        revisions.stamp(organisation)
        audit.record(
            f"organisation.{'resumed' if state == 'active' else state}",
            organisation,
            user_id=by.user.id,
            organisation_id=organisation.id,
            before=before,
            reason=reason,
        )
        for membership in queries.admins_of(organisation):
            user = membership.user
            mail.send_later(
                "organisation_state",
                user.email,
                user.language,
                name=user.display_name,
                organisation=organisation.name,
                state=state,
                reason=reason,
            )


def _check_merge(organisation: Organisation, target: Organisation) -> None:
    if organisation.id == target.id or not target.is_listed or (organisation.is_active and target.is_unclaimed):
        raise Rejected(_("Please choose the organisation that takes part and shall stay."), field="target")
    if organisation.state not in {"active", "suspended", "unclaimed"}:
        raise Rejected(_("This organisation can no longer be merged."), field="target")


def _move_children(organisation: Organisation, target: Organisation) -> None:
    """What belonged to it belongs to `target`; what `target` itself belongs to, to what it belonged to."""
    above: set[Organisation] = set()
    each: Organisation | None = target
    while each is not None and each not in above:
        above.add(each)
        each = each.parent
    children = select(Organisation).where(Organisation.parent_id == organisation.id).order_by(Organisation.id)
    for child in db.session.scalars(children).all():
        child.parent_id = organisation.parent_id if child in above else target.id
        revisions.stamp_later(child)


def _move_members(organisation: Organisation, target: Organisation) -> None:
    """Who belongs to both keeps the stronger role."""
    for old in queries.members_of(organisation):
        kept = queries.revived_membership(old.user, target.id)
        if kept.id is None or kept.state != "active" or STRENGTH[kept.role] < STRENGTH[old.role]:
            kept.role = old.role
        kept.state, old.state = "active", "removed"
        db.session.flush()
