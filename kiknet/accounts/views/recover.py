"""Pages opened by a link from a mail: a new password, a new e-mail address."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.accounts import email_change, links, session
from kiknet.accounts import sign_in as deeds
from kiknet.accounts.forms import EmailForm, NewPasswordForm
from kiknet.accounts.views.blueprint import bp, equally_slow
from kiknet.accounts.views.sign_in import Page
from kiknet.errors import Rejected, TooOften
from kiknet.i18n import _
from kiknet.web.forms import ConfirmForm
from kiknet.web.public import always


@bp.route("/passwort", methods=["GET", "POST"])
@always
def forgotten() -> Page:
    form = EmailForm()
    if form.validate_on_submit():
        try:
            with equally_slow():
                deeds.send_password_link(form.email.data, request.remote_addr or "")
        except TooOften as wait:
            form.show(wait)
        else:
            return redirect(url_for(".link_sent"), 303)
    return render_template("accounts/forgotten.html", form=form), form.status


@bp.route("/passwort/<token>", methods=["GET", "POST"])
@always
def new_password(token: str) -> Page:
    link, form = links.look("password", token), NewPasswordForm()
    user = links.owner(link)
    if form.validate_on_submit():
        try:
            deeds.use_password_link(link, form.new_password.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            answer = session.let_in(user, url_for("home.mine"))
            flash(_("Your new password counts from now on. All other devices are signed out."), "success")
            return answer
    return render_template("accounts/new_password.html", form=form, user=user, whose=user.email), form.status


@bp.route("/e-mail/<token>", methods=["GET", "POST"])
@always
def confirm_email(token: str) -> Page:
    link, form = links.look(email_change.PURPOSE, token), ConfirmForm()
    if form.validate_on_submit():
        is_changed = email_change.confirm(link)
        return render_template("accounts/email_confirmed.html", is_changed=is_changed, side=link.data["side"])
    return render_template("accounts/confirm_email.html", form=form, link=link), form.status
