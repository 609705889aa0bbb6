"""Posting and changing; the own list and the planning list."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.calendar import copies, outlook, policy, queries, service, slots
from kiknet.calendar.draft import LONGEST, EventDraft
from kiknet.calendar.filled import stored_values, values_of
from kiknet.calendar.forms import EventForm, sign_picture
from kiknet.calendar.models import Event
from kiknet.calendar.paste import understand
from kiknet.calendar.short_forms import PasteForm
from kiknet.calendar.typed import read_day
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.wanted import typed
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.session import acting_for_organisation
from kiknet.places.queries import place_names
from kiknet.web import conflicts
from kiknet.web.pagination import page_number, paginate
from kiknet.web.requests import whole_number
from kiknet.web.templating import here

PARTS = ("coming", "waiting", "past")
Answer = Response | str | tuple[str, int]


@bp.route("/mein/veranstaltungen/neu", methods=["GET", "POST"])
def new() -> Answer:
    by = acting_for_organisation()
    if request.method == "GET":
        require(policy.may_post(by), _("Editors and admins of the organisation can post events."))
        copied = _copied(by)
        return _new_page(by, EventForm(data=_copy_values(copied)), copied)
    form = EventForm()
    if _only_looks(by):
        _keep_upload(by, form)
        return _new_page(by, form, outlook=_look(by))
    event = _post(by, form)
    if event is None:
        return _new_page(by, form)
    flash(_posted(event), "success")
    return redirect(url_for("calendar.event", event_id=event.id), 303)


def _post(by: Acting, form: EventForm) -> Event | None:
    then = request.form.get("then", "publish")
    if then == "plan":
        form.scheduling.data = "planned"
    draft = _read(by, form, publish=then != "draft")
    partner = _partner(by, form)
    if not policy.may_post(by):
        form.form_errors.append(_("You may not post for this organisation. Please choose another one."))
    if draft is None or form.errors:
        return None
    partners = [partner] if partner else []
    try:
        return service.post_event(by, draft, publish=then != "draft", key=form.idempotency_key, partners=partners)
    except Rejected as refusal:
        form.show(refusal)
        return None


def _read(by: Acting, form: EventForm, *, publish: bool) -> EventDraft | None:
    """The draft; None when something is wrong. An upload is stored first: a refused form does not lose it."""
    trouble = _keep_upload(by, form)
    draft = form.read(publish=publish)
    if trouble:
        form.show(trouble)
    return None if form.errors else draft


def _keep_upload(by: Acting, form: EventForm) -> Rejected | None:
    upload = form.picture.data
    if not upload or not getattr(upload, "filename", "") or not policy.may_post(by):
        return None
    try:
        picture = service.keep_picture(by, upload.stream, form.picture_alt.data or "", form.picture_credit.data or "")
    except Rejected as refusal:
        return refusal
    form.kept_picture.data = sign_picture(picture.id)
    return None


@bp.post("/mein/veranstaltungen/neu/einladung")
def paste() -> Answer:
    """The form, filled from a pasted invitation; nothing is stored yet."""
    by = acting_for_organisation()
    require(policy.may_post(by))
    pasted = PasteForm()
    if not pasted.validate():
        return _new_page(by, EventForm(formdata=None), pasted=pasted)[0], 422
    found = understand(pasted.text.data[: LONGEST["description"]], clock.today(), place_names(by))
    return _new_page(by, EventForm(formdata=None, data=asdict(found)), pasted=pasted, is_understood=True)[0]


def _new_page(
    by: Acting, form: EventForm, copied: Event | None = None, pasted: PasteForm | None = None, **more: Any
) -> tuple[str, int]:
    days = copies.next_days(copied.starts_local.date(), clock.today()) if copied and copied.starts_local else []
    return _page(
        "calendar/new.html", by, form, copied=copied, next_days=days, pasted=pasted or PasteForm(formdata=None), **more
    ), form.status


def _page(template: str, by: Acting, form: EventForm, **more: Any) -> str:
    """A page with the event's form: what its fields suggest, and the picture it carries."""
    return render_template(
        template,
        form=form,
        place_names=place_names(by),
        organisation_names=queries.organisation_names(by),
        picture=queries.picture(form.picture_id),
        publishes_directly=policy.publishes_directly(by),
        **more,
    )


def _copied(by: Acting) -> Event | None:
    event_id = request.args.get("kopie", type=whole_number)
    return queries.event_by_id(by, event_id) if event_id else None


def _copy_values(copied: Event | None) -> Mapping[str, Any] | None:
    if copied is None:
        return None
    first = copied.starts_local.date() if copied.starts_local else None
    day = read_day(request.args.get("tag", ""), clock.today())
    if day is None and first is not None:
        day = copies.next_days(first, clock.today())[-1]
    return values_of(copies.copy_of(copied, day)) | {"kept_picture": sign_picture(copied.picture_id)}


def _partner(by: Acting, form: EventForm) -> Organisation | None:
    if not form.organiser.data:
        return None
    found = queries.organisation_named(by, form.organiser.data)
    if found is None:
        form.show(Rejected(_("We do not know this organisation. Please choose one from the list."), "organiser"))
    return found


def _posted(event: Event) -> str:
    if event.publication == "draft":
        return _("Your draft is kept. Only your organisation sees it.")
    if event.publication == "submitted":
        return _("Thank you! The office looks at your first entries before they show; you will get a mail.")
    if event.scheduling == "planned" or event.has_open_date:
        return _("Your plan is in the network's planning list.")
    return _("Your event is on the calendar.")


@bp.route("/mein/veranstaltungen/<int:event_id>/bearbeiten", methods=["GET", "POST"])
def edit(event_id: int) -> Answer:
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    stored = stored_values(event)
    form = EventForm(data=None if request.method == "POST" else stored)
    form.open_at(event.revision, stored)
    if request.method == "GET":
        return _page("calendar/edit.html", by, form, event=event, outlook=outlook.look(slots.of_event(event)[:1]))
    conflicts.settle(form, stored)
    if _only_looks(by):
        _keep_upload(by, form)
        return _page("calendar/edit.html", by, form, event=event, outlook=_look(by, event))
    try:
        is_done = _change(by, event, form)
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(event), event.revision)
        return _page("calendar/edit.html", by, form, event=event, differences=differences), 409
    if not is_done:
        return _page("calendar/edit.html", by, form, event=event), form.status
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("calendar.event", event_id=event.id), 303)


def _only_looks(by: Acting) -> bool:
    """The button that asks what else is on that day: nothing is stored, nothing typed is lost."""
    return request.form.get("then") == "look" and policy.may_post(by)


def _look(by: Acting, event: Event | None = None) -> list[outlook.OneDay]:
    wanted = typed(by, request.form, event.id if event else None)
    return outlook.look([wanted] if wanted else [])


def _change(by: Acting, event: Event, form: EventForm) -> bool:
    publish = request.form.get("then") == "publish"
    draft = _read(by, form, publish=publish or event.publication in policy.SENT)
    if draft is None:
        return False
    try:
        service.change_event(by, event, draft, form.version_number, publish=publish)
    except Rejected as refusal:
        form.show(refusal)
        return False
    return True


@bp.get("/mein/veranstaltungen")
def mine() -> str:
    by = acting_for_organisation()
    part = request.args.get("was", PARTS[0])
    part = part if part in PARTS else PARTS[0]
    page = paginate(queries.own_events(by, part, clock.today()), page_number())
    return render_template("calendar/mine.html", page=page, part=part, here=here)
