"""What my organisation says about itself."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations import policy
from kiknet.organisations.models import Organisation
from kiknet.organisations.profile_form import ProfileForm
from kiknet.organisations.service import profile as service
from kiknet.organisations.session import acting_for_organisation
from kiknet.organisations.shown import words_of
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.web import conflicts

MORE_ROWS = "weitere"


@bp.route("/mein/organisation", methods=["GET", "POST"])
def profile() -> Page:
    by = acting_for_organisation()
    organisation = by.organisation
    if organisation is None:
        raise NotFound
    if request.method == "GET" and not policy.may_manage(by, organisation):
        return render_template(
            "organisations/profile_read.html", organisation=organisation, **words_of(by, organisation)
        )
    require(policy.may_manage(by, organisation))
    stored = _stored(organisation)
    form = ProfileForm(data={**stored, "acting_for": organisation.id})
    form.open_at(organisation.revision, stored)
    conflicts.settle(form, stored)
    if MORE_ROWS in request.form:
        form.add_spare_contacts(more=True)
        return _page(form, organisation)
    if form.validate_on_submit():
        try:
            service.change_profile(by, organisation, form.draft(), form.version_number)
        except Rejected as refusal:
            form.show(refusal)
        except ChangedMeanwhile:
            return _both_texts(form, organisation)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".profile"), 303)
    form.add_spare_contacts()
    return _page(form, organisation), form.status


def _page(form: ProfileForm, organisation: Organisation, **conflict: Any) -> str:
    return render_template("organisations/profile.html", form=form, organisation=organisation, **conflict)


def _both_texts(form: ProfileForm, organisation: Organisation) -> Page:
    differences = conflicts.join(form, _stored(organisation), organisation.revision)
    form.add_spare_contacts()
    return _page(form, organisation, differences=differences), 409


def _stored(organisation: Organisation) -> dict[str, Any]:
    """What the form begins with, and what a conflict compares."""
    return {
        "name": organisation.name,
        "kind": organisation.kind,
        "description": organisation.description,
        "contacts": [
            {"kind": c.kind, "value": c.value, "label": c.label, "is_public": c.is_public}
            for c in organisation.contacts
        ],
        "languages": organisation.languages,
        "audiences": organisation.audiences,
        "fields": organisation.fields,
        "districts": organisation.districts,
        "logo_alt": organisation.logo.alt if organisation.logo else "",
    }
