"""Behind the link of an invitation: look, then accept by a button."""

from flask import flash, redirect, render_template, url_for

from kiknet.accounts import queries as people
from kiknet.accounts import session
from kiknet.errors import Rejected
from kiknet.i18n import _, language
from kiknet.organisations import queries
from kiknet.organisations.forms import JoinForm
from kiknet.organisations.models import Invitation
from kiknet.organisations.service import members as service
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.web.forms import ConfirmForm
from kiknet.web.public import public


@bp.route("/einladung/<token>", methods=["GET", "POST"])
@public
def join(token: str) -> Page:
    invitation = queries.invitation_by_token(token)
    if not invitation.is_open or not invitation.organisation.is_active:
        return render_template("organisations/join_over.html", invitation=invitation), 410
    user = session.signed_in_user()
    if user is not None:
        return _accept(invitation) if user.email == invitation.email else _explain_other_person(invitation)
    known = people.user_by_email(invitation.email)
    if known is not None and (known.password_hash is not None or known.confirmed_at is not None):
        return render_template("organisations/join_sign_in.html", invitation=invitation, token=token)
    return _join_anew(invitation)


def _accept(invitation: Invitation) -> Page:
    user, form = session.signed_in_user(), ConfirmForm()
    if user is not None and form.validate_on_submit():
        service.accept(invitation, user)
        flash(_("Welcome! You now belong to %(name)s.", name=invitation.organisation.name), "success")
        return redirect(url_for("home.mine"), 303)
    return render_template("organisations/join.html", invitation=invitation, form=form), form.status


def _explain_other_person(invitation: Invitation) -> Page:
    return render_template("organisations/join_other_person.html", invitation=invitation)


def _join_anew(invitation: Invitation) -> Page:
    form = JoinForm()
    if form.validate_on_submit():
        try:
            user = service.accept_with_new_account(
                invitation, form.display_name.data, language(), form.new_password.data
            )
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Welcome! You now belong to %(name)s.", name=invitation.organisation.name), "success")
            return session.let_in(user, url_for("home.mine"))
    return render_template("organisations/join.html", invitation=invitation, form=form), form.status
