"""The office's own scale: how far a measure is."""

from flask import flash, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.concept import queries, service
from kiknet.concept.forms import StatusForm
from kiknet.concept.views.blueprint import Answer, bp, office
from kiknet.errors import Rejected
from kiknet.i18n import _


@bp.route("/buero/konzept/skala", methods=["GET", "POST"])
def scale() -> Answer:
    by, form = office(), StatusForm()
    if form.validate_on_submit():
        try:
            service.add_status(by, form.name.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return _done(_("The step is on the scale."))
    return render_template("concept/scale.html", form=form, steps=queries.scale()), form.status


@bp.route("/buero/konzept/skala/<int:status_id>", methods=["GET", "POST"])
def step(status_id: int) -> Answer:
    by, row = office(), queries.status_by_id(status_id)
    form = StatusForm(obj=row)
    if form.validate_on_submit():
        try:
            service.change_status(by, row, form.name.data, form.position.data or row.position)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return _done(_("The step is saved."))
    return render_template("concept/step.html", form=form, step=row), form.status


@bp.post("/buero/konzept/skala/<int:status_id>/entfernung")
def remove_step(status_id: int) -> Response:
    try:
        service.remove_status(office(), queries.status_by_id(status_id))
    except Rejected as refusal:
        flash(refusal.reason, "warning")
        return redirect(url_for(".scale"), 303)
    return _done(_("The step is off the scale."))


def _done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".scale"), 303)
