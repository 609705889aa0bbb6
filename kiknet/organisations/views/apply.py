"""Applying with a new organisation or for a listed one. Strangers confirm their address before anything is stored."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for

from kiknet.accounts import links, session
from kiknet.accounts import queries as people
from kiknet.errors import Rejected
from kiknet.i18n import _, language
from kiknet.organisations import applications, queries
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.forms import (
    ApplyForm,
    ClaimForm,
    ConfirmApplicationForm,
    NewOrganisationForm,
    StrangersClaimForm,
)
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import applications as service
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.web import throttle
from kiknet.web.forms import Form
from kiknet.web.public import public

PER_ADDRESS, PER_EMAIL = 20, 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IS_ANOTHER = "andere"


@bp.route("/mitmachen", methods=["GET", "POST"])
@public
def apply() -> Page:
    form = NewOrganisationForm() if session.signed_in_user() else ApplyForm()
    meant: list[Organisation] = []
    if form.validate_on_submit():
        meant = [] if IS_ANOTHER in request.form else applications.similar_listed(form.name.data)
        if not meant:
            try:
                return _hand_in(form, form.draft())
            except Rejected as refusal:
                form.show(refusal)
    names = applications.unclaimed_names() if request.method == "GET" else []
    page = render_template("organisations/apply.html", form=form, meant=meant, names=names)
    return page, 422 if meant else form.status


@bp.route("/organisationen/<slug>/uebernehmen", methods=["GET", "POST"])
@public
def claim(slug: str) -> Page:
    """For an organisation from the reference data: somebody of it wants to act for it."""
    organisation, is_old_address = queries.organisation_by_slug(slug)
    if is_old_address:
        return redirect(url_for(".claim", slug=organisation.slug), 301)
    form = ClaimForm() if session.signed_in_user() else StrangersClaimForm()
    if organisation.is_unclaimed and form.validate_on_submit():
        try:
            return _hand_in(form, ApplicationDraft(form.message.data, organisation_id=organisation.id))
        except Rejected as refusal:
            form.show(refusal)
    return render_template("organisations/claim.html", form=form, organisation=organisation), form.status


def _hand_in(form: Form, draft: ApplicationDraft) -> Page:
    """People with an account apply at once; strangers get a link, whether their address is known or not."""
    user = session.signed_in_user()
    throttle.count("apply from", request.remote_addr or "", PER_ADDRESS, HOUR)
    if user is not None:
        service.apply(user, draft)
        flash(_("Thank you! The network office will look at it and answer you by e-mail."), "success")
        return redirect(url_for("home.mine"), 303)
    throttle.count("apply as", form.email.data, PER_EMAIL, DAY)
    service.ask_to_confirm(form.email.data, form.display_name.data, language(), draft)
    return redirect(url_for(".sent"), 303)


@bp.get("/mitmachen/unterwegs")
@public
def sent() -> str:
    return render_template("organisations/sent.html")


@bp.route("/mitmachen/bestaetigen/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> Page:
    """Behind the mailed link: a button, and a password for a new account if one wants it."""
    try:
        link = links.look(service.PURPOSE, token)
    except links.LinkOver as over:
        return render_template("organisations/confirm_over.html", reason=over.reason), 410
    form = ConfirmApplicationForm()
    known = people.user_by_email(link.data["email"])
    if known is not None and known.password_hash is not None:
        del form.new_password
    if form.validate_on_submit():
        try:
            application = service.confirm(link, form.new_password.data if form.new_password else None)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Thank you! The network office will look at it and answer you by e-mail."), "success")
            return session.let_in(application.user, url_for("home.mine"))
    draft = service.draft_in(link)
    page = render_template(
        "organisations/confirm.html", form=form, draft=draft, data=link.data, organisation=service.named_in(draft)
    )
    return page, form.status
