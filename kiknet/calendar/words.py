"""The folded words an event is found by."""

from kiknet.calendar.models import Event


def store(event: Event) -> None:
    """Write the event's words into the running transaction."""
