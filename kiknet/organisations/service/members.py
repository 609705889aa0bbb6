"""Who belongs to an organisation: invite, accept, change a role, remove, leave."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from kiknet import audit, clock, mail
from kiknet.access import require
from kiknet.accounts import links
from kiknet.accounts import queries as people
from kiknet.accounts import service as accounts
from kiknet.accounts.models import User
from kiknet.accounts.tokens import hash_of
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations import policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Invitation, Membership, Organisation

INVITATION_LIFETIME = timedelta(days=14)


def invite(by: Acting, organisation: Organisation, email: str, role: str) -> Invitation:
    """Ask somebody by mail to join. An open invitation to the same address is replaced.

    Raises `Rejected` (field email) when they belong to the organisation already.
    """
    require(policy.may_manage(by, organisation))
    with transaction():
        return send_invitation(by, organisation, email, role)


def send_invitation(by: Acting, organisation: Organisation, email: str, role: str) -> Invitation:
    """The deed of `invite` and of the office's appointment, without their permission."""
    address = email.strip().casefold()
    line_up(organisation)
    if queries.membership_of(people.user_by_email(address), organisation):
        raise Rejected(_("This person belongs to the organisation already."), field="email")
    invitation = queries.open_invitation_to(address, organisation)
    if invitation is None:
        invitation = Invitation(organisation=organisation, email=address)
    invitation.role, invitation.invited_by_id = role, by.user.id
    _send(invitation, by)
    audit.record("member.invited", invitation, **_who(by, organisation), role=role)
    return invitation


def resend(by: Acting, invitation: Invitation) -> None:
    """Mail a fresh link; the old one stops working."""
    require(policy.may_manage(by, invitation.organisation))
    with transaction():
        _send(invitation, by)
        audit.record("member.invited_again", invitation, **_who(by, invitation.organisation))


def withdraw(by: Acting, invitation: Invitation) -> None:
    require(policy.may_manage(by, invitation.organisation))
    with transaction():
        invitation.withdrawn_at = clock.now()
        audit.record("member.invitation_withdrawn", invitation, **_who(by, invitation.organisation))


def accept(invitation: Invitation, user: User) -> Membership:
    """`user` joins. Raises `NotFound` if the invitation is not theirs, `Rejected` if it no longer counts."""
    if user.email != invitation.email:
        raise NotFound
    with transaction() as session:
        _use_up(invitation)
        membership = queries.revived_membership(user, invitation.organisation_id)
        membership.role, membership.state = invitation.role, "active"
        session.flush()
        audit.record("member.joined", membership, user_id=user.id, organisation_id=invitation.organisation_id)
    return membership


def accept_with_new_account(invitation: Invitation, display_name: str, language: str, password: str) -> User:
    """The invited person has no account yet: it is made and confirmed by the link they opened.

    Raises `Rejected` (field new_password) for a weak password; `NotFound` if the address has a password already.
    """
    with transaction():
        user = accounts.register(invitation.email, display_name, language)
        if user.password_hash is not None or user.confirmed_at is not None:
            raise NotFound
        user.display_name = display_name
        accounts.confirm(user)
        accounts.set_password(user, password)
        accept(invitation, user)
    return user


def change_role(by: Acting, membership: Membership, role: str) -> None:
    """Raises `Rejected` when it would leave the organisation without an admin."""
    organisation = membership.organisation
    require(policy.may_manage(by, organisation))
    with transaction():
        _line_up(membership)
        before = membership.role
        if before == role:
            return
        if before == "admin":
            _keep_an_admin(membership)
        membership.role = role
        audit.record("member.role_changed", membership, **_who(by, organisation), before=before, after=role)
        tell(membership, "member_role", role=role)


def remove(by: Acting, membership: Membership) -> None:
    """Raises `Rejected` for the last admin."""
    organisation = membership.organisation
    require(policy.may_manage(by, organisation))
    with transaction():
        _end(membership)
        audit.record("member.removed", membership, **_who(by, organisation))
        tell(membership, "member_removed")


def leave(user: User, membership: Membership) -> None:
    """One's own choice; raises `Rejected` for the last admin, `NotFound` for the membership of somebody else."""
    if membership.user_id != user.id:
        raise NotFound
    with transaction():
        _end(membership)
        audit.record("member.left", membership, user_id=user.id, organisation_id=membership.organisation_id)


def keep_admins(user: User) -> None:
    """Before an account is erased: raises `Rejected` while an organisation would lose its last admin."""
    theirs = select(Membership).where(
        Membership.user_id == user.id, Membership.state == "active", Membership.role == "admin"
    )
    for membership in db.session.scalars(theirs):
        if membership.organisation.is_active:
            _line_up(membership)
            _keep_an_admin(membership)


def _end(membership: Membership) -> None:
    _line_up(membership)
    if membership.role == "admin":
        _keep_an_admin(membership)
    membership.state = "removed"


def _line_up(membership: Membership) -> None:
    """Until we commit, anyone else changing who belongs to this organisation waits here; `NotFound` if it is over."""
    line_up(membership.organisation)
    if membership.state != "active":
        raise NotFound


def _keep_an_admin(without: Membership) -> None:
    others = select(Membership.id).where(
        Membership.organisation_id == without.organisation_id,
        Membership.id != without.id,
        Membership.state == "active",
        Membership.role == "admin",
    )
    if db.session.scalar(others.limit(1)) is None:
        name = without.organisation.name
        raise Rejected(_("%(name)s needs at least one admin. Please make somebody else admin first.", name=name))


def _send(invitation: Invitation, by: Acting) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = hash_of(token), clock.now() + INVITATION_LIFETIME
    db.session.add(invitation)
    invited = people.user_by_email(invitation.email)
    mail.send_later(
        "member_invited",
        invitation.email,
        invited.language if invited else by.user.language,
        organisation=invitation.organisation.name,
        by=by.user.display_name,
        role=invitation.role,
        address=links.address("organisations.join", token),
    )


def _use_up(invitation: Invitation) -> None:
    """Of two who press at once the second is told."""
    taken = db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
        .values(accepted_at=clock.now())
        .returning(Invitation.id)
    ).scalar_one_or_none()
    if taken is None or invitation.is_expired or not invitation.organisation.is_active:
        raise Rejected(_("This invitation does not count any more. Please ask for a new one."))


def tell(membership: Membership, kind: str, **context: Any) -> None:
    user = membership.user
    mail.send_later(
        kind, user.email, user.language, name=user.display_name, organisation=membership.organisation.name, **context
    )


def _who(by: Acting, organisation: Organisation) -> dict[str, int]:
    return {"user_id": by.user.id, "organisation_id": organisation.id}
