"""When two organisations turn out to be one: their entries and places belong to the one that stays."""

from sqlalchemy import delete, select, update

from kiknet import clock, revisions
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place


def move_entries(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`."""
    changed = {"revision": revisions.stamp(), "changed_at": clock.now()}
    for column in (Event.owner_id, Place.owner_id):
        moved = update(column.class_).where(column == organisation.id)
        db.session.execute(moved.values({column.key: target.id, **changed}))
    organises_already = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id == target.id)
    owns_already = select(Event.id).where(Event.owner_id == target.id)
    theirs = EventOrganiser.organisation_id == organisation.id
    double = EventOrganiser.event_id.in_(organises_already.union(owns_already))
    db.session.execute(delete(EventOrganiser).where(theirs, double))
    db.session.execute(update(EventOrganiser).where(theirs).values(organisation_id=target.id))
