"""One's own applications, and the office's answers to all of them."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.access import require
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations import applications, policy
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.forms import ClaimForm, NewOrganisationForm, ReasonForm
from kiknet.organisations.models import Application
from kiknet.organisations.service import applications as service
from kiknet.organisations.service import decisions
from kiknet.organisations.session import acting, myself
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.web.forms import ConfirmForm


@bp.route("/mein/antraege/<int:application_id>", methods=["GET", "POST"])
def application(application_id: int) -> Page:
    """What I applied for, and what became of it; while it waits I can change it and send it again."""
    user = myself().user
    mine = applications.own_application(user, application_id)
    form = _filled_form(mine)
    if mine.is_undecided and form.validate_on_submit():
        draft = ApplicationDraft(form.message.data) if mine.is_claim else form.draft()
        try:
            service.revise(user, mine, draft)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Sent. The network office will look at it and answer you by e-mail."), "success")
            return redirect(url_for("home.mine"), 303)
    return render_template("organisations/application.html", application=mine, form=form), form.status


def _filled_form(mine: Application) -> ClaimForm | NewOrganisationForm:
    if mine.is_claim:
        return ClaimForm(message=mine.message)
    return NewOrganisationForm(name=mine.organisation.name, kind=mine.organisation.kind, message=mine.message)


@bp.route("/mein/antraege/<int:application_id>/ruecknahme", methods=["GET", "POST"])
def take_back(application_id: int) -> Page:
    user, form = myself().user, ConfirmForm()
    mine = applications.own_application(user, application_id)
    if form.validate_on_submit():
        service.take_back(user, mine)
        flash(_("Your application is withdrawn."), "success")
        return redirect(url_for("home.mine"), 303)
    return render_template("organisations/take_back.html", application=mine, form=form)


@bp.post("/buero/antraege/<int:application_id>/zusage")
def admit(application_id: int) -> Answer:
    by = acting()
    require(policy.may_steer(by))
    waiting = applications.application_by_id(application_id)
    try:
        decisions.admit(by, waiting)
        flash(_("%(name)s now takes part.", name=waiting.organisation.name), "success")
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    return redirect(url_for("home.desk"), 303)


@bp.route("/buero/antraege/<int:application_id>/absage", methods=["GET", "POST"])
def decline(application_id: int) -> Page:
    return _decide_with_reason(application_id, "decline")


@bp.route("/buero/antraege/<int:application_id>/rueckfrage", methods=["GET", "POST"])
def ask_for_changes(application_id: int) -> Page:
    return _decide_with_reason(application_id, "ask_for_changes")


def _decide_with_reason(application_id: int, deed: str) -> Page:
    by, form = acting(), ReasonForm()
    require(policy.may_steer(by))
    waiting = applications.application_by_id(application_id)
    if not waiting.is_undecided and request.method == "GET":
        flash(_("This application has been decided meanwhile."), "warning")
        return redirect(url_for("home.desk"), 303)
    if form.validate_on_submit():
        try:
            decide = decisions.decline if deed == "decline" else decisions.ask_for_changes
            decide(by, waiting, form.reason.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("%(name)s is told by e-mail.", name=waiting.user.display_name), "success")
            return redirect(url_for("home.desk"), 303)
    return render_template("organisations/decide.html", application=waiting, form=form, deed=deed), form.status
