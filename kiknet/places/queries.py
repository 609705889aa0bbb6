"""Finding places: those of the network, and those an organisation keeps for itself."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from kiknet.db import db, says
from kiknet.errors import NotFound
from kiknet.fold import fold, words
from kiknet.organisations.acting import Acting
from kiknet.places.models import Place


def _known_to(organisation_id: Any) -> ColumnElement[bool]:
    return or_(Place.owner_id.is_(None), Place.owner_id == organisation_id)


def places_named(by: Acting, name: str) -> list[Place]:
    """Shared places and the organisation's own with this name, its own first."""
    return list(db.session.scalars(_named(), {"name": fold(name), "organisation_id": by.organisation_id}))


@cache
def _named() -> Select[Place]:
    named = select(Place).where(Place.folded_name == bindparam("name"), _known_to(bindparam("organisation_id")))
    return named.options(joinedload(Place.district)).order_by(Place.owner_id.is_(None), Place.id)


def place_names(by: Acting, most: int = 400) -> list[str]:
    """What the place field suggests, by name."""
    found = select(Place.name).where(_known_to(by.organisation_id)).group_by(Place.name).order_by(Place.name)
    return list(db.session.scalars(found.limit(most)))


def all_places(text: str = "") -> Select[Any]:
    """For the office: every place with its owner, by name; with `text` those whose name holds all its words."""
    found = select(Place).options(joinedload(Place.owner), joinedload(Place.district))
    for word in words(text):
        found = found.where(says(Place.folded_name, word))
    return found.order_by(Place.folded_name, Place.id)


def place_by_id(place_id: int) -> Place:
    """Raises `NotFound`."""
    place = db.session.get(Place, place_id, options=[joinedload(Place.owner)])
    if place is None:
        raise NotFound
    return place


def other_places(place: Place) -> list[tuple[int, str]]:
    """(id, name and address) of all places but this one, the ones with a similar name first."""
    found = (
        select(Place).where(Place.id != place.id).order_by(Place.folded_name != place.folded_name, Place.folded_name)
    )
    return [(other.id, other.location) for other in db.session.scalars(found)]
