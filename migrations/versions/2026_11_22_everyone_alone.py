"""What was saved as for everyone and for some besides is for everyone, as forms save it by now."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "everyone_alone"
down_revision = "match_rounds"

EVERYONE = "|everyone|"
MOMENT = sa.DateTime(timezone=True)
TABLES = [
    sa.table(name, sa.column("id"), sa.column("audiences"), sa.column("revision"), sa.column("changed_at", MOMENT))
    for name in ("events", "listings", "organisations", "cooperations")
]
REVISIONS = sa.table("revisions", sa.column("id"), sa.column("number"), sa.column("changed_at", MOMENT))
MATCHES = sa.table("matches", *(sa.column(name) for name in ("need_id", "offer_id", "content")))


def upgrade() -> None:
    """Stamped like any change that is seen: feeds, search and pages that are remembered follow by that."""
    connection = op.get_bind()
    if not any(connection.scalar(sa.select(sa.exists().where(_is_mixed(table)))) for table in TABLES):
        return
    stamped = _stamp(connection)
    _keep_dismissed(connection)
    for table in TABLES:
        connection.execute(table.update().where(_is_mixed(table)).values(audiences=EVERYONE, **stamped))


def downgrade() -> None:
    """For whom it was besides is not known any more, and everyone are all of them."""


def _is_mixed(table: sa.TableClause) -> sa.ColumnElement[bool]:
    return table.c.audiences.contains(EVERYONE) & (table.c.audiences != EVERYONE)


def _stamp(connection: sa.Connection) -> dict[str, object]:
    """The network's next number, and a moment that does not go back."""
    now = datetime.now(UTC)
    last = connection.execute(sa.select(REVISIONS.c.number, REVISIONS.c.changed_at)).one_or_none()
    if last is None:
        connection.execute(REVISIONS.insert().values(id=1, number=1, changed_at=now))
        return {"revision": 1, "changed_at": now}
    before = last.changed_at if last.changed_at.tzinfo else last.changed_at.replace(tzinfo=UTC)
    stamped = {"revision": last.number + 1, "changed_at": max(now, before)}
    connection.execute(REVISIONS.update().values(number=stamped["revision"], changed_at=stamped["changed_at"]))
    return stamped


def _keep_dismissed(connection: sa.Connection) -> None:
    """Nobody has said anything else: without a fingerprint the next one is taken over, and nothing returns."""
    listings = next(table for table in TABLES if table.name == "listings")
    theirs = sa.select(listings.c.id).where(_is_mixed(listings))
    concerned = MATCHES.c.need_id.in_(theirs) | MATCHES.c.offer_id.in_(theirs)
    connection.execute(MATCHES.update().where(concerned).values(content=""))
