"""Signing in (password, link by mail, second step) and out."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.accounts import links, queries, second_factor, session
from kiknet.accounts import sign_in as deeds
from kiknet.accounts.forms import SecondStepForm, SignInForm
from kiknet.accounts.models import User
from kiknet.accounts.passwords import DEMO_PASSWORD
from kiknet.accounts.views.blueprint import bp, equally_slow, settings
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.web import parking
from kiknet.web.forms import ConfirmForm, safe_next
from kiknet.web.public import always

Page = str | Answer | tuple[str, int]


@bp.route("/anmelden", methods=["GET", "POST"])
@always
def sign_in() -> Page:
    to = safe_next(url_for("home.mine"))
    if session.signed_in_user():
        return redirect(to, 303)
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _send_link(form, to) if form.by_link.data else _try_password(form, to)
        except Rejected as refusal:
            form.show(refusal)
    waits, people = bool(parking.key_in(to)), _demo_people()
    return render_template(
        "accounts/sign_in.html", form=form, waits=waits, demo=people, demo_password=DEMO_PASSWORD
    ), form.status


def _try_password(form: SignInForm, to: str) -> Answer:
    user = deeds.check_password(form.email.data, form.password.data, request.remote_addr or "")
    if user is None:
        raise Rejected(_("E-mail address and password do not belong together. Please check both."))
    return session.let_in(user, to)


def _send_link(form: SignInForm, to: str) -> Answer:
    with equally_slow():
        deeds.send_sign_in_link(form.email.data, request.remote_addr or "", to)
    return redirect(url_for(".link_sent"), 303)


def _demo_people() -> list[User]:
    return queries.demo_people() if settings().is_demo else []


@bp.get("/anmelden/unterwegs")
@always
def link_sent() -> str:
    return render_template("accounts/link_sent.html", mails_stay_here=settings().mails_stay_here)


@bp.route("/anmelden/link/<token>", methods=["GET", "POST"])
@always
def sign_in_link(token: str) -> Page:
    link, form = links.look("sign-in", token), ConfirmForm()
    if form.validate_on_submit():
        return session.let_in(deeds.use_sign_in_link(link), link.data["next"])
    return render_template("accounts/sign_in_link.html", form=form, user=link.user), form.status


@bp.route("/anmelden/code", methods=["GET", "POST"])
@always
def second_step() -> Page:
    waiting = session.waiting_for_second_step()
    if waiting is None:
        flash(_("That took too long. Please sign in once more."), "warning")
        return redirect(url_for(".sign_in"), 303)
    form, (user, to) = SecondStepForm(), waiting
    if form.validate_on_submit():
        try:
            _try_code(user, form.code.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            session.begin(user)
            return session.welcome(to)
    return render_template("accounts/second_step.html", form=form), form.status


def _try_code(user: User, code: str) -> None:
    if not second_factor.passes(user, code):
        raise Rejected(_("This code does not fit, or it was used already. Please type the next one."), "code")


@bp.post("/abmelden")
def sign_out() -> Answer:
    session.end()
    flash(_("You are signed out."), "success")
    return redirect(url_for("home.start"), 303)
