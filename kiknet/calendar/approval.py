"""What the office decides: the first entries of new organisations, and what must not be seen."""

from kiknet import clock
from kiknet.calendar import policy, telling
from kiknet.calendar.deeds import deed
from kiknet.calendar.models import Event
from kiknet.organisations.acting import Acting


def publish_or_submit(by: Acting, event: Event) -> None:
    """Inside a deed of the owner: publish it if the organisation is trusted, else put it before the office."""
    if policy.publishes_directly(by):
        publish(event)
    else:
        event.publication, event.office_reason = "submitted", ""
        telling.tell_office("event_submitted", by, event=event)


def publish(event: Event) -> None:
    event.publication, event.office_reason = "published", ""
    event.published_at = event.published_at or clock.now()


def approve_event(by: Acting, event: Event, *, trust: bool = False) -> Event:
    """Publish a waiting entry; with `trust` the organisation publishes by itself from now on."""
    with deed(by, "approve", event, trust=trust):
        publish(event)
        if trust:
            event.owner.trust = "trusted"
        telling.tell_decision(by, event, "approve", trust=trust)
    return event


def return_event(by: Acting, event: Event, reason: str) -> Event:
    """Give it back with a word on what to change; the owner may send it again."""
    with deed(by, "return", event):
        event.publication, event.office_reason = "changes_requested", reason
        telling.tell_decision(by, event, "return")
    return event


def reject_event(by: Acting, event: Event, reason: str) -> Event:
    """Decline it for good, with the reason."""
    with deed(by, "reject", event):
        event.publication, event.office_reason = "rejected", reason
        telling.tell_decision(by, event, "reject")
    return event


def hide_event(by: Acting, event: Event, reason: str) -> Event:
    """Take it out of sight until it is put right."""
    with deed(by, "hide", event):
        event.publication, event.office_reason = "hidden", reason
        telling.tell_decision(by, event, "hide")
    return event


def restore_event(by: Acting, event: Event) -> Event:
    with deed(by, "restore", event):
        publish(event)
        telling.tell_decision(by, event, "restore")
    return event
