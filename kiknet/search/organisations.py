"""Organisations in the search: those the directory lists."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, case, cast, null, select

from kiknet.db import UtcDateTime, db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import LISTED, Organisation
from kiknet.search.found import Found
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import kind_name

BY_ID = select(Organisation.id, Organisation.slug, Organisation.name, Organisation.kind, Organisation.districts).where(
    Organisation.id.in_(bindparam("ids", expanding=True)), Organisation.state.in_(LISTED)
)


def source() -> Select[Any]:
    return select(
        Organisation.id.label("object_id"),
        Organisation.name.label("name"),
        Organisation.search_text.label("text"),
        case((Organisation.state.in_(LISTED), "public"), else_="none").label("audience"),
        cast(null(), UtcDateTime).label("starts_at"),
        cast(null(), UtcDateTime).label("ends_at"),
        Organisation.revision.label("revision"),
    )


def read(_by: Acting | None, ids: Sequence[int]) -> dict[int, Found]:
    rows = db.session.connection().execute(BY_ID, {"ids": ids})
    districts = vocabulary.district_names()
    return {
        row.id: Found(
            endpoint="home.organisation",
            key="slug",
            value=row.slug,
            title=row.name,
            kicker=kind_name(row.kind),
            meta=[districts[number] for number in row.districts[:3] if number in districts],
        )
        for row in rows
    }
