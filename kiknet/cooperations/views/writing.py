"""Beginning a cooperation, and changing what it says of itself."""

from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.access import require
from kiknet.cooperations import beginnings, lists, policy, queries
from kiknet.cooperations.beginnings import Beginning
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.forms import CooperationForm, stored_values
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import founding, moving
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_for_organisation
from kiknet.web import conflicts
from kiknet.web.requests import number_or_none

MANUAL = Beginning(origin="manual", draft=CooperationDraft(title=""))


@bp.route("/mein/kooperationen/neu", methods=["GET", "POST"])
def new() -> Page:
    """`?aus=events-7` begins from something that is there already; see `beginnings`."""
    by = acting_for_organisation()
    require(policy.may_found(by), _("Editors and admins of the organisation can write here."))
    began_from = _began_from()
    beginning = beginnings.of(by, began_from) if began_from else MANUAL
    known = {organisation.id for organisation in beginning.with_}
    offered = [organisation for organisation in lists.to_invite(None, by) if organisation.id not in known]
    form = CooperationForm(data=stored_values(beginning.draft), organisations=offered)
    if form.validate_on_submit():
        asked = [organisation for organisation in offered if organisation.id in form.invited_ids]
        try:
            found = founding.found(
                by, form.draft(), origin=beginning.origin, began_from=began_from, invited=asked,
                with_=beginning.with_, have_agreed=beginning.have_agreed, key=form.idempotency_key, then=beginning.done,
            )  # fmt: skip
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("It is there. Below you see what comes next."), "success")
            return redirect(url_for(".cooperation", cooperation_id=found.id), 303)
    return render_template("cooperations/new.html", form=form, beginning=beginning), form.status


def _began_from() -> tuple[str, int] | None:
    kind, _dash, number = request.args.get("aus", "").partition("-")
    return (kind, number_or_none(number) or 0) if kind else None


@bp.route("/mein/kooperationen/<int:cooperation_id>/bearbeiten", methods=["GET", "POST"])
def edit(cooperation_id: int) -> Page:
    by = acting_for_organisation()
    found = queries.cooperation_by_id(by, cooperation_id)
    require(policy.may(by, "change", found), _("The organisation that leads it can change it."))
    stored = stored_values(found)
    form = CooperationForm(data=None if request.method == "POST" else stored)
    form.open_at(found.revision, stored)
    if request.method == "GET":
        return _edit_page(form, found)
    conflicts.settle(form, stored)
    if not form.validate():
        return _edit_page(form, found)
    try:
        return _changed(by, found, form)
    except ChangedMeanwhile:
        current = queries.cooperation_by_id(by, cooperation_id)
        differences = conflicts.join(form, stored_values(current), current.revision)
        return _edit_page(form, current, differences=differences)[0], 409
    except Rejected as refusal:
        form.show(refusal)
        return _edit_page(form, queries.cooperation_by_id(by, cooperation_id))


def _changed(by: Acting, found: Cooperation, form: CooperationForm) -> Page:
    moving.change(by, found, form.draft(), form.version_number)
    flash(_("Your changes are saved."), "success")
    return redirect(url_for(".cooperation", cooperation_id=found.id), 303)


def _edit_page(form: CooperationForm, found: Cooperation, **more: Any) -> tuple[str, int]:
    return render_template("cooperations/edit.html", form=form, cooperation=found, **more), form.status
