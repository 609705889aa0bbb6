"""What every deed with a stored event has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.calendar import changes, policy, texts, words
from kiknet.calendar.models import Event
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting

EDITS = {"change", "change_dates", "cancel", "postpone", "take_back", "withdraw"}
"""What was taken over from another calendar and then edited here is not overwritten any more."""


@contextmanager
def deed(by: Acting, name: str, event: Event, *, version: int | None = None, **noted: Any) -> Iterator[None]:
    """One deed of `policy.RULES`, done in the block: permission, nobody in between, change row, texts, audit entry.

    `version` is the revision the event had when its form was opened (now, if not given).
    Raises `NotAllowed`, or `ChangedMeanwhile` if somebody else has saved it since.
    """
    require(policy.may(by, name, event))
    with transaction():
        revisions.hold(event, event.revision if version is None else version)
        was_seen, before = changes.was_seen(event), changes.facts(event)
        yield
        if was_seen:
            changes.note(by, event, before)
        if name in EDITS and event.is_imported:
            event.is_detached = True
        save(event)
        audit.record(f"event.{name}", event, user_id=by.user.id, organisation_id=by.organisation_id, **noted)


def save(event: Event) -> None:
    """Stamp the event and keep beside it what is made from it."""
    db.session.add(event)
    with db.session.no_autoflush:
        revisions.stamp(event)
    db.session.flush()
    texts.store(event)
    words.store(event)
