"""What every deed with a stored event has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.booking.service import following
from kiknet.booking.service.keeping import Terms
from kiknet.calendar import changes, policy, rooms, texts, words
from kiknet.calendar.models import Event
from kiknet.cooperations import linking
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting

EDITS = {"change", "change_dates", "cancel", "postpone", "take_back", "withdraw"}
"""What was taken over from another calendar and then edited here is not overwritten any more."""
MOVES_ROOMS = EDITS | {"publish", "reject"}


@dataclass(frozen=True)
class Room:
    """The room somebody chooses with a deed (None: no other than before), and how they ask for it."""

    id: int | None = None
    terms: Terms = rooms.AS_FAR_AS_POSSIBLE


@contextmanager
def deed(
    by: Acting,
    name: str,
    event: Event,
    *,
    version: int | None = None,
    room: Room | None = None,
    cooperation_id: int | None = None,
    **noted: Any,
) -> Iterator[list[Event]]:
    """One deed of `policy.RULES`, done in the block: permission, nobody in between, change row, texts, audit entry.

    Its rooms follow it, and other events theirs, before anything is saved. The block is given the list of what is to
    be saved, and adds what it makes. `version` is the revision the event had when its form was opened (now, if not
    given), `cooperation_id` what it is to belong to afterwards.
    Raises `NotAllowed`, `ChangedMeanwhile` if somebody else has saved it since, or what `rooms.settle` does.
    """
    require(policy.may(by, name, event))
    room = room or Room()
    version = event.revision if version is None else version
    with transaction():
        has_rooms = name in MOVES_ROOMS and rooms.lined_up(event, room.id)
        linking.wait_for(cooperation_id, event.cooperation_id)
        revisions.hold(event, version)
        was_seen, before = changes.was_seen(event), changes.facts(event)
        was_known = rooms.is_known_outside(event)
        saved = [event]
        yield saved
        if has_rooms:
            may_ask = by.acts_for(event.owner_id)
            rooms.settle(by, event, was_known=was_known, terms=room.terms, may_ask=may_ask)
        if was_seen:
            changes.note(by, event, before)
        if name in EDITS and event.is_imported:
            event.is_detached = True
        following.tell(by)
        for each in saved:
            save(each)
        audit.record(f"event.{name}", event, user_id=by.user.id, organisation_id=by.organisation_id, **noted)


def save(event: Event) -> None:
    """Stamp the event and keep beside it what is made from it."""
    db.session.add(event)
    with db.session.no_autoflush:
        revisions.stamp(event)
    db.session.flush()
    texts.store(event)
    words.store(event)
