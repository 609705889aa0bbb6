"""Finding events. What somebody may not see is not found."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from kiknet.calendar import policy
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.db import db
from kiknet.errors import Gone, NotFound
from kiknet.organisations.acting import Acting


def event_by_id(by: Acting | None, event_id: int) -> Event:
    """The event with owner, place, picture and organisers, if `by` (None: a stranger) may see it.

    Raises `NotFound`, or `Gone` for a published event its owner has withdrawn.
    """
    found = (
        select(Event)
        .where(Event.id == event_id)
        .options(
            joinedload(Event.owner),
            joinedload(Event.place),
            joinedload(Event.picture),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
        )
    )
    event = db.session.scalar(found)
    if event is None:
        raise NotFound
    if event.publication == "withdrawn" and event.published_at and not (by and by.acts_for(event.owner_id)):
        raise Gone
    if not policy.may_see(by, event):
        raise NotFound
    return event


def own_event_by_uid(by: Acting, uid: str) -> Event | None:
    """The event of the organisation `by` acts for that carries this UID."""
    return db.session.scalar(select(Event).where(Event.uid == uid, Event.owner_id == by.organisation_id))
