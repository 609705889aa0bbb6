"""Posting and changing; the own list and the planning list."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock, media
from kiknet.access import require
from kiknet.calendar import copies, policy, queries, room_drafts, service
from kiknet.calendar.draft import LONGEST, EventDraft
from kiknet.calendar.filled import values_of
from kiknet.calendar.forms import EventForm
from kiknet.calendar.models import Event
from kiknet.calendar.paste import understand
from kiknet.calendar.room_choice import RoomChoice
from kiknet.calendar.short_forms import PasteForm
from kiknet.calendar.views import rooms
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.looking import look_at, only_looks
from kiknet.cooperations import linking
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.session import acting_for_organisation
from kiknet.places.queries import place_names
from kiknet.web.pagination import page_number, paginate
from kiknet.web.requests import whole_number
from kiknet.web.templating import here
from kiknet.web.typed import read_day, read_time

PREVIEW = "preview"
PARTS = ("coming", "waiting", "past")
Answer = Response | str | tuple[str, int]


@bp.route("/mein/veranstaltungen/neu", methods=["GET", "POST"])
def new() -> Answer:
    by = acting_for_organisation()
    if request.method == "GET":
        require(policy.may_post(by), _("Editors and admins of the organisation can post events."))
        copied = _copied(by)
        given = _copy_values(copied) if copied else _booked_values(by) or _for_cooperation(by) or _from_address()
        return _new_page(by, EventForm(data=given), copied)
    form = EventForm()
    if rooms.only_chooses(by):
        keep_upload(by, form)
        return _new_page(by, form, room=rooms.choose(by, form))
    if only_looks(by):
        keep_upload(by, form)
        return _new_page(by, form, outlook=look_at(by, request.form))
    if request.form.get("then") == PREVIEW:
        return _new_page(by, form, **previewed(by, form))
    event, room = _post(by, form)
    if event is None:
        return _new_page(by, form, room=room)
    flash(_posted(event), "success")
    return redirect(url_for("calendar.event", event_id=event.id), 303)


def _from_address() -> dict[str, Any]:
    """What an address puts into the form: what somebody wrote elsewhere, with whom it is organised, and when."""
    given = {"title": request.args.get("titel", ""), "organiser": request.args.get("mit", "")}
    texts = {name: text[: LONGEST["title"]] for name, text in given.items()}
    texts["description"] = request.args.get("text", "")[: LONGEST["description"]]
    codes = {"audiences": request.args.getlist("zielgruppe"), "fields": request.args.getlist("feld")}
    times = {
        "first_day": read_day(request.args.get("am", ""), clock.today()),
        "starts": read_time(request.args.get("von", "")),
        "ends": read_time(request.args.get("bis", "")),
    }
    return {name: value for name, value in (texts | codes | times).items() if value}


def _for_cooperation(by: Acting) -> dict[str, Any] | None:
    """What their cooperation says already, and the day, times and room that were agreed."""
    cooperation = linking.asked_for(by, request.args.get("kooperation", type=whole_number))
    if cooperation is None:
        return None
    first = cooperation.starts_on
    return {
        "title": cooperation.title,
        "description": linking.text_for_guests(cooperation),
        "audiences": list(cooperation.audiences),
        "fields": list(cooperation.fields),
        "first_day": first if first and first >= clock.today() else None,
        "room": str(request.args.get("raum", type=whole_number) or ""),
        "cooperation": str(cooperation.id),
    } | _from_address()


def previewed(by: Acting, form: EventForm) -> dict[str, Any]:
    """What a page needs to show the list of dates; nothing is stored but an upload, so that it is not lost."""
    trouble, preview = keep_upload(by, form), form.look_ahead()
    if trouble:
        form.show(trouble)
    return {"preview": preview, "is_previewed": preview is not None}


def _post(by: Acting, form: EventForm) -> tuple[Event | None, RoomChoice | None]:
    then = request.form.get("then", "publish")
    if then == "plan":
        form.scheduling.data = "planned"
    draft = read_draft(by, form, publish=then != "draft")
    partner = _partner(by, form)
    if not policy.may_post(by):
        form.form_errors.append(_("You may not post for this organisation. Please choose another one."))
    if draft is None or form.errors:
        return None, None
    more: dict[str, Any] = {"partners": [partner]} if partner else {}
    if form.room.data:
        more |= {"terms": form.terms, "booking": rooms.booking_of(by, form)}
    try:
        return service.post_event(by, draft, publish=then != "draft", key=form.idempotency_key, **more), None
    except Rejected as refusal:
        return None, rooms.after(by, form, refusal)


def read_draft(by: Acting, form: EventForm, *, publish: bool) -> EventDraft | None:
    """The draft; None when something is wrong. An upload is stored first: a refused form does not lose it."""
    trouble = keep_upload(by, form)
    draft = form.read(publish=publish)
    if trouble:
        form.show(trouble)
    return None if form.errors else draft


def keep_upload(by: Acting, form: EventForm) -> Rejected | None:
    upload = form.picture.data
    if not upload or not getattr(upload, "filename", "") or not policy.may_post(by):
        return None
    try:
        picture = service.keep_picture(by, upload.stream, form.picture_alt.data or "", form.picture_credit.data or "")
    except Rejected as refusal:
        return refusal
    form.kept_picture.data = media.sign(picture.id)
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
    return event_form_page(
        "calendar/new.html", by, form, copied=copied, next_days=days, pasted=pasted or PasteForm(formdata=None), **more
    ), form.status


def event_form_page(template: str, by: Acting, form: EventForm, **more: Any) -> str:
    """A page with the event's form: what its fields suggest, the dates of a series, and the picture it carries."""
    more = {"preview": form.preview(), "is_previewed": False} | more
    if more.get("room") is None:
        event: Event | None = more.get("event")
        more["room"] = rooms.shown(by, form, event.room_id if event else None)
    form.carry(more["preview"])
    event = more.get("event")
    form.cooperation.choices += linking.choices(by, event.cooperation_id if event else None)
    return render_template(
        template,
        form=form,
        place_names=place_names(by),
        organisation_names=queries.organisation_names(by),
        picture=queries.picture(form.picture_id),
        publishes_directly=policy.publishes_directly(by),
        **more,
    )


def _booked_values(by: Acting) -> Mapping[str, Any] | None:
    """What a booking of theirs says already about the event it is for."""
    booking = rooms.booking_of(by)
    return values_of(room_drafts.from_booking(booking)) | {"booking": str(booking.id)} if booking else None


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
    return values_of(copies.copy_of(copied, day)) | {"kept_picture": media.sign(copied.picture_id)}


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
    if event.awaits_room:
        return _("The room is asked for. As soon as it is confirmed, your event is on the calendar by itself.")
    if event.publication == "submitted":
        return _("Thank you! The office looks at your first entries before they show; you will get a mail.")
    if event.scheduling == "planned" or event.has_open_date:
        return _("Your plan is in the network's planning list.")
    return _("Your event is on the calendar.")


@bp.get("/mein/veranstaltungen")
def mine() -> str:
    by = acting_for_organisation()
    part = request.args.get("was", PARTS[0])
    part = part if part in PARTS else PARTS[0]
    page = paginate(queries.own_events(by, part, clock.today()), page_number())
    return render_template("calendar/mine.html", page=page, part=part, here=here)
