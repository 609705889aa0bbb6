"""Keeping an event's occurrence rows in step with its dates."""

from datetime import timedelta

from kiknet import clock
from kiknet.calendar.models import Event, Occurrence

A_DAY = timedelta(hours=24)


def keep_in_step(event: Event) -> None:
    """A single event has one row, none while its date is open.

    A single event has no RECURRENCE-ID (RFC 5545, 3.8.4.4 names instances of a recurring component), so here
    `recurrence_id` follows the start. Its status is the event's `scheduling`; the row stays `scheduled`.
    """
    if event.starts_local is None or event.ends_local is None:
        event.occurrences.clear()
        return
    if not event.occurrences:
        event.occurrences.append(Occurrence())
    row = event.occurrences[0]
    row.recurrence_id = row.starts_local = event.starts_local
    row.ends_local = event.ends_local
    row.starts_at = clock.from_local(event.starts_local, event.timezone)
    row.ends_at = clock.from_local(event.ends_local, event.timezone)
    row.is_long = row.ends_at - row.starts_at > A_DAY
