"""Keeping each event's VEVENT text beside it."""

from kiknet.calendar.models import Event


def store(event: Event) -> None:
    """Write the event's German VEVENT into the running transaction; call it after `revisions.stamp`."""
