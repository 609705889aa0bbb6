"""Writing to an organisation without an account and without seeing its address."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for

from kiknet.accounts.session import signed_in_user
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations import queries
from kiknet.organisations.forms import MessageForm
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import profile as service
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.web import throttle
from kiknet.web.public import public

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_ADDRESS, PER_ORGANISATION = 10, 60


@bp.route("/organisationen/<slug>/kontakt", methods=["GET", "POST"])
@public
def contact(slug: str) -> Page:
    organisation, is_old_address = queries.organisation_by_slug(slug)
    if is_old_address:
        return redirect(url_for(".contact", slug=organisation.slug), 301)
    user = signed_in_user()
    form = MessageForm(display_name=user.display_name, email=user.email) if user else MessageForm()
    if form.validate_on_submit():
        try:
            deliver(organisation, form)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Your message is on its way to %(name)s.", name=organisation.name), "success")
            return redirect(url_for("home.organisation", slug=organisation.slug), 303)
    return render_template("organisations/contact.html", form=form, organisation=organisation), form.status


def deliver(organisation: Organisation, form: MessageForm) -> None:
    """Send what was typed. People leave the trap empty; machines are told the same, and nothing happens.

    Raises `Rejected` for who writes too often.
    """
    if not form.homepage.data:
        throttle.count("write from", request.remote_addr or "", PER_ADDRESS, HOUR)
        throttle.count("write to", str(organisation.id), PER_ORGANISATION, DAY)
        service.write_to(organisation, form.display_name.data, form.email.data, form.message.data)
