"""What is booked for longer than a day says so: what overlaps a moment is then found among few rows."""

import sqlalchemy as sa
from alembic import op

revision = "long_slots"
down_revision = "notices"

COLUMNS = ["is_long", "blocks_from", "blocks_until", "state", "resource_id", "quantity", "held_until"]
OLD = ["blocks_from", "state", "blocks_until", "resource_id", "quantity"]


def upgrade() -> None:
    with op.batch_alter_table("booking_slots", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_long", sa.Boolean(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        longer = "julianday(blocks_until) - julianday(blocks_from) > 1.000001"
    else:
        longer = "blocks_until - blocks_from > interval '1 day'"
    op.execute(f"UPDATE booking_slots SET is_long = ({longer})")
    with op.batch_alter_table("booking_slots", schema=None) as batch_op:
        batch_op.alter_column("is_long", existing_type=sa.Boolean(), nullable=False)
        batch_op.drop_index("ix_booking_slots_blocks_from")
        batch_op.create_index("ix_booking_slots_is_long", COLUMNS, unique=False)


def downgrade() -> None:
    with op.batch_alter_table("booking_slots", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_slots_is_long")
        batch_op.drop_column("is_long")
        batch_op.create_index("ix_booking_slots_blocks_from", OLD, unique=False)
