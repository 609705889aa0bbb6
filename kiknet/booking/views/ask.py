"""Asking for a room or a thing, alone or with others of the same house."""

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.booking import policy, queries
from kiknet.booking.alternatives import Alternative, alternatives
from kiknet.booking.asked import LONGEST, Refused
from kiknet.booking.forms import RequestForm
from kiknet.booking.models import Booking, Resource
from kiknet.booking.service import requests
from kiknet.booking.slot import Slot
from kiknet.booking.views.blueprint import bp
from kiknet.booking.when import slot_from
from kiknet.cooperations import linking
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_for_organisation
from kiknet.web.requests import number_or_none

Answer = Response | str | tuple[str, int]


@bp.route("/raeume/<int:resource_id>/anfrage", methods=["GET", "POST"])
def ask(resource_id: int) -> Answer:
    by = acting_for_organisation()
    resource = queries.resource_by_id(by, resource_id)
    require(policy.may_request(by, resource), _not_allowed(resource))
    if request.method == "GET":
        return _page(by, resource, RequestForm(data=_from_address(by)))
    form = RequestForm()
    if request.form.get("then") == "hold":
        return _hold(by, resource, form)
    wanted = form.read(resource.id, _extras(by, resource))
    if wanted is None:
        return _page(by, resource, form)
    try:
        booking = requests.request_booking(by, wanted, key=form.idempotency_key)
    except Rejected as refusal:
        return _refused(by, resource_id, form, refusal, wanted.slots)
    flash(_told(booking), "success")
    return redirect(url_for("booking.booking", booking_id=booking.id), 303)


def _not_allowed(resource: Resource) -> str:
    if resource.mode == "contact":
        return _("This is lent only by talking to its owner.")
    if resource.is_retired or not resource.owner.is_active:
        return _("This is not lent at the moment.")
    return _("Editors and admins of an organisation can ask for rooms.")


def _from_address(by: Acting) -> dict[str, Any]:
    """What an address with a time in it puts into the form, and a booking of one's own it is to be like."""
    slot = slot_from(request.args)
    given: dict[str, Any] = {}
    if slot is not None:
        starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
        given = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
        if request.args.get("bis_tag"):
            given["last_day"] = ends.date()
    quantity, people = (number_or_none(request.args.get(key)) for key in ("anzahl", "personen"))
    purpose = request.args.get("zweck", "")[: LONGEST["purpose"]]
    given |= {"quantity": quantity or 1, "people": people, "purpose": purpose}
    cooperation = linking.asked_for(by, number_or_none(request.args.get("kooperation")))
    if cooperation is not None:
        given |= {"cooperation": str(cooperation.id), "purpose": purpose or cooperation.title}
    return given | _like(by, number_or_none(request.args.get("wie")))


def _like(by: Acting, booking_id: int | None) -> dict[str, Any]:
    try:
        booking = queries.booking_by_id(by, booking_id) if booking_id else None
    except NotFound:
        return {}
    if booking is None or not policy.has_asked(by, booking):
        return {}
    cooperation = str(booking.cooperation_id or "")
    return {
        "purpose": booking.purpose, "people": booking.people, "note": booking.note, "cooperation": cooperation
    }  # fmt: skip


def _extras(by: Acting, resource: Resource) -> list[tuple[int, int]]:
    """What else of the same house is asked for: (id, quantity)."""
    if not any(key.startswith("dazu_") and value for key, value in request.form.items()):
        return []
    known = {other.id for other in _others(by, resource)}
    return [(i, n) for i in sorted(known) if (n := number_or_none(request.form.get(f"dazu_{i}")))]


def _others(by: Acting, resource: Resource) -> list[Resource]:
    mine = queries.offered(by, resource.owner_id)
    return [other for other in mine if other.id != resource.id and policy.may_request(by, other)]


def _hold(by: Acting, resource: Resource, form: RequestForm) -> Answer:
    slot, resource_id = form.slot(), resource.id
    if slot is None:
        return _page(by, resource, form)
    try:
        held = requests.hold(by, resource, slot, quantity=form.quantity.data or 1)
    except Rejected as refusal:
        return _refused(by, resource_id, form, refusal)
    return _page(by, resource, form, held_until=held.slots[0].held_until)


def _refused(by: Acting, resource_id: int, form: RequestForm, refusal: Rejected, asked: Sequence[Slot] = ()) -> Answer:
    """The form again, with what could be had instead of the first that could not."""
    form.show(refusal)
    offers: list[Alternative] = []
    if isinstance(refusal, Refused):
        first_id, slot, _why = refusal.refusals[0]
        extra = number_or_none(request.form.get(f"dazu_{first_id}"))
        quantity = (form.quantity.data if first_id == resource_id else extra) or 1
        refused = {each for _id, each, _why in refusal.refusals}
        others = [each for each in asked if each not in refused]
        offers = alternatives(queries.resource_by_id(by, first_id), slot, quantity, besides=others)
    return _page(by, queries.resource_by_id(by, resource_id), form, offers=offers)


def _page(by: Acting, resource: Resource, form: RequestForm, **more: Any) -> Answer:
    form.cooperation.choices += linking.choices(by)
    values = {key: value for key, value in request.form.items() if key.startswith("dazu_")}
    others = _others(by, resource)
    ruled = [each for each in (resource, *others) if each.house_rules]
    given = {"others": others, "ruled": ruled, "values": values, "has_extras": any(values.values()), **more}
    return render_template("booking/ask.html", resource=resource, form=form, **given), form.status


def _told(booking: Booking) -> str:
    states = {slot.state for slot in booking.slots}
    if "requested" in states:
        return _("Your request is on its way. You get a mail as soon as it is answered.")
    return _("It is booked.")
