"""Events and listings know whether the office has only written down a line of them, at a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "to_complete"
down_revision = "timeless"

TABLES = ("events", "listings")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("is_to_complete", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("is_to_complete")
