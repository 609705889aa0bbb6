"""Rooms and things that can be lent, who asked for them, and every slot of that."""

import sqlalchemy as sa
from alembic import op

revision = "rooms"
down_revision = "imports"


def upgrade() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("rules_accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_bookings_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_bookings_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("key", name=op.f("uq_bookings_key")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bookings_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("wheelchair", sa.String(length=10), nullable=False),
        sa.Column("has_accessible_toilet", sa.Boolean(), nullable=False),
        sa.Column("has_hearing_loop", sa.Boolean(), nullable=False),
        sa.Column("accessibility_note", sa.String(length=300), nullable=False),
        sa.Column("opening", sa.JSON(), nullable=False),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.Column("closes_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("advance_days", sa.Integer(), nullable=True),
        sa.Column("buffer_before", sa.Integer(), nullable=False),
        sa.Column("buffer_after", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("price_note", sa.String(length=200), nullable=False),
        sa.Column("house_rules", sa.Text(), nullable=False),
        sa.Column("key_note", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("editors_decide", sa.Boolean(), nullable=False),
        sa.Column("feed_hash", sa.String(length=64), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('room', 'furniture', 'equipment', 'vehicle')", name=op.f("ck_resources_kind_known")
        ),
        sa.CheckConstraint("mode IN ('request', 'instant', 'contact')", name=op.f("ck_resources_mode_known")),
        sa.CheckConstraint("visibility IN ('public', 'network')", name=op.f("ck_resources_visibility_known")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_resources_at_least_one")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_resources_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name=op.f("fk_resources_owner_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_resources_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.UniqueConstraint("feed_hash", name=op.f("uq_resources_feed_hash")),
    )
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resources_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resources_place_id"), ["place_id"], unique=False)

    op.create_table(
        "booking_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocks_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocks_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('held', 'requested', 'confirmed', 'declined', 'withdrawn', 'expired', 'cancelled', 'skipped')",
            name=op.f("ck_booking_slots_state_known"),
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_booking_slots_at_least_one")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_booking_slots_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_booking_slots_booking_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_booking_slots_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["ended_by_id"], ["organisations.id"], name=op.f("fk_booking_slots_ended_by_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["booking_slots.id"], name=op.f("fk_booking_slots_replaces_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_booking_slots_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_slots")),
    )
    with op.batch_alter_table("booking_slots", schema=None) as batch_op:
        batch_op.create_index(
            "ix_booking_slots_blocks_from",
            ["blocks_from", "state", "blocks_until", "resource_id", "quantity"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_booking_slots_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index("ix_booking_slots_resource_id_blocks_from", ["resource_id", "blocks_from"], unique=False)
        batch_op.create_index("ix_booking_slots_state_starts_at", ["state", "starts_at"], unique=False)

    op.create_table(
        "resource_pictures",
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_resource_pictures_picture_id")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_resource_pictures_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resource_id", "picture_id", name=op.f("pk_resource_pictures")),
    )


def downgrade() -> None:
    op.drop_table("resource_pictures")
    with op.batch_alter_table("booking_slots", schema=None) as batch_op:
        batch_op.drop_index("ix_booking_slots_state_starts_at")
        batch_op.drop_index("ix_booking_slots_resource_id_blocks_from")
        batch_op.drop_index(batch_op.f("ix_booking_slots_booking_id"))
        batch_op.drop_index("ix_booking_slots_blocks_from")

    op.drop_table("booking_slots")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resources_place_id"))
        batch_op.drop_index(batch_op.f("ix_resources_owner_id"))

    op.drop_table("resources")
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bookings_organisation_id"))

    op.drop_table("bookings")
