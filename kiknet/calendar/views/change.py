"""Changing an event: all of it, or a series from one of its dates on."""

from typing import Any

from flask import flash, request, url_for
from werkzeug.utils import redirect

from kiknet import clock
from kiknet.access import require
from kiknet.calendar import plan_words, policy, queries, repeating, service, splitting
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.filled import stored_values
from kiknet.calendar.forms import EventForm
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.room_choice import RoomChoice
from kiknet.calendar.views import rooms
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.dates import asked_date
from kiknet.calendar.views.looking import look_at, look_at_stored, only_looks
from kiknet.calendar.views.post import (
    PREVIEW,
    Answer,
    event_form_page,
    keep_upload,
    previewed,
    read_draft,
)
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _, written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_for_organisation
from kiknet.web import conflicts
from kiknet.web.forms import fingerprint


@bp.route("/mein/veranstaltungen/<int:event_id>/bearbeiten", methods=["GET", "POST"])
def edit(event_id: int) -> Answer:
    """All of it; with `?termin=` that date of a series and those that follow."""
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    row = asked_date(event)
    stored = stored_values(event, row)
    form = EventForm(data=None if request.method == "POST" else stored)
    form.open_at(event.revision, stored)
    if request.method == "GET":
        return _edit_page(by, form, event, row, outlook=look_at_stored(event))
    conflicts.settle(form, stored)
    if only_looks(by):
        keep_upload(by, form)
        return _edit_page(by, form, event, row, outlook=look_at(by, request.form, event.id))
    if rooms.only_chooses(by):
        keep_upload(by, form)
        return _edit_page(by, form, event, row, room=rooms.choose(by, form, event.room_id)), form.status
    if request.form.get("then") == PREVIEW:
        return _edit_page(by, form, event, row, **previewed(by, form)), form.status
    room: RoomChoice | None = None
    try:
        draft = _changed(by, event, form)
        if draft and (question := _question(form, event, row, draft)):
            return _edit_page(by, form, event, row, question=question), 200
        changed, room = _change(by, event, row, draft, form) if draft else (None, None)
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(event, row), event.revision)
        return _edit_page(by, form, event, row, differences=differences), 409
    if changed is None:
        return _edit_page(by, form, queries.event_by_id(by, event_id), row, room=room), form.status
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("calendar.event", event_id=changed.id), 303)


def _edit_page(by: Acting, form: EventForm, event: Event, row: Occurrence | None, **more: Any) -> str:
    since = written_day(row.starts_local, "short") if row else ""
    return event_form_page("calendar/edit.html", by, form, event=event, since=since, **more)


def _changed(by: Acting, event: Event, form: EventForm) -> EventDraft | None:
    publish = request.form.get("then") == "publish"
    return read_draft(by, form, publish=publish or event.publication in policy.SENT)


def _question(form: EventForm, event: Event, row: Occurrence | None, draft: EventDraft) -> dict[str, Any] | None:
    """What becomes of the dates people know of, as long as nobody has said yes to just that."""
    if not event.is_series or event.published_at is None:
        return None
    try:
        plan = (
            repeating.planned_following(event, row.recurrence_id, draft)
            if row
            else repeating.planned_change(event, draft)
        )
    except Rejected as refusal:
        form.show(refusal)
        return None
    told = plan_words.sentences(plan, clock.to_local(clock.now(), event.timezone), event.dates_until)
    mark = fingerprint(told)
    return None if request.form.get("confirmed") == mark else {"sentences": told, "mark": mark}


def _change(
    by: Acting, event: Event, row: Occurrence | None, draft: EventDraft, form: EventForm
) -> tuple[Event | None, RoomChoice | None]:
    if form.errors:
        return None, None
    publish, version = request.form.get("then") == "publish", form.version_number
    try:
        if row:
            return splitting.change_following(by, event, row.recurrence_id, draft, version, terms=form.terms), None
        return service.change_event(by, event, draft, version, publish=publish, terms=form.terms), None
    except Rejected as refusal:
        return None, rooms.after(by, form, refusal, queries.event_by_id(by, event.id).room_id)
