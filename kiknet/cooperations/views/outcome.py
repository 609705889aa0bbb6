"""What has come of a cooperation: its lead writes it, everybody in it and the office read it."""

from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.access import require
from kiknet.cooperations import policy, queries, sections, states
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.outcome_forms import OutcomeForm, stored_values
from kiknet.cooperations.sections import Section
from kiknet.cooperations.service import outcomes
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _, _l
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.web import conflicts


@bp.route("/kooperationen/<int:cooperation_id>/ergebnis", methods=["GET", "POST"])
def outcome(cooperation_id: int) -> Page:
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    may_write = policy.may(by, "write_outcome", found)
    require(may_write or (request.method == "GET" and _may_read(by, found)), _("The lead writes the outcome."))
    stored = stored_values(found)
    form = OutcomeForm(data=None if request.method == "POST" else stored)
    form.open_at(found.revision, stored)
    if request.method == "POST":
        conflicts.settle(form, stored)
    if not form.validate_on_submit():
        return _page(found, form, may_write=may_write), form.status
    try:
        differences = _write(by, found, form)
    except Rejected as refusal:
        form.show(refusal)
        return _page(found, form, may_write=True), form.status
    if differences:
        return _page(found, form, may_write=True, differences=differences), 409
    flash(_("Thank you! That is what the report is made of."), "success")
    return redirect(url_for(".cooperation", cooperation_id=cooperation_id), 303)


def _may_read(by: Acting, found: Cooperation) -> bool:
    return policy.may_see_inside(by, found) or by.is_office


def _write(by: Acting, found: Cooperation, form: OutcomeForm) -> list[conflicts.Difference]:
    """Returns what somebody else has written meanwhile; that anything else has changed is no hindrance."""
    completes = "completes" in request.form
    try:
        outcomes.write_outcome(by, found, form.draft(), form.version_number, completes=completes)
    except ChangedMeanwhile:
        current = queries.cooperation_by_id(by, found.id)
        if differences := conflicts.join(form, stored_values(current), current.revision):
            return differences
        outcomes.write_outcome(by, current, form.draft(), current.revision, completes=completes)
    return []


def _page(found: Cooperation, form: OutcomeForm, *, may_write: bool, **more: Any) -> str:
    may_complete = may_write and "completed" in states.choices(found.state)
    return render_template(
        "cooperations/outcome.html",
        cooperation=found,
        form=form,
        may_write=may_write,
        may_complete=may_complete,
        **more,
    )


def _summary(by: Acting, found: Cooperation) -> dict[str, Any] | None:
    """On the cooperation's page: what has come of it, or, once it has begun, that its lead can say so."""
    may_write = policy.may(by, "write_outcome", found)
    has_begun = may_write and found.state != "planning"
    return {"outcome": found.outcome, "may_write": may_write} if found.outcome or has_begun else None


sections.register(
    Section(
        "outcome",
        _l("What has come of it"),
        "cooperations/_outcome.html",
        _summary,
        "cooperations.outcome",
        more=_l("Read all of it"),
        is_empty=lambda facts: facts["outcome"] is None,
    )
)
