"""Who belongs to my organisation."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.access import require
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations import policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.forms import InviteForm, RoleForm, role_choices
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import members as service
from kiknet.organisations.session import acting_for_organisation
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.organisations.words import ROLE_NAMES
from kiknet.web import throttle
from kiknet.web.forms import ConfirmForm

INVITATIONS_A_DAY = 60


@bp.route("/mein/mitglieder", methods=["GET", "POST"])
def members() -> Page:
    """The list for everybody who belongs to it; admins invite here."""
    by, organisation = _here()
    form = InviteForm(acting_for=organisation.id)
    if request.method == "POST":
        require(policy.may_manage(by, organisation))
    if form.validate_on_submit():
        try:
            throttle.count("invite", str(organisation.id), INVITATIONS_A_DAY, timedelta(days=1))
            service.invite(by, organisation, form.email.data, form.role.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("The invitation is on its way to %(email)s.", email=form.email.data), "success")
            return _back()
    return _page(by, organisation, form)


def _page(by: Acting, organisation: Organisation, form: InviteForm) -> Page:
    may_manage = policy.may_manage(by, organisation)
    page = render_template(
        "organisations/members.html",
        form=form,
        organisation=organisation,
        members=queries.members_of(organisation),
        invitations=queries.open_invitations(organisation) if may_manage else [],
        may_manage=may_manage,
        role_names=ROLE_NAMES,
        role_choices=role_choices(),
    )
    return page, form.status


@bp.post("/mein/mitglieder/<int:membership_id>/rolle")
def change_role(membership_id: int) -> Answer:
    by, organisation = _here()
    form = RoleForm()
    if form.validate_on_submit():
        member = queries.member_by_id(organisation, membership_id)
        try:
            service.change_role(by, member, form.role.data)
            flash(_("Saved. %(name)s is told by e-mail.", name=member.user.display_name), "success")
        except Rejected as refusal:
            flash(refusal.reason, "error")
    return _back()


@bp.route("/mein/mitglieder/<int:membership_id>/ende", methods=["GET", "POST"])
def remove(membership_id: int) -> Page:
    """Asks, then removes somebody else or lets oneself go."""
    by, organisation = _here()
    member = queries.member_by_id(organisation, membership_id)
    is_me = member.user_id == by.user.id
    if not is_me:
        require(policy.may_manage(by, organisation))
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            service.leave(by.user, member) if is_me else service.remove(by, member)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return _gone(organisation.name if is_me else None, member.user.display_name)
    page = render_template("organisations/remove.html", form=form, member=member, is_me=is_me)
    return page, form.status


def _gone(left: str | None, name: str) -> Answer:
    if left:
        flash(_("You no longer belong to %(name)s.", name=left), "success")
        return redirect(url_for("home.mine"), 303)
    flash(_("%(name)s no longer belongs to the organisation.", name=name), "success")
    return _back()


@bp.post("/mein/mitglieder/einladungen/<int:invitation_id>/erneut")
def invite_again(invitation_id: int) -> Answer:
    by, organisation = _here()
    throttle.count("invite", str(organisation.id), INVITATIONS_A_DAY, timedelta(days=1))
    invitation = queries.invitation_of(organisation, invitation_id)
    service.resend(by, invitation)
    flash(_("A fresh invitation is on its way to %(email)s.", email=invitation.email), "success")
    return _back()


@bp.post("/mein/mitglieder/einladungen/<int:invitation_id>/ruecknahme")
def withdraw_invitation(invitation_id: int) -> Answer:
    by, organisation = _here()
    service.withdraw(by, queries.invitation_of(organisation, invitation_id))
    flash(_("The invitation is withdrawn; its link no longer works."), "success")
    return _back()


def _here() -> tuple[Acting, Organisation]:
    by = acting_for_organisation()
    if by.organisation is None:
        raise NotFound
    return by, by.organisation


def _back() -> Answer:
    return redirect(url_for(".members"), 303)
