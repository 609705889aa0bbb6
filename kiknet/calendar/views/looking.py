"""What else is on, for the form of an event as it is filled in so far."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from kiknet.calendar import outlook, policy, slots
from kiknet.calendar.clash import Slot
from kiknet.calendar.forms import EventForm
from kiknet.calendar.models import Event
from kiknet.calendar.wanted import typed
from kiknet.organisations.acting import Acting

LOOK = "look"


def only_looks(by: Acting) -> bool:
    """The button that asks what else is on that day: nothing is stored, nothing typed is lost."""
    return request.form.get("then") == LOOK and policy.may_post(by)


def look_at(by: Acting, given: MultiDict[str, Any], event_id: int | None = None) -> outlook.Outlook:
    """For the day that is given, for each date of a series, or for a plan whose date is open."""
    wanted = typed(by, given, event_id)
    dates = _each(wanted, given) if isinstance(wanted, Slot) else []
    return outlook.look(wanted, by.organisation_id, dates, is_open=bool(given.get("is_date_open")))


def look_at_stored(event: Event) -> outlook.Outlook:
    """The same for what is stored."""
    return outlook.look(slots.plan_of(event), event.owner_id, slots.of_event(event), is_open=event.has_open_date)


def _each(wanted: Slot, given: MultiDict[str, Any]) -> list[Slot]:
    if not (given.get("repeats") or given.get("added")):
        return [wanted]
    preview = EventForm(formdata=given, meta={"csrf": False}).preview()
    starts = [each.starts for each in preview.listed if each.is_on and not each.holiday] if preview else []
    return slots.repeated(wanted, starts) or [wanted]
