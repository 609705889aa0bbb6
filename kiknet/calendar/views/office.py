"""What the office decides about an entry; nobody decides about an organisation they belong to."""

from collections.abc import Callable

from flask import flash, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.calendar import approval
from kiknet.calendar.models import Event
from kiknet.calendar.short_forms import ReasonForm
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.status import ASK, Answer, ask, asked, done
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.web.forms import safe_next


@bp.post("/veranstaltungen/<int:event_id>/freigabe")
def approve(event_id: int) -> Response:
    by, event = asked(event_id, "approve")
    approval.approve_event(by, event, trust=bool(request.form.get("trust")))
    flash(_("“%(title)s” is published.", title=event.title), "success")
    return redirect(safe_next(url_for("home.desk")), 303)


@bp.route("/veranstaltungen/<int:event_id>/rueckgabe", methods=ASK)
def return_(event_id: int) -> Answer:
    return _with_reason(
        event_id,
        "return",
        approval.return_event,
        _("What should be changed?"),
        _("Give it back"),
        _("The organisation is asked to change it."),
    )


@bp.route("/veranstaltungen/<int:event_id>/ablehnung", methods=ASK)
def reject(event_id: int) -> Answer:
    return _with_reason(
        event_id,
        "reject",
        approval.reject_event,
        _("Why is it not published?"),
        _("Decline"),
        _("The entry is declined."),
    )


@bp.route("/veranstaltungen/<int:event_id>/ausblendung", methods=ASK)
def hide(event_id: int) -> Answer:
    return _with_reason(
        event_id, "hide", approval.hide_event, _("Why is it hidden?"), _("Hide the entry"), _("The entry is hidden.")
    )


@bp.post("/veranstaltungen/<int:event_id>/einblendung")
def restore(event_id: int) -> Response:
    by, event = asked(event_id, "restore")
    approval.restore_event(by, event)
    return done(event, _("The entry shows again."))


def _with_reason(
    event_id: int, name: str, deed: Callable[[Acting, Event, str], Event], question: str, label: str, sentence: str
) -> Answer:
    """Ask for the reason, which the organisation gets by mail, then do it."""
    by, event = asked(event_id, name)
    form = ReasonForm()
    form.reason.label.text = _("Your message to the organisation")
    form.reason.flags.required = True
    if form.validate_on_submit():
        if form.reason.data:
            deed(by, event, form.reason.data)
            flash(sentence, "success")
            return redirect(safe_next(url_for("home.desk")), 303)
        form.reason.errors = [_("Please give the reason: the organisation reads it.")]
    return ask(event, form, question, _("“%(title)s” by %(name)s", title=event.title, name=event.owner.name), label)
