"""Cooperations and ideas in the search, as long as they are in lists."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, case, cast, null, select

from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.queries import WITH_PARTNERS, is_visible
from kiknet.cooperations.words import state_name
from kiknet.db import UtcDateTime, db
from kiknet.organisations.acting import Acting
from kiknet.search.found import Found

SHORT = 160


def source() -> Select[Any]:
    is_listed = and_(Cooperation.hidden_at.is_(None), Cooperation.state != "archived")
    is_public = and_(is_listed, Cooperation.visibility == "public", Cooperation.state != "cancelled")
    return select(
        Cooperation.id.label("object_id"),
        Cooperation.title.label("name"),
        Cooperation.folded.label("text"),
        case((is_public, "public"), (is_listed, "network"), else_="none").label("audience"),
        cast(null(), UtcDateTime).label("starts_at"),
        cast(null(), UtcDateTime).label("ends_at"),
        Cooperation.revision.label("revision"),
    )


def read(by: Acting | None, ids: Sequence[int]) -> dict[int, Found]:
    found = select(Cooperation).where(Cooperation.id.in_(ids), is_visible(by)).options(*WITH_PARTNERS)
    return {row.id: _hit(row) for row in db.session.scalars(found)}


def _hit(row: Cooperation) -> Found:
    text = " ".join((row.summary or row.needs).split())
    return Found(
        endpoint="cooperations.cooperation",
        key="cooperation_id",
        value=row.id,
        title=row.title,
        kicker=state_name(row.state),
        meta=[", ".join(partner.organisation.name for partner in row.accepted)] if row.accepted else [],
        text=text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …",
        statuses=["network"] * (row.visibility == "network"),
    )
