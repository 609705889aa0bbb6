"""Calling off, putting off, taking back: each a page that asks, and a button. They work without JavaScript."""

from flask import flash, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.calendar import copies, policy, queries, room_pages, service
from kiknet.calendar.models import Event
from kiknet.calendar.room_plan import LIVE
from kiknet.calendar.short_forms import PostponeForm, ReasonForm
from kiknet.calendar.views.blueprint import bp
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.web.forms import ConfirmForm, Form

Answer = Response | str | tuple[str, int]
ASK = ["GET", "POST"]


def asked(event_id: int, deed: str) -> tuple[Acting, Event]:
    """Who acts and the event, if they may do this deed with it."""
    by = acting()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, deed, event))
    return by, event


def ask(event: Event, form: Form, question: str, consequence: str, label: str, kind: str = "") -> tuple[str, int]:
    """The page that asks whether somebody is sure, with the fields of `form`."""
    words = {"question": question, "consequence": consequence, "label": label, "kind": kind}
    return render_template("calendar/ask.html", event=event, form=form, **words), form.status


def done(event: Event, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("calendar.event", event_id=event.id), 303)


@bp.route("/veranstaltungen/<int:event_id>/absage", methods=ASK)
def cancel(event_id: int) -> Answer:
    by = acting()
    event = queries.event_by_id(by, event_id)
    if event.is_cancelled and policy.may(by, "take_back", event):  # pressed twice
        return redirect(url_for("calendar.event", event_id=event.id), 303)
    require(policy.may(by, "cancel", event))
    form = ReasonForm()
    if form.validate_on_submit():
        service.cancel_event(by, event, form.reason.data or "")
        return done(event, _("The event is cancelled. Everybody who has subscribed to the calendar sees it."))
    return ask(
        event,
        form,
        *_words_of_cancelling(by, event),
        "danger",
    )


def _words_of_cancelling(by: Acting, event: Event) -> tuple[str, str, str]:
    """The question, what becomes of it, and the button: of a series that it is all of it."""
    has_room = any(state in LIVE for room in room_pages.rooms_of(by, event) for state in room.numbers)
    given_back = _("Its room is given back.") if has_room else ""
    if event.is_series:
        question = _("Cancel all dates of “%(title)s”?", title=event.title)
        stays = _("Its dates stay on the calendar, marked as cancelled, so that nobody stands before a closed door.")
        return question, f"{stays} {given_back}".strip(), _("Cancel the whole series")
    stays = _("It stays on the calendar, marked as cancelled, so that nobody stands before a closed door.")
    return _("Cancel “%(title)s”?", title=event.title), f"{stays} {given_back}".strip(), _("Cancel the event")


@bp.route("/veranstaltungen/<int:event_id>/absage/ruecknahme", methods=ASK)
def take_back(event_id: int) -> Answer:
    by, event = asked(event_id, "take_back")
    form = ConfirmForm()
    if form.validate_on_submit():
        service.take_back_cancellation(by, event)
        return done(event, _("The event takes place after all."))
    return ask(
        event,
        form,
        _("Does “%(title)s” take place after all?", title=event.title),
        _("The calendar then shows it as before."),
        _("It takes place"),
    )


@bp.route("/veranstaltungen/<int:event_id>/verschiebung", methods=ASK)
def postpone(event_id: int) -> Answer:
    by, event = asked(event_id, "postpone")
    # The dates of a series move one by one.
    form: ReasonForm = ReasonForm() if event.is_series else PostponeForm(is_all_day=event.is_all_day)
    if form.validate_on_submit():
        try:
            moved = form.moved(copies.draft_of(event)) if isinstance(form, PostponeForm) else None
            service.postpone_event(by, event, form.reason.data or "", moved)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return done(event, _("The event is postponed. Everybody who has subscribed to the calendar sees it."))
    return ask(
        event,
        form,
        _("Postpone “%(title)s”?", title=event.title),
        _("Without a new day it stays on the calendar, marked as postponed, until you know the new date."),
        _("Postpone the event"),
    )


@bp.route("/veranstaltungen/<int:event_id>/ruecknahme", methods=ASK)
def withdraw(event_id: int) -> Answer:
    by, event = asked(event_id, "withdraw")
    form = ConfirmForm()
    if form.validate_on_submit():
        service.withdraw_event(by, event)
        flash(_("The entry is withdrawn."), "success")
        return redirect(url_for("calendar.mine"), 303)
    return ask(
        event,
        form,
        _("Withdraw “%(title)s”?", title=event.title),
        _("The entry disappears for good. If something is called off, please cancel it instead: then people know."),
        _("Withdraw the entry"),
        "danger",
    )


@bp.post("/veranstaltungen/<int:event_id>/veroeffentlichung")
def publish(event_id: int) -> Answer:
    by, event = asked(event_id, "publish")
    try:
        service.publish_event(by, event)
    except Rejected as refusal:
        flash(refusal.reason, "warning")
        return redirect(url_for("calendar.edit", event_id=event.id), 303)
    is_waiting = event.publication == "submitted"
    return done(event, _("Sent to the office.") if is_waiting else _("Your event is on the calendar."))
