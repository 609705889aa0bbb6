"""Finding places: those of the network, and those an organisation keeps for itself."""

from sqlalchemy import ColumnElement, or_, select

from kiknet.db import db
from kiknet.fold import fold
from kiknet.organisations.acting import Acting
from kiknet.places.models import Place


def _known_to(organisation_id: int | None) -> ColumnElement[bool]:
    return or_(Place.owner_id.is_(None), Place.owner_id == organisation_id)


def places_named(by: Acting, name: str) -> list[Place]:
    """Shared places and the organisation's own with this name, its own first."""
    found = (
        select(Place)
        .where(Place.folded_name == fold(name), _known_to(by.organisation_id))
        .order_by(Place.owner_id.is_(None), Place.id)
    )
    return list(db.session.scalars(found))


def place_names(by: Acting, most: int = 400) -> list[str]:
    """What the place field suggests, by name."""
    found = select(Place.name).where(_known_to(by.organisation_id)).group_by(Place.name).order_by(Place.name)
    return list(db.session.scalars(found.limit(most)))
