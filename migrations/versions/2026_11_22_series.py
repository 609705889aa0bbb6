"""Events that repeat, and dates that differ from their series."""

import sqlalchemy as sa
from alembic import op

revision = "series"
down_revision = "observances"

ELSEWHERE = sa.text("place_id IS NOT NULL")
CALLED_OFF = sa.text("state = 'cancelled'")


def upgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rule", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("skips_holidays", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("added", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("removed", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("dates_until", sa.DateTime(timezone=False), nullable=True))
        batch_op.add_column(sa.Column("split_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_events_split_from_id"), "events", ["split_from_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(batch_op.f("ix_events_split_from_id"), ["split_from_id"], unique=False)
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place_note", sa.String(length=160), server_default="", nullable=False))
        batch_op.add_column(sa.Column("note", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reason", sa.String(length=300), server_default="", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_occurrences_place_id"), "places", ["place_id"], ["id"])
        batch_op.create_index(
            "ix_occurrences_elsewhere",
            ["event_id", "place_id"],
            unique=False,
            sqlite_where=ELSEWHERE,
            postgresql_where=ELSEWHERE,
        )
        batch_op.create_index(
            "ix_occurrences_cancelled", ["ends_at"], unique=False, sqlite_where=CALLED_OFF, postgresql_where=CALLED_OFF
        )


def downgrade() -> None:
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrences_cancelled", sqlite_where=CALLED_OFF, postgresql_where=CALLED_OFF)
        batch_op.drop_index("ix_occurrences_elsewhere", sqlite_where=ELSEWHERE, postgresql_where=ELSEWHERE)
        batch_op.drop_constraint(batch_op.f("fk_occurrences_place_id"), type_="foreignkey")
        for name in ("reason", "note", "place_note", "place_id"):
            batch_op.drop_column(name)
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_split_from_id"))
        batch_op.drop_constraint(batch_op.f("fk_events_split_from_id"), type_="foreignkey")
        for name in ("split_from_id", "dates_until", "removed", "added", "skips_holidays", "rule"):
            batch_op.drop_column(name)
