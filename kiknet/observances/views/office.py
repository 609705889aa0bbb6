"""The office's own list of days."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.observances import policy, queries, service
from kiknet.observances.forms import OwnForm, stored_values
from kiknet.observances.models import OwnObservance
from kiknet.observances.views.blueprint import bp
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.web import conflicts
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here

Answer = Response | str | tuple[str, int]


@bp.route("/buero/anlaesse", methods=["GET", "POST"])
def own() -> Answer:
    by, form = _office(), OwnForm()
    if form.validate_on_submit():
        try:
            service.add(by, form.draft())
        except Rejected as refusal:
            form.show(refusal)
        else:
            return _done(_("The day is on the list."))
    page = paginate(queries.own_list(), page_number())
    return render_template("observances/own.html", page=page, form=form, here=here), form.status


@bp.route("/buero/anlaesse/<int:observance_id>", methods=["GET", "POST"])
def edit(observance_id: int) -> Answer:
    by, row = _office(), queries.own_by_id(observance_id)
    stored = stored_values(row)
    form = OwnForm(data=None if request.method == "POST" else stored)
    form.open_at(row.revision, stored)
    if request.method == "POST":
        conflicts.settle(form, stored)
    if not form.validate_on_submit():
        return _page(row, form), form.status
    try:
        service.change(by, row, form.draft(), form.version_number)
    except Rejected as refusal:
        form.show(refusal)
        return _page(row, form), form.status
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(row), row.revision)
        return _page(row, form, differences=differences), 409
    return _done(_("The day is saved."))


@bp.post("/buero/anlaesse/<int:observance_id>/entfernung")
def remove(observance_id: int) -> Response:
    service.remove(_office(), queries.own_by_id(observance_id))
    return _done(_("The day is off the list."))


def _office() -> Acting:
    by = acting()
    require(policy.may_steer(by))
    return by


def _page(row: OwnObservance, form: OwnForm, **more: object) -> str:
    return render_template("observances/edit.html", own=row, form=form, **more)


def _done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("observances.own"), 303)
