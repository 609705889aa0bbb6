"""When two organisations, or two places, turn out to be one: what is lent and booked belongs to the one that stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select, update

from kiknet import revisions
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.service.resources import write_words
from kiknet.db import UNSEEN, db, line_up_all
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place


def move_resources(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`; first of all, as rooms are locked first.

    What one has asked of the other stays as it was: it is asked of themselves now.
    """
    line_up_all(Resource, Resource.owner_id == organisation.id)
    for resource in db.session.scalars(select(Resource).where(Resource.owner_id == organisation.id)).all():
        resource.owner = target
        revisions.stamp_later(resource)
    db.session.flush()
    kept: tuple[tuple[Any, Any], ...] = ((Booking, Booking.organisation_id), (BookingSlot, BookingSlot.ended_by_id))
    for row, column in kept:
        moved = update(row).where(column == organisation.id).values({column.key: target.id})
        db.session.execute(moved, execution_options=UNSEEN)
    db.session.expire_all()


def move_house(place: Place, into: Place) -> None:
    """Inside the transaction that merges `place` into `into`; first of all, as rooms are locked first."""
    line_up_all(Resource, Resource.place_id == place.id)
    for resource in db.session.scalars(select(Resource).where(Resource.place_id == place.id)).all():
        resource.place = into
        _renew(resource)
    db.session.flush()


@contextmanager
def stay_found(place: Place) -> Iterator[None]:
    """Around the office's correction of a place, which is touched in the block: its rooms are found by the new name."""
    here = Resource.place_id == place.id
    line_up_all(Resource, here)
    yield
    db.session.flush()
    for resource in db.session.scalars(select(Resource).where(here)).all():
        _renew(resource)


def _renew(resource: Resource) -> None:
    write_words(resource)
    revisions.stamp_later(resource)
