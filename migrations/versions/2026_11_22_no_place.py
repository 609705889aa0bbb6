"""A date that is over remembers that it had no place, when its series gets one."""

import sqlalchemy as sa
from alembic import op

revision = "no_place"
down_revision = "cooperations"


def upgrade() -> None:
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("has_no_place", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_column("has_no_place")
