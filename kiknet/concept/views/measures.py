"""The measures of a version, and what the office says about one."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.concept import links, queries, service
from kiknet.concept.forms import MeasureForm, stored_values
from kiknet.concept.models import Measure
from kiknet.concept.views.blueprint import Answer, bp, office
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.queries import listed_choices
from kiknet.vocabulary.queries import field_choices, field_names
from kiknet.web import conflicts


@bp.get("/buero/konzept/<int:version_id>")
def version(version_id: int) -> Answer:
    office()
    found, fields = queries.version_by_id(version_id), field_choices()
    chosen = request.args.get("feld", "")
    key = chosen if chosen in dict(fields) else fields[0][0] if fields else ""
    return render_template(
        "concept/version.html",
        version=found,
        versions=queries.versions(),
        fields=fields,
        chosen=key,
        measures=queries.measures_of(found.id, key),
        counted=links.counted(found.id),
    )


@bp.route("/buero/konzept/massnahmen/<int:measure_id>", methods=["GET", "POST"])
def measure(measure_id: int) -> Answer:
    by, row = office(), queries.measure_by_id(measure_id)
    stored = stored_values(row)
    form = MeasureForm(data=None if request.method == "POST" else stored)
    form.offer([step for step, _count in queries.scale()], listed_choices(also=row.organisations))
    form.open_at(row.revision, stored)
    if request.method == "POST":
        conflicts.settle(form, stored)
    if not form.validate_on_submit():
        return _page(row, form), form.status
    try:
        service.describe(by, row, form.draft(), form.version_number)
    except Rejected as refusal:
        form.show(refusal)
        return _page(row, form), form.status
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(row), row.revision)
        return _page(row, form, differences=differences), 409
    flash(_("The measure is saved."), "success")
    return redirect(url_for(".version", version_id=row.version_id, feld=row.field_key), 303)


def _page(row: Measure, form: MeasureForm, **more: object) -> str:
    return render_template("concept/measure.html", measure=row, form=form, field_names=field_names(), **more)
