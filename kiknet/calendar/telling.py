"""Mails about events: who hears of what. Each is a row written in the transaction of its deed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from kiknet import clock, mail
from kiknet.accounts.models import User
from kiknet.calendar.models import Event, EventChange
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.organisations.queries import writers_of

MOST_AT_ONCE = 50


def tell(organisation_id: int, kind: str, by: Acting, **context: Any) -> None:
    """Write a mail to the organisation's editors and admins, but not to the person who does it."""
    _send(writers_of(organisation_id), kind, by, **context)


def tell_office(kind: str, by: Acting, **context: Any) -> None:
    """Write a mail to everybody in the office."""
    _send(office_people(), kind, by, **context)


def _send(users: Iterable[User], kind: str, by: Acting, **context: Any) -> None:
    for user in users:
        if user.id != by.user.id:
            mail.send_later(kind, user.email, user.language, by=by, **context)


def tell_about_changes() -> int:
    """A job: turn change rows into mails to the co-organisers; returns how many rows. It may run at any time."""
    waiting = select(EventChange.id).where(EventChange.handled_at.is_(None)).order_by(EventChange.id)
    return sum(_tell_about(change_id) for change_id in db.session.scalars(waiting.limit(MOST_AT_ONCE)).all())


def _tell_about(change_id: int) -> int:
    with transaction() as session:
        mine = update(EventChange).where(EventChange.id == change_id, EventChange.handled_at.is_(None))
        if session.execute(mine.values(handled_at=clock.now())).rowcount == 0:  # type: ignore[attr-defined]
            return 0
        change = session.get_one(EventChange, change_id)
        about = _about(change)
        for user in _concerned(change):
            key = f"event_changed:{change_id}:{user.id}"
            mail.send_later("event_changed", user.email, user.language, key=key, event=change.event, **about)
    return 1


def _about(change: EventChange) -> dict[str, Any]:
    """What the mail says beside the event: the kind of change, and which date of a series if it is about one."""
    date = change.before.get("date")
    starts = datetime.fromisoformat(date) if date else None
    after = change.after.get("starts_local")
    kind = change.kind
    if starts and kind == "status":
        kind = {None: "date_removed", "cancelled": "date_cancelled"}.get(change.after.get("scheduling"), "date_on")
    return {"change": kind, "date": starts, "moved_to": datetime.fromisoformat(after) if starts and after else None}


def _concerned(change: EventChange) -> list[User]:
    """The writers of the organisations that organise it too; who made the change knows of it."""
    partners = [o.organisation_id for o in change.event.organisers if o.state == "accepted"]
    return writers_of(*(p for p in partners if p != change.by_organisation_id))


def tell_decision(by: Acting, event: Event, decision: str, **context: Any) -> None:
    """Write to the owner's editors and admins what the office has decided."""
    tell(event.owner_id, "event_decided", by, event=event, decision=decision, **context)
