"""Rooms and things in the search, as long as they are lent by somebody who takes part."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, cast, null, select
from sqlalchemy.orm import contains_eager, joinedload

from kiknet.booking.models import Resource
from kiknet.booking.words import KIND_NAMES, pieces
from kiknet.db import UtcDateTime, db
from kiknet.i18n import ngettext
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.search.found import Found

SHORT = 160
IS_LENT = Resource.retired_at.is_(None)


def source() -> Select[Any]:
    return select(
        Resource.id.label("object_id"),
        Resource.title.label("name"),
        Resource.folded.label("text"),
        case((IS_LENT & (Resource.visibility == "public"), "public"), (IS_LENT, "network"), else_="none").label(
            "audience"
        ),
        cast(null(), UtcDateTime).label("starts_at"),
        cast(null(), UtcDateTime).label("ends_at"),
        Resource.revision.label("revision"),
    )


def read(by: Acting | None, ids: Sequence[int]) -> dict[int, Found]:
    """What belongs to an organisation that takes part no longer is not found any more."""
    found = select(Resource).join(Resource.owner).options(contains_eager(Resource.owner), joinedload(Resource.place))
    found = found.where(Resource.id.in_(ids), IS_LENT, Organisation.state == "active")
    if by is None:
        found = found.where(Resource.visibility == "public")
    return {row.id: _hit(row) for row in db.session.scalars(found)}


def _hit(row: Resource) -> Found:
    people = ngettext("%(num)s person", "%(num)s people", row.capacity) if row.capacity else ""
    number = pieces(row.quantity) if row.quantity > 1 else ""
    text = " ".join(row.description.split())
    return Found(
        endpoint="booking.resource",
        key="resource_id",
        value=row.id,
        title=row.title,
        kicker=str(KIND_NAMES[row.kind]),
        meta=[fact for fact in (people, number, row.place.location if row.place else "", row.owner.name) if fact],
        text=text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …",
        statuses=["network"] * (row.visibility == "network"),
    )
