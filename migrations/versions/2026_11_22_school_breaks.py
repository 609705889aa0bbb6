"""A room may be closed while the schools are."""

import sqlalchemy as sa
from alembic import op

revision = "school_breaks"
down_revision = "conversations"


def upgrade() -> None:
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closes_in_school_holidays", sa.Boolean(), nullable=True))
    op.execute("UPDATE resources SET closes_in_school_holidays = false")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.alter_column("closes_in_school_holidays", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_column("closes_in_school_holidays")
