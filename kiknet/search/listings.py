"""What is looked for and offered in the search: while it is on the board."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, cast, null, select

from kiknet.board import shown
from kiknet.board.models import Listing
from kiknet.board.queries import on_board
from kiknet.db import UtcDateTime, db
from kiknet.organisations.acting import Acting
from kiknet.search.found import Found

IS_ACTIVE = Listing.state == "active"


def source() -> Select[Any]:
    return select(
        Listing.id.label("object_id"),
        Listing.title.label("name"),
        Listing.folded.label("text"),
        case((IS_ACTIVE & (Listing.visibility == "public"), "public"), (IS_ACTIVE, "network"), else_="none").label(
            "audience"
        ),
        cast(null(), UtcDateTime).label("starts_at"),
        cast(null(), UtcDateTime).label("ends_at"),
        Listing.revision.label("revision"),
    )


def read(by: Acting | None, ids: Sequence[int]) -> dict[int, Found]:
    """What has expired since is not found any more."""
    return {row.id: _hit(row) for row in db.session.scalars(on_board(by).where(Listing.id.in_(ids)))}


def _hit(row: Listing) -> Found:
    facts = (shown.times(row), shown.languages(row), shown.amount(row), shown.district(row), row.organisation.name)
    return Found(
        endpoint="board.listing",
        key="listing_id",
        value=row.id,
        title=row.title,
        kicker=f"{shown.direction(row)}: {shown.kind(row)}",
        meta=[fact for fact in facts if fact],
        text=shown.short(row),
        statuses=["network"] * (row.visibility == "network"),
    )
