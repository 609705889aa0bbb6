"""What the office decides: the first entries of new organisations, and what must not be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiknet import clock
from kiknet.access import require
from kiknet.calendar import policy, telling
from kiknet.calendar.deeds import deed
from kiknet.calendar.models import Event
from kiknet.i18n import _
from kiknet.organisations import applications
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


@contextmanager
def decision(by: Acting, name: str, event: Event, *, version: int | None = None, **noted: Any) -> Iterator[None]:
    """A deed of the office; the owner's people get a mail about it. `version` is the revision that was read."""
    require(
        applications.is_impartial(by, event.owner_id),
        _("You belong to this organisation. Please let somebody else decide."),
    )
    with deed(by, name, event, version=version, **noted):
        yield
        telling.tell_decision(by, event, name, **noted)


def approve_event(by: Acting, event: Event, version: int | None = None, *, trust: bool = False) -> Event:
    """Publish a waiting entry; with `trust` the organisation publishes by itself from now on.

    Raises `NotAllowed`, or `ChangedMeanwhile` if it no longer has the revision `version`: nobody has read that.
    """
    with decision(by, "approve", event, version=version, trust=trust):
        publish(event)
        if trust:
            event.owner.trust = "trusted"
    return event


def return_event(by: Acting, event: Event, reason: str, *, version: int | None = None) -> Event:
    """Give it back, as it was read, with a word on what to change; the owner may send it again.

    Raises `NotAllowed` or `ChangedMeanwhile`, like `reject_event`.
    """
    with decision(by, "return", event, version=version):
        event.publication, event.office_reason = "changes_requested", reason
    return event


def reject_event(by: Acting, event: Event, reason: str, *, version: int | None = None) -> Event:
    """Decline it for good, as it was read, with the reason."""
    with decision(by, "reject", event, version=version):
        event.publication, event.office_reason = "rejected", reason
    return event


def hide_event(by: Acting, event: Event, reason: str) -> Event:
    """Take it out of sight until it is put right."""
    with decision(by, "hide", event, reason=reason):
        event.publication, event.office_reason = "hidden", reason
    return event


def restore_event(by: Acting, event: Event, reason: str = "", *, version: int | None = None) -> Event:
    """Show it again, as it was read. Raises `NotAllowed` or `ChangedMeanwhile`."""
    with decision(by, "restore", event, version=version, reason=reason):
        publish(event)
    return event
