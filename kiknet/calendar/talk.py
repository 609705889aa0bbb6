"""Asking the organiser about an event."""

from kiknet.calendar import queries
from kiknet.conversations.things import Thing, register
from kiknet.organisations.acting import Acting


def _event(by: Acting, event_id: int) -> Thing:
    event = queries.event_by_id(by, event_id)
    return Thing("events", event.id, event.title, f"/veranstaltungen/{event.id}", event.owner)


register("veranstaltung", _event)
