"""What else is on, for the form of an event as it is filled in so far."""

from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from kiknet.calendar import outlook, policy, slots
from kiknet.calendar.clash import Slot
from kiknet.calendar.forms import EventForm
from kiknet.calendar.wanted import typed
from kiknet.organisations.acting import Acting

LOOK = "look"


def only_looks(by: Acting) -> bool:
    """The button that asks what else is on that day: nothing is stored, nothing typed is lost."""
    return request.form.get("then") == LOOK and policy.may_post(by)


def look_at(by: Acting, given: MultiDict[str, Any], event_id: int | None = None) -> list[outlook.OneDay]:
    """For the day that is given, or for each date of a series."""
    wanted = typed(by, given, event_id)
    return outlook.look(_each(wanted, given)) if wanted else []


def _each(wanted: Slot, given: MultiDict[str, Any]) -> list[Slot]:
    if not (given.get("repeats") or given.get("added")):
        return [wanted]
    preview = EventForm(formdata=given, meta={"csrf": False}).preview()
    starts = [each.starts for each in preview.listed if each.is_on and not each.holiday] if preview else []
    return slots.repeated(wanted, starts) or [wanted]
