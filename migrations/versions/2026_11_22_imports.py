"""Calendars and tables from elsewhere, and what of an event was taken over from them."""

import sqlalchemy as sa
from alembic import op

revision = "imports"
down_revision = "subscriptions"

IMPORTED = sa.text("source_uid <> ''")


def upgrade() -> None:
    op.create_table(
        "calendar_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("etag", sa.String(length=300), nullable=False),
        sa.Column("modified", sa.String(length=300), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('file', 'address')", name=op.f("ck_calendar_sources_kind_known")),
        sa.CheckConstraint(
            "state IN ('waiting', 'read', 'confirmed', 'kept', 'done', 'refused', 'stopped')",
            name=op.f("ck_calendar_sources_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_calendar_sources_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_calendar_sources_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_sources")),
    )
    with op.batch_alter_table("calendar_sources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_sources_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_sources_due_at"), ["due_at"], unique=False)
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("source_uid", sa.String(length=500), server_default="", nullable=False))
        batch_op.add_column(sa.Column("source_mark", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("is_detached", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_events_source_id"), ["source_id"], unique=False)
        batch_op.create_index(
            "ix_events_imported", ["owner_id"], unique=False, sqlite_where=IMPORTED, postgresql_where=IMPORTED
        )


def downgrade() -> None:
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index("ix_events_imported", sqlite_where=IMPORTED, postgresql_where=IMPORTED)
        batch_op.drop_index(batch_op.f("ix_events_source_id"))
        for name in ("is_detached", "source_mark", "source_uid", "source_id"):
            batch_op.drop_column(name)
    with op.batch_alter_table("calendar_sources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calendar_sources_due_at"))
        batch_op.drop_index(batch_op.f("ix_calendar_sources_organisation_id"))
    op.drop_table("calendar_sources")
