"""A match remembers what has become of it: a cooperation, a booking, an event."""

import sqlalchemy as sa
from alembic import op

revision = "realised"
down_revision = "to_complete"


def upgrade() -> None:
    with op.batch_alter_table("matches") as matches:
        matches.add_column(sa.Column("realised_kind", sa.String(length=40), server_default="", nullable=False))
        matches.add_column(sa.Column("realised_id", sa.Integer(), nullable=True))
    with op.batch_alter_table("matches") as matches:
        matches.alter_column("realised_kind", existing_type=sa.String(length=40), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("matches") as matches:
        matches.drop_column("realised_id")
        matches.drop_column("realised_kind")
