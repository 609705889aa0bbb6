"""Matches follow the board: whoever writes a listing, a resource or an answer changes them in the same transaction.

The board is below us and knows nothing of matches; what it writes passes through the session, so we look there.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from kiknet.board.models import Interest, Listing
from kiknet.booking.models import BookingSlot, Resource
from kiknet.db import db
from kiknet.matching import live, service

CHANGED = "things whose matches are renewed"
SILENT = frozenset({"warned", "revision", "changed_at", "folded"})
"""Columns of a listing that change nothing for others."""


@event.listens_for(db.session, "before_flush")
def _notice(session: Session, _context: Any, _instances: Any) -> None:
    things = session.info.setdefault(CHANGED, {})
    for thing in (*session.new, *session.dirty):
        if isinstance(thing, BookingSlot) and thing.state == "confirmed" and _has_changed(thing, "state"):
            things[id(thing)] = thing
        if isinstance(thing, Interest) or (isinstance(thing, Listing | Resource) and _says_something(session, thing)):
            things[id(thing)] = thing


def _has_changed(thing: BookingSlot, name: str) -> bool:
    return bool(db.inspect(thing).attrs[name].history.has_changes())


def _says_something(session: Session, thing: Listing | Resource) -> bool:
    if thing in session.new:
        return True
    changed = {attribute.key for attribute in db.inspect(thing).attrs if attribute.history.has_changes()}
    return bool(changed - SILENT)


@event.listens_for(db.session, "before_commit")
def _follow(session: Session) -> None:
    session.flush()
    things = list(session.info.pop(CHANGED, {}).values())
    for thing in things:
        if isinstance(thing, Interest):
            service.follow_interest(thing)
        elif isinstance(thing, BookingSlot):
            service.follow_booking(thing)
    resources = {thing.id: thing for thing in things if isinstance(thing, Resource)}
    for listing in (thing for thing in things if isinstance(thing, Listing)):
        live.renew(listing)
        service.follow_listing(listing)
        if listing.resource is not None:
            resources[listing.resource.id] = listing.resource
    for resource in resources.values():
        live.renew(resource)
    session.info.pop(CHANGED, None)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(CHANGED, None)
