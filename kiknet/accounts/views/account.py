"""One's own account: name and language, password, e-mail address, leaving."""

from flask import flash, redirect, render_template, url_for

from kiknet.accounts import email_change, queries, service, session
from kiknet.accounts.forms import ChangePasswordForm, EmailChangeForm, LeaveForm, ProfileForm
from kiknet.accounts.models import User
from kiknet.accounts.views.blueprint import bp, settings
from kiknet.accounts.views.sign_in import Page
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import LANGUAGES, _, as_


def myself() -> User:
    """Who is signed in; only for pages that strangers cannot open."""
    user = session.signed_in_user()
    if user is None:
        raise NotAllowed
    return user


@bp.get("/mein/konto")
def account() -> str:
    user = myself()
    return render_template(
        "accounts/account.html",
        user=user,
        language=LANGUAGES.get(user.language, ""),
        devices=len(queries.open_sessions(user)),
        codes_left=queries.recovery_codes_left(user),
    )


@bp.route("/mein/konto/angaben", methods=["GET", "POST"])
def profile() -> Page:
    user = myself()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        service.change_profile(user, form.display_name.data, form.language.data)
        with as_(user.language):
            return _back(_("Your details are saved."), sprache=None)
    return render_template("accounts/profile.html", form=form), form.status


@bp.route("/mein/konto/passwort", methods=["GET", "POST"])
def password() -> Page:
    user, form = myself(), ChangePasswordForm()
    if user.password_hash is None:
        del form.current_password
    if form.validate_on_submit():
        current = form.current_password.data if form.current_password else ""
        try:
            service.change_password(user, current, form.new_password.data, session.current_session())
        except Rejected as refusal:
            form.show(refusal)
        else:
            return _back(_("Your new password counts from now on. All other devices are signed out."))
    return render_template("accounts/password.html", form=form, user=user, whose=user.email), form.status


@bp.route("/mein/konto/e-mail", methods=["GET", "POST"])
def email() -> Page:
    user, form = myself(), EmailChangeForm()
    if user.password_hash is None:
        del form.current_password
    if form.validate_on_submit():
        current = form.current_password.data if form.current_password else ""
        try:
            email_change.ask(user, current, form.email.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return redirect(url_for(".email_links_sent"), 303)
    return render_template("accounts/email.html", form=form, user=user), form.status


@bp.get("/mein/konto/e-mail/unterwegs")
def email_links_sent() -> str:
    return render_template("accounts/email_links_sent.html", mails_stay_here=settings().mails_stay_here)


@bp.route("/mein/konto/loeschen", methods=["GET", "POST"])
def leave() -> Page:
    user, form = myself(), LeaveForm()
    if user.password_hash is None:
        del form.current_password
    if form.validate_on_submit():
        current = form.current_password.data if form.current_password else ""
        try:
            service.prove(user, current)
            service.leave(user)
        except Rejected as refusal:
            form.show(refusal)
        else:
            session.forget()
            flash(_("Your account is deleted. Thank you for having been with us."), "success")
            return redirect(url_for("home.start"), 303)
    return render_template("accounts/leave.html", form=form, whose=user.email), form.status


def _back(message: str, **changes: None) -> Page:
    flash(message, "success")
    return redirect(url_for(".account", **changes), 303)
