"""Setting up the second factor, renewing recovery codes, switching it off."""

from flask import flash, redirect, render_template, url_for
from flask import session as cookie

from kiknet.accounts import queries, totp
from kiknet.accounts import second_factor as deeds
from kiknet.accounts.forms import ProofForm, SetUpSecondFactorForm
from kiknet.accounts.models import User
from kiknet.accounts.views.account import myself
from kiknet.accounts.views.blueprint import bp, settings
from kiknet.accounts.views.sign_in import Page
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.web.qr import qr_code


@bp.get("/mein/konto/zweiter-faktor")
def second_factor() -> Page:
    user = myself()
    if not user.has_second_factor:
        return redirect(url_for(".second_factor_setup"), 303)
    return render_template("accounts/second_factor.html", user=user, left=queries.recovery_codes_left(user))


@bp.route("/mein/konto/zweiter-faktor/einrichten", methods=["GET", "POST"])
def second_factor_setup() -> Page:
    user, form = myself(), SetUpSecondFactorForm()
    if user.has_second_factor:
        return redirect(url_for(".second_factor"), 303)
    secret = cookie.setdefault("new_totp", totp.new_secret())
    if form.validate_on_submit():
        try:
            codes = deeds.switch_on(user, secret, form.code.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            cookie.pop("new_totp")
            return _show_codes(codes)
    return render_template(
        "accounts/second_factor_setup.html", form=form, qr=_qr(user, secret), key=_in_fours(secret), user=user
    ), form.status


def _qr(user: User, secret: str) -> str:
    """A data: address with the QR code as SVG."""
    address = totp.setup_address(secret, user.email, settings().network_name)
    return qr_code(address, scale=5, border=4, light="#fff")


def _in_fours(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def _show_codes(codes: list[str]) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes)


@bp.route("/mein/konto/zweiter-faktor/codes", methods=["GET", "POST"])
def renew_codes() -> Page:
    user, form = myself(), ProofForm()
    if form.validate_on_submit():
        try:
            return _show_codes(deeds.renew_codes(user, form.proof.data))
        except Rejected as refusal:
            form.show(refusal)
    return render_template("accounts/renew_codes.html", form=form, whose=user.email), form.status


@bp.route("/mein/konto/zweiter-faktor/ausschalten", methods=["GET", "POST"])
def switch_off() -> Page:
    user, form = myself(), ProofForm()
    if form.validate_on_submit():
        try:
            deeds.switch_off(user, form.proof.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Signing in asks for no code any more."), "success")
            return redirect(url_for(".account"), 303)
    return render_template("accounts/switch_off.html", form=form, whose=user.email), form.status
