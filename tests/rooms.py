"""What can be lent in our tests: the Mill has a hall, twenty chairs and a projector; the Library a reading room."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from kiknet import clock
from kiknet.booking.asked import Asked
from kiknet.booking.draft import ResourceDraft
from kiknet.booking.models import Resource
from kiknet.booking.opening import Hours
from kiknet.booking.service.resources import offer
from kiknet.booking.slot import Slot
from kiknet.places.draft import PlaceDraft

DAILY = tuple(Hours(day, time(8), time(22)) for day in range(7))
HALL = ResourceDraft(
    kind="room",
    title="Großer Saal",
    place=PlaceDraft(name="The Hall"),
    capacity=60,
    features=("kitchen", "piano"),
    wheelchair="yes",
    hours=DAILY,
    key_note="Der Hausmeister öffnet.",
)


def offered(by: Any, **changes: Any) -> Resource:
    return offer(by, replace(HALL, **changes))


def chairs(by: Any, **changes: Any) -> Resource:
    some = {"kind": "furniture", "title": "Stühle", "quantity": 20, "capacity": None, "hours": ()}
    return offered(by, **some | changes)


def at(starts: int = 14, ends: int = 16, days: int = 30) -> Slot:
    """From hour to hour, so many days from now."""
    day = datetime.combine(clock.today() + timedelta(days=days), time())
    begin, end = (clock.from_local(day + timedelta(hours=hour)) for hour in (starts, ends))
    return Slot(begin, end)


def asked(resource: Resource, *slots: Slot, quantity: int = 1, **changes: Any) -> Asked:
    return asked_of(resource.id, *slots, quantity=quantity, **changes)


def asked_of(resource_id: int, *slots: Slot, quantity: int = 1, **changes: Any) -> Asked:
    given = {"purpose": "Sprachcafé", "slots": slots or (at(),), "items": ((resource_id, quantity),)}
    return Asked(**given | changes)
