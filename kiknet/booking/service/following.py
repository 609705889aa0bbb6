"""What becomes of slots is told to whoever follows them, in the same transaction.

This capability lies below those that follow: `app.py` enters them in `on_change`. Where a slot's state is set it is
noted, so that no deed can forget to tell.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from kiknet.accounts.models import User
from kiknet.booking.models import BookingSlot, Resource
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting

NOTED = "slots_changed"


@dataclass
class Changed:
    """`slots` are in another state than before; of `successors` the second is asked for instead of the first."""

    slots: list[BookingSlot] = field(default_factory=list)
    successors: list[tuple[BookingSlot, BookingSlot]] = field(default_factory=list)


on_change: list[Callable[[Acting | None, Changed], None]] = []
changed_at: list[Callable[[BookingSlot], str | None]] = []
"""Where the time of a slot is changed that follows something else: its address, or None."""

tells_of: list[Callable[[Sequence[BookingSlot], User, str], bool]] = []
"""Whether somebody will hear from those who follow of all that became of these slots, no later than by a letter of this
kind, and so need not twice."""

on_place: list[Callable[[Acting, Resource], AbstractContextManager[None]]] = []
"""Around an owner's correction of where a resource is, or of what it is called: what takes place there follows."""


def place_of_change(slot: BookingSlot) -> str | None:
    """The page on which this slot's time is changed, if that is not its own."""
    return next((address for find in changed_at if (address := find(slot))), None)


@contextmanager
def deed(by: Acting | None) -> Iterator[Session]:
    """A transaction at whose end those who follow hear of it; inside another one that one's owner tells them."""
    is_outermost = not db.session().info.get("in_transaction")
    with transaction() as session:
        yield session
        if is_outermost:
            tell(by)


@contextmanager
def followed(by: Acting, resource: Resource) -> Iterator[None]:
    """Inside a deed that holds the resource: those who follow wait for what is theirs before its place is touched."""
    with ExitStack() as stack:
        for follow in on_place:
            stack.enter_context(follow(by, resource))
        yield


def tell(by: Acting | None) -> None:
    """Let those who follow do their part, until nothing changes any more."""
    while (changed := taken()).slots:
        db.session.flush()
        for follow in on_change:
            follow(by, changed)


def taken() -> Changed:
    """What has been noted since, for whoever tells of it."""
    noted: Changed = db.session().info.pop(NOTED, None) or Changed()
    return noted


def succeed(old: BookingSlot, new: BookingSlot) -> None:
    """Note that `new` is asked for instead of `old`."""
    _noted().successors.append((old, new))


def _noted() -> Changed:
    noted: Changed = db.session().info.setdefault(NOTED, Changed())
    return noted


@event.listens_for(BookingSlot.state, "set")
def _note(slot: BookingSlot, state: str, before: Any, _initiator: Any) -> None:
    if state != before and slot not in _noted().slots:
        _noted().slots.append(slot)


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(NOTED, None)
