"""One booking for those who asked and those who were asked; the list of what one has asked for."""

from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.booking import policy, queries, rivals
from kiknet.booking.alternatives import alternatives
from kiknet.booking.asked import Refused
from kiknet.booking.forms import SlotsForm, TimesForm
from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.service import decisions, requests
from kiknet.booking.service.following import place_of_change
from kiknet.booking.service.letters import instead, still_had
from kiknet.booking.views.blueprint import bp
from kiknet.booking.words import written_slot
from kiknet.cooperations import linking
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.web.forms import ConfirmForm
from kiknet.web.pagination import page_number, paginate
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here

Answer = Response | str | tuple[str, int]


@bp.get("/mein/buchungen")
def mine() -> str:
    by = acting_for_organisation()
    is_past = request.args.get("was") == "past"
    page = paginate(queries.slots_asked_by(by.organisation_id, is_past=is_past), page_number())
    return render_template("booking/mine.html", page=page, is_past=is_past, here=here)


@bp.get("/buchungen/<int:booking_id>")
def booking(booking_id: int) -> Answer:
    by = acting()
    found = queries.booking_by_id(by, booking_id)
    return _page(by, found, _answer_form(by, found))


def _page(by: Acting, found: Booking, form: SlotsForm, **more: Any) -> tuple[str, int]:
    has_asked = policy.has_asked(by, found)
    is_offered = has_asked and found.purpose
    offers, elsewhere = instead(slot for slot in found.slots if slot.is_lost) if is_offered else ([], "")
    given = {
        "has_asked": has_asked,
        "cooperation": linking.shown(by, found.cooperation_id),
        "may_end": bool(_endable(by, found)),
        "offers": offers,
        "elsewhere": elsewhere,
        "rivals": rivals.of(_to_answer(by, found)),
        "still_had": still_had([slot for slot in found.slots if slot.is_lost]) if has_asked else [],
    }
    return render_template("booking/booking.html", booking=found, form=form, **given | more), form.status


def _answer_form(by: Acting, found: Booking) -> SlotsForm:
    form = SlotsForm()
    form.reason.flags.follows = True
    form.offer([(slot.id, _label(slot)) for slot in _to_answer(by, found)])
    return form


def _to_answer(by: Acting, found: Booking) -> list[BookingSlot]:
    return [slot for slot in found.slots if slot.is_waiting and policy.may_manage(by, slot.resource)]


def _label(slot: BookingSlot) -> str:
    return f"{slot.resource.title}, {written_slot(slot)}"


@bp.post("/buchungen/<int:booking_id>/antwort")
def answer(booking_id: int) -> Answer:
    """The owner's yes or no to all that waits, or to some of it."""
    by = acting()
    found = queries.booking_by_id(by, booking_id)
    require(any(policy.may_manage(by, slot.resource) for slot in found.slots))
    form = _answer_form(by, found)
    is_yes = request.form.get("answer") == "yes"
    chosen = {number for text in request.form.getlist("slots") if (number := number_or_none(text))}
    if not chosen and len(form.slots.choices) > 1:
        form.slots.errors = [_("Please choose at least one date.")]
        return _page(by, found, form)
    if not is_yes and not (form.reason.data or "").strip():
        form.reason.errors = [_("Please give a reason; it is sent along.")]
        return _page(by, found, form)
    try:
        if is_yes:
            decisions.confirm(by, found, chosen or None)
        else:
            decisions.decline(by, found, form.reason.data or "", chosen or None)
    except Rejected as refusal:
        return _too_late(by, booking_id, chosen, refusal)
    flash(_("Confirmed. They get a mail.") if is_yes else _("Declined. They get a mail with the reason."), "success")
    return redirect(url_for("booking.booking", booking_id=booking_id), 303)


def _too_late(by: Acting, booking_id: int, chosen: set[int], refusal: Rejected) -> Answer:
    """The page as it is now, with the reason, and what could be offered instead of what somebody else was given."""
    found = queries.booking_by_id(by, booking_id)
    form = _answer_form(by, found)
    form.form_errors.append(refusal.reason)
    mine = [slot for slot in found.slots if policy.may_manage(by, slot.resource) and (slot.id in chosen or not chosen)]
    given_away = [slot for slot in mine if slot.is_lost]
    refused = {(resource_id, slot) for resource_id, slot, _why in getattr(refusal, "refusals", [])}
    lost = [slot for slot in mine if (slot.resource_id, slot.slot) in refused] or given_away
    page, _status = _page(by, found, form, offers=instead(lost)[0], were_suggested=bool(given_away))
    return page, 422 if refused else 409


@bp.route("/buchungen/<int:booking_id>/absage", methods=["GET", "POST"])
def end(booking_id: int) -> Answer:
    """Withdrawing what waits, calling off what is confirmed."""
    by = acting()
    found = queries.booking_by_id(by, booking_id)
    require(policy.has_asked(by, found) or any(policy.may_manage(by, slot.resource) for slot in found.slots))
    form = SlotsForm()
    form.offer([(slot.id, _label(slot)) for slot in _endable(by, found)])
    if not form.slots.choices:
        flash(_("There is nothing left to call off."), "info")
        return redirect(url_for("booking.booking", booking_id=booking_id), 303)
    if not form.validate_on_submit():
        return render_template("booking/end.html", booking=found, form=form), form.status
    try:
        _end(by, found, set(form.slots.data or []), form.reason.data or "")
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("Called off. Everybody concerned gets a mail."), "success")
    return redirect(url_for("booking.booking", booking_id=booking_id), 303)


def _endable(by: Acting, found: Booking) -> list[BookingSlot]:
    has_asked = policy.has_asked(by, found)
    return [
        slot
        for slot in found.slots
        if (slot.is_ahead and (has_asked or policy.may_manage(by, slot.resource))) or (slot.is_waiting and has_asked)
    ]


def _end(by: Acting, found: Booking, chosen: set[int], reason: str) -> None:
    waiting = {slot.id for slot in found.slots if slot.is_waiting} & chosen
    if waiting:
        decisions.withdraw(by, found, waiting)
    if chosen - waiting:
        decisions.cancel(by, found, reason, chosen - waiting)


def _own_slot(by: Acting, booking_id: int, slot_id: int) -> BookingSlot:
    found = queries.booking_by_id(by, booking_id)
    require(policy.has_asked(by, found))
    slot = next((slot for slot in found.slots if slot.id == slot_id), None)
    if slot is None:
        raise NotFound
    return slot


@bp.route("/buchungen/<int:booking_id>/<int:slot_id>/aenderung", methods=["GET", "POST"])
def change(booking_id: int, slot_id: int) -> Answer:
    """Another time for one slot."""
    by = acting()
    slot = _own_slot(by, booking_id, slot_id)
    if address := place_of_change(slot):
        flash(_("This belongs to an event. Please move the event, and the room follows."), "info")
        return redirect(address, 303)
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    given = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    form = TimesForm(data=None if request.method == "POST" else given)
    offers = []
    if request.method == "POST" and form.validate() and (wanted := form.slot()):
        try:
            new = requests.change_time(by, slot, wanted)
        except Rejected as refusal:
            form.show(refusal)
            slot = _own_slot(by, booking_id, slot_id)
            if isinstance(refusal, Refused):
                offers = alternatives(slot.resource, wanted, slot.quantity)
        else:
            flash(_changed(new), "success")
            return redirect(url_for("booking.booking", booking_id=booking_id), 303)
    return render_template(
        "booking/change.html", slot=slot, booking=slot.booking, form=form, offers=offers
    ), form.status


def _changed(new: BookingSlot) -> str:
    if new.state == "confirmed":
        return _("It is booked for the other time.")
    if new.kept:
        return _("The other time is asked for. Until it is decided you keep this one.")
    return _("Your request is for the other time now.")


@bp.post("/buchungen/<int:booking_id>/<int:slot_id>/erneut")
def again(booking_id: int, slot_id: int) -> Answer:
    """Asking anew for a date that was skipped, declined or not answered."""
    by = acting()
    slot = _own_slot(by, booking_id, slot_id)
    ConfirmForm().validate()
    try:
        new = requests.ask_again(by, slot)
    except Refused as refusal:
        found = queries.booking_by_id(by, booking_id)
        form = _answer_form(by, found)
        form.form_errors.append(refusal.reason)
        return _page(by, found, form)[0], 422
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        is_had = new.state == "confirmed"
        flash(_("It is booked.") if is_had else _("This date is asked for again."), "success")
    return redirect(url_for("booking.booking", booking_id=booking_id), 303)
