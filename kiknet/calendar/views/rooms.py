"""The room in the form of an event: looked for, held and given back while one types; asked for with posting."""

from datetime import datetime
from typing import Any

from flask import request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.booking import policy as booking_policy
from kiknet.booking import queries as booking
from kiknet.booking.asked import Refused
from kiknet.booking.models import Booking, Resource
from kiknet.booking.service import requests
from kiknet.booking.slot import Slot
from kiknet.calendar import policy, queries, room_choice
from kiknet.calendar.dates import span_of
from kiknet.calendar.room_choice import RoomChoice
from kiknet.calendar.room_fields import RoomFields
from kiknet.calendar.views.blueprint import bp
from kiknet.errors import Gone, NotAllowed, NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_for_organisation
from kiknet.web.forms import Form
from kiknet.web.requests import number_or_none
from kiknet.web.typed import YEARS

LOOK, CHOOSE = "room", "room:"
MOST = 60


def only_chooses(by: Acting) -> bool:
    """One of the buttons about the room was pressed: nothing is posted, nothing typed is lost."""
    then = request.form.get("then", "")
    return (then == LOOK or then.startswith(CHOOSE)) and policy.may_post(by)


def choose(by: Acting, form: RoomFields, kept_id: int | None = None) -> RoomChoice:
    """What was asked for: what is free, this room (it is held from now on), or none after all.

    `kept_id` is the room that is to be there already.
    """
    then = request.form["then"]
    if then == LOOK:
        requests.give_back(by)
        form.room.data = ""
        return look(by, form)
    wanted, _at, times = then.removeprefix(CHOOSE).partition("@")
    if times:
        _take_times(form, times)
    room_id = number_or_none(wanted)
    form.room.data = str(room_id) if room_id else ""
    if room_id:
        return _hold(by, form, room_id, kept_id)
    requests.give_back(by)
    return RoomChoice()


def _take_times(form: Any, times: str) -> None:
    """The room is free at another time, and that is taken: "2027-03-09T16:00/2027-03-09T18:00"."""
    try:
        starts, ends = (datetime.fromisoformat(text).replace(tzinfo=None) for text in times.split("/"))
    except ValueError:
        return
    if starts.year not in YEARS or ends.year not in YEARS:  # the same as for a day that is typed
        return
    form.first_day.data, form.starts.data, form.ends.data = starts.date(), starts.time(), ends.time()
    form.last_day.data = ends.date() if (ends - starts).days else None
    for typed in (form.first_day, form.starts, form.ends, form.last_day):
        typed.raw_data = None


def look(by: Acting, form: RoomFields) -> RoomChoice:
    slots = slots_of(form)
    if not slots:
        form.show(Rejected(_("From when until when? Then we can say what is free."), "room"))
        return RoomChoice()
    return room_choice.found(by, slots, form.room_people.data)


def _hold(by: Acting, form: RoomFields, room_id: int, kept_id: int | None) -> RoomChoice:
    slots = slots_of(form)
    try:
        room = _lent(by, room_id)
        if kept_id == room_id:  # its own slots are no obstacle, and need no hold
            return RoomChoice(slots, chosen=room, is_kept=True)
        if not slots:
            raise Rejected(_("From when until when? Then we can say what is free."))
        held = requests.hold(by, room, *slots)
    except (Rejected, NotAllowed) as refusal:
        form.room.data = ""
        requests.give_back(by)
        return refused(by, form, refusal.reason if isinstance(refusal, Rejected) else _("This room cannot be had."))
    kept = {slot.slot for slot in held.slots}
    lost = [slot for slot in slots if slot not in kept]
    missing = room_choice.missing(room, lost) if lost else []
    return RoomChoice(slots, chosen=room, held_until=held.slots[0].held_until, missing=missing)


def _lent(by: Acting, room_id: int) -> Resource:
    """Raises `Rejected` for a room that is not there, or no longer."""
    try:
        return booking.resource_by_id(by, room_id)
    except (NotFound, Gone):
        raise Rejected(_("This room is no longer lent. Please choose another room, or write the place.")) from None


def refused(by: Acting, form: RoomFields, reason: str) -> RoomChoice:
    """The form comes back with the reason and what is free instead."""
    form.room.errors = [*form.room.errors, reason]
    slots = slots_of(form)
    return room_choice.found(by, slots, form.room_people.data) if slots else RoomChoice()


def after(by: Acting, form: RoomFields, refusal: Rejected, kept_id: int | None = None) -> RoomChoice | None:
    """What the form shows beside a refusal that may be about its room."""
    if not isinstance(refusal, Refused):
        form.show(refusal)
        return None
    if len(slots_of(form)) > 1 and (room := _still_lent(by, form)):
        form.room_conflicts.errors = [refusal.reason]  # some dates may still be had: what then, is the writer's choice
        return RoomChoice(slots_of(form), chosen=room)
    if str(kept_id or "") != form.room.data:
        form.room.data = ""
    return refused(by, form, refusal.reason)


def shown(by: Acting, form: RoomFields, kept_id: int | None = None) -> RoomChoice:
    """What the form begins with, or shows again."""
    if request.method == "GET" and request.args.get("raum") == "suchen":
        return look(by, form)
    room = _still_lent(by, form)
    if room is None:
        return RoomChoice()
    is_kept = kept_id == room.id
    held_until = None if is_kept else booking.held_until(by, room)
    return RoomChoice(slots_of(form), chosen=room, held_until=held_until, is_kept=is_kept)


def _still_lent(by: Acting, form: RoomFields) -> Resource | None:
    """The room the form has; if that is no longer lent it has none any more, and says so."""
    room_id = number_or_none(form.room.data)
    try:
        return _lent(by, room_id) if room_id else None
    except Rejected as refusal:
        form.room.data, form.room.errors = "", [*form.room.errors, refusal.reason]
        return None


def slots_of(form: RoomFields) -> list[Slot]:
    """When, as far as the form tells: each of the next dates of a series; none while it has no times."""
    try:
        span = form.typed_span()
    except Rejected:
        return []
    if span is None:
        return []
    starts, ends = span
    now, slots = clock.now(), []
    for first in form.typed_starts(starts)[:MOST]:
        one = span_of(first, first + (ends - starts), clock.HOME_ZONE)
        if one.ends_at > now:
            slots.append(Slot(one.starts_at, one.ends_at))
    return slots


def booking_of(by: Acting, form: Form | None = None) -> Booking | None:
    """The booking the event is made from, if it is one of their own."""
    given = form["booking"].data if form is not None else request.args.get("buchung", "")
    booking_id = number_or_none(given)
    if not booking_id:
        return None
    found = booking.booking_by_id(by, booking_id)
    if not booking_policy.has_asked(by, found):
        raise NotFound
    return found


@bp.get("/mein/veranstaltungen/<int:event_id>/raum")
def room(event_id: int) -> Response:
    """Where a room is chosen for an event: the form, which looks for one at once."""
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    return redirect(url_for("calendar.edit", event_id=event.id, raum="suchen", _anchor="raum"), 302)
