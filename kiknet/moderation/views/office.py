"""The office looks at reports and decides."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiknet import media
from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.moderation import kinds, policy, queries, service
from kiknet.moderation.forms import DecisionForm, ShowAgainForm
from kiknet.moderation.models import Report
from kiknet.moderation.views.blueprint import Page, bp
from kiknet.moderation.words import REASONS, STATES
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.revisions import Revised
from kiknet.web.forms import Form
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here


@bp.get("/buero/meldungen")
def index() -> Page:
    _office()
    is_decided = request.args.get("was") == "entschieden"
    page = paginate(queries.reports(is_decided=is_decided), page_number())
    words = {"kinds": kinds.KINDS, "reasons": REASONS, "states": STATES}
    return render_template("moderation/index.html", page=page, is_decided=is_decided, here=here, **words)


@bp.get("/buero/meldungen/<int:report_id>")
def one(report_id: int) -> Page:
    return _page(_office(), queries.report_by_id(report_id))


@bp.get("/buero/meldungen/<int:report_id>/dateien/<name>")
def file(report_id: int, name: str) -> Response:
    """A file of what was reported, if it stands nowhere else for the office."""
    by, report = _office(), queries.report_by_id(report_id)
    return media.send_file(kinds.reported_file(by, report, name))


@bp.post("/buero/meldungen/<int:report_id>/uebernahme")
def take(report_id: int) -> Page:
    """ "I look into it.\""""
    by, report = _office(), queries.report_by_id(report_id)
    try:
        service.take(by, report)
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    return _to(report_id)


@bp.post("/buero/meldungen/<int:report_id>/entscheidung")
def decide(report_id: int) -> Page:
    by, report = _office(), queries.report_by_id(report_id)
    form = _decision_form(by, report)
    return _try(
        by,
        report,
        form,
        lambda: service.decide(by, report, form.action.data, form.answer.data),
        _("Decided. Whoever it concerns is told by e-mail."),
    )


@bp.post("/buero/meldungen/<int:report_id>/einblendung")
def show_again(report_id: int) -> Page:
    by, report, form = _office(), queries.report_by_id(report_id), ShowAgainForm()
    return _try(
        by,
        report,
        form,
        lambda: service.show_again(by, report, form.reason.data, form.version_number),
        _("It shows again."),
    )


def _office() -> Acting:
    by = acting()
    require(policy.may_see(by))
    return by


def _revision(thing: Any) -> int:
    return thing.revision if isinstance(thing, Revised) else 0


def _try(
    by: Acting, report: Report, form: DecisionForm | ShowAgainForm, deed: Callable[[], None], sentence: str
) -> Page:
    report_id = report.id
    if form.validate_on_submit():
        try:
            deed()
        except Rejected as refusal:
            form.show(refusal)
        except ChangedMeanwhile:
            form.ask_to_read_again(_revision(kinds.reported(by, report)))
        else:
            flash(sentence, "success")
            return _to(report_id)
    return _page(by, queries.report_by_id(report_id), form)


def _page(by: Acting, report: Report, sent: Form | None = None) -> Page:
    kind, thing = kinds.KINDS[report.kind], kinds.reported(by, report)
    show_form = sent if isinstance(sent, ShowAgainForm) else ShowAgainForm(formdata=None)
    if sent is not show_form:
        show_form.open_at(_revision(thing), {})
    page = render_template(
        "moderation/one.html",
        report=report,
        others=queries.others_about_it(report),
        kind=kind,
        thing=thing,
        may_decide=policy.may_decide(by, report),
        may_restore=thing is not None and kind.may_restore(by, thing),
        form=sent if isinstance(sent, DecisionForm) else _decision_form(by, report, is_fresh=True),
        show_form=show_form,
        reasons=REASONS,
        states=STATES,
    )
    return page, sent.status if sent else 200


def _decision_form(by: Acting, report: Report, *, is_fresh: bool = False) -> DecisionForm:
    kind, thing = kinds.KINDS[report.kind], kinds.reported(by, report)
    form = DecisionForm(formdata=None) if is_fresh else DecisionForm()
    form.offer(kind, may_hide=thing is not None and kind.may_hide(by, thing))
    return form


def _to(report_id: int) -> Response:
    return redirect(url_for(".one", report_id=report_id), 303)
