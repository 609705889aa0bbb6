"""An event follows its room: which slot of a booking belongs to which date, and whether its place is certain."""

import sqlalchemy as sa
from alembic import op

revision = "event_rooms"
down_revision = "pools"


def upgrade() -> None:
    op.create_table(
        "event_rooms",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_rooms_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrences.id"], name=op.f("fk_event_rooms_occurrence_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["booking_slots.id"], name=op.f("fk_event_rooms_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slot_id", name=op.f("pk_event_rooms")),
    )
    with op.batch_alter_table("event_rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_rooms_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_rooms_occurrence_id"), ["occurrence_id"], unique=False)

    for table in ("events", "occurrences"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("room_id", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column("is_place_open", sa.Boolean(), server_default=sa.false(), nullable=False))
            if table == "events":
                batch_op.add_column(sa.Column("awaits_room", sa.Boolean(), server_default=sa.false(), nullable=False))
            batch_op.create_foreign_key(batch_op.f(f"fk_{table}_room_id"), "resources", ["room_id"], ["id"])


def downgrade() -> None:
    for table in ("occurrences", "events"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_room_id"), type_="foreignkey")
            if table == "events":
                batch_op.drop_column("awaits_room")
            batch_op.drop_column("is_place_open")
            batch_op.drop_column("room_id")
    op.drop_table("event_rooms")
