"""The planning list finds what has no date yet without reading every event."""

import sqlalchemy as sa
from alembic import op

revision = "open_dates"
down_revision = "search"

OPEN_DATE = sa.text("starts_local IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(
            "ix_events_open_date", ["changed_at"], unique=False, sqlite_where=OPEN_DATE, postgresql_where=OPEN_DATE
        )


def downgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_open_date", sqlite_where=OPEN_DATE, postgresql_where=OPEN_DATE)
