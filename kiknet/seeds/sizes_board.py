"""A board of any size for benchmarks: listings of made-up organisations, all of them to be seen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text

from kiknet import clock, revisions
from kiknet.board.models import Listing
from kiknet.db import db, is_sqlite
from kiknet.organisations.models import Organisation
from kiknet.seeds import made_up_listings
from kiknet.vocabulary.models import District

BATCH = 1000


def add(organisations: Sequence[Organisation], *, listings: int, seed: int, today: date) -> None:
    """Inside a transaction: that many listings, spread over the last weeks."""
    first_id = int(db.session.scalar(select(func.coalesce(func.max(Listing.id), 0))) or 0) + 1
    districts, revision = list(db.session.scalars(select(District.number).order_by(District.number))), revisions.stamp()
    for first in range(0, listings, BATCH):
        numbers = range(first, min(first + BATCH, listings))
        made = ((n, made_up_listings.listing(seed, n, today, len(organisations), districts)) for n in numbers)
        rows = [{"id": first_id + n, "revision": revision, **_row(row, organisations, n)} for n, row in made]
        db.session.execute(insert(Listing.__table__), rows)  # type: ignore[arg-type]  # every model of ours has one
    if not is_sqlite() and listings:  # we chose the ids ourselves; PostgreSQL's counter must know
        counter = text("SELECT setval(pg_get_serial_sequence('listings', 'id'), :last)")
        db.session.execute(counter, {"last": first_id + listings - 1})


def _row(row: dict[str, Any], organisations: Sequence[Organisation], number: int) -> dict[str, Any]:
    listed = clock.midnight(row.pop("listed")) + timedelta(minutes=number % 1440)
    return {
        "organisation_id": organisations[row.pop("owner")].id, "lang": "de", "features": [], "fields": [],
        "state": "active", "office_reason": "", "warned": 0, "fulfilled_how": "",
        "listed_at": listed, "created_at": listed, "changed_at": listed, **row,
    }  # fmt: skip
