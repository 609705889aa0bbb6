"""When two organisations turn out to be one: their entries and places belong to the one that stays."""

from typing import Any

from sqlalchemy import delete, select, update

from kiknet import revisions
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.db import db, line_up_all
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place


def move_entries(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`."""
    kinds: tuple[Any, ...] = (Event, Place)
    for kind in kinds:
        line_up_all(kind, kind.owner_id == organisation.id)
        for thing in db.session.scalars(select(kind).where(kind.owner_id == organisation.id)).all():
            thing.owner_id = target.id
            revisions.stamp_later(thing)
    db.session.flush()
    organises_already = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id == target.id)
    owns_already = select(Event.id).where(Event.owner_id == target.id)
    theirs = EventOrganiser.organisation_id == organisation.id
    double = EventOrganiser.event_id.in_(organises_already.union(owns_already))
    db.session.execute(delete(EventOrganiser).where(theirs, double))
    db.session.execute(update(EventOrganiser).where(theirs).values(organisation_id=target.id))
