"""The office writes a status report: a draft, counted anew as often as it likes, then published once."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.reports import periods, policy, queries, service
from kiknet.reports.forms import ReportForm, stored_values
from kiknet.reports.models import StatusReport
from kiknet.reports.views.blueprint import Answer, bp, office
from kiknet.web import conflicts
from kiknet.web.requests import number_or_none


@bp.route("/buero/berichte/neu", methods=["GET", "POST"])
def new() -> Answer:
    by = office()
    period = periods.read(request.args.get("von", ""), request.args.get("bis", ""), clock.today())
    form = ReportForm(data={"first": period.first, "last": period.last, "title": _title(period)})
    if form.validate_on_submit():
        try:
            report = service.begin(by, form.draft(), form.unique)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("The draft is saved, with the figures of this moment. Only the office sees it."), "success")
            return _to(report.id)
    return render_template("reports/edit.html", form=form, report=None), form.status


def _title(period: periods.Period) -> str:
    if period == periods.year(period.first.year):
        return _("What has come of it: %(year)s", year=period.first.year)
    return ""


@bp.route("/buero/berichte/<int:status_report_id>/bearbeiten", methods=["GET", "POST"])
def edit(status_report_id: int) -> Answer:
    by, report = _draft(status_report_id)
    stored = stored_values(report)
    form = ReportForm(data=None if request.method == "POST" else stored)
    form.open_at(report.revision, stored)
    if request.method == "POST":
        conflicts.settle(form, stored)
    if not form.validate_on_submit():
        return _page(report, form), form.status
    try:
        service.change(by, report, form.draft(), form.version_number)
    except Rejected as refusal:
        form.show(refusal)
        return _page(report, form), form.status
    except ChangedMeanwhile:
        current = _draft(status_report_id)[1]
        differences = conflicts.join(form, stored_values(current), current.revision)
        return _page(current, form, differences=differences), 409
    flash(_("Saved."), "success")
    return _to(report.id)


def _draft(report_id: int) -> tuple[Acting, StatusReport]:
    by = office()
    report = queries.report_by_id(by, report_id)
    require(
        policy.may_change(by, report),
        _("This report is published and stays as it is. A new one for the same period corrects it."),
    )
    return by, report


def _page(report: StatusReport, form: ReportForm, **more: Any) -> str:
    return render_template("reports/edit.html", form=form, report=report, **more)


@bp.post("/buero/berichte/<int:status_report_id>/zahlen")
def count_anew(status_report_id: int) -> Response:
    return _do(status_report_id, service.count_anew, _("Counted: these are the figures of this moment."))


@bp.post("/buero/berichte/<int:status_report_id>/veroeffentlichung")
def publish(status_report_id: int) -> Response:
    return _do(status_report_id, service.publish, _("Published. Everybody can read it now, and it stays as it is."))


@bp.post("/buero/berichte/<int:status_report_id>/entfernung")
def discard(status_report_id: int) -> Response:
    return _do(status_report_id, service.discard, _("The draft is gone."))


def _do(report_id: int, deed: Callable[[Acting, StatusReport, int], None], sentence: str) -> Response:
    """A button on the report's page: it carries the version that was looked at."""
    by, report = _draft(report_id)
    try:
        deed(by, report, number_or_none(request.form.get("version")) or 0)
    except ChangedMeanwhile:
        flash(_("Somebody has changed this draft meanwhile. Please look at it once more."), "warning")
        return _to(report_id)
    flash(sentence, "success")
    return redirect(url_for(".index"), 303) if deed is service.discard else _to(report_id)


def _to(report_id: int) -> Response:
    return redirect(url_for(".report", status_report_id=report_id), 303)
