"""When two organisations, or two places, turn out to be one: what was theirs belongs to the one that stays."""

from sqlalchemy import ColumnElement, delete, or_, select, update

from kiknet import revisions
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.cooperations import queries as cooperations
from kiknet.cooperations.models import Cooperation
from kiknet.db import UNSEEN, db, line_up_all
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

STATES, ROLES = ("declined", "invited", "accepted"), ("supporter", "co")


def move_entries(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`.

    Events that will name others once it is over are waited for, too: the cooperations they belong to are held.
    """
    line_up_all(Event, or_(*_concerned(organisation, target)))
    for event in db.session.scalars(select(Event).where(Event.owner_id == organisation.id)).all():
        event.owner_id = target.id
        revisions.stamp_later(event)
    line_up_all(Place, Place.owner_id == organisation.id)
    for place in db.session.scalars(select(Place).where(Place.owner_id == organisation.id)).all():
        place.owner_id = target.id
        revisions.stamp_later(place)
    db.session.flush()
    _move_organisers(organisation.id, target.id)


def _concerned(organisation: Organisation, target: Organisation) -> list[ColumnElement[bool]]:
    organised = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id == organisation.id)
    together = select(Cooperation.id).where(cooperations.has_partner(target.id, "accepted"))
    return [Event.owner_id == organisation.id, Event.id.in_(organised), Event.cooperation_id.in_(together)]


def _move_organisers(old: int, new: int) -> None:
    """Whoever owns an event does not organise it with themselves; where both are named, the stronger row counts."""
    owned = select(Event.id).where(Event.owner_id == new)
    theirs = EventOrganiser.organisation_id.in_((old, new))
    db.session.execute(delete(EventOrganiser).where(theirs, EventOrganiser.event_id.in_(owned)))
    organised = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id == new)
    double = EventOrganiser.organisation_id == old, EventOrganiser.event_id.in_(organised)
    for goes in db.session.scalars(select(EventOrganiser).where(*double)).all():
        same = EventOrganiser.event_id == goes.event_id, EventOrganiser.organisation_id == new
        stays = db.session.scalars(select(EventOrganiser).where(*same)).one()
        if _strength(goes) > _strength(stays):
            stays.state, stays.role, stays.through_cooperation = goes.state, goes.role, goes.through_cooperation
        db.session.delete(goes)
    db.session.flush()
    moved = update(EventOrganiser).where(EventOrganiser.organisation_id == old).values(organisation_id=new)
    db.session.execute(moved, execution_options=UNSEEN)
    db.session.expire_all()


def _strength(row: EventOrganiser) -> tuple[int, int, bool]:
    """Whoever was asked by hand stays named, whatever becomes of the cooperation."""
    return STATES.index(row.state), ROLES.index(row.role), not row.through_cooperation


def move_events(place: Place, into: Place) -> None:
    """Inside the transaction that merges `place` into `into`: events, and dates that take place there alone."""
    of_dates = select(Occurrence.event_id).where(Occurrence.place_id == place.id)
    line_up_all(Event, or_(Event.place_id == place.id, Event.id.in_(of_dates)))
    for kind in (Event, Occurrence):
        moved = update(kind).where(kind.place_id == place.id).values(place_id=into.id)
        db.session.execute(moved, execution_options=UNSEEN)
