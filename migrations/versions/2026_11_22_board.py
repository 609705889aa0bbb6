"""The board: listings, and who says that they suit them."""

import sqlalchemy as sa
from alembic import op

revision = "board"
down_revision = "fittings"

SUBMITTED = sa.text("state = 'submitted'")
ALIVE = sa.text("state IN ('open', 'accepted')")


def upgrade() -> None:
    op.create_table(
        "listings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=12), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("availability", sa.JSON(), nullable=False),
        sa.Column("district_number", sa.Integer(), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("audiences", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_before", sa.String(length=10), nullable=False),
        sa.Column("office_reason", sa.String(length=500), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fulfilled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fulfilled_with_id", sa.Integer(), nullable=True),
        sa.Column("fulfilled_how", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("direction IN ('offer', 'need')", name=op.f("ck_listings_direction_known")),
        sa.CheckConstraint(
            "kind IN ('room', 'furniture', 'equipment', 'language_partner', 'interpreter', 'volunteer', 'speaker', "
            "'cooperation_partner', 'transport', 'know_how', 'other')",
            name=op.f("ck_listings_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'active', 'paused', 'fulfilled', 'expired', 'withdrawn', 'rejected', "
            "'removed')",
            name=op.f("ck_listings_state_known"),
        ),
        sa.CheckConstraint("visibility IN ('public', 'network')", name=op.f("ck_listings_visibility_known")),
        sa.CheckConstraint("fulfilled_how IN ('', 'board', 'elsewhere')", name=op.f("ck_listings_through_known")),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_listings_at_least_one")),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_listings_somebody_fits")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_listings_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["district_number"], ["districts.number"], name=op.f("fk_listings_district_number")),
        sa.ForeignKeyConstraint(
            ["fulfilled_with_id"], ["organisations.id"], name=op.f("fk_listings_fulfilled_with_id")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_listings_organisation_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["pictures.id"], name=op.f("fk_listings_picture_id")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_listings_resource_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint("key", name=op.f("uq_listings_key")),
    )
    with op.batch_alter_table("listings", schema=None) as batch_op:
        batch_op.create_index("ix_listings_state_listed_at", ["state", "listed_at", "id"])
        batch_op.create_index(
            "ix_listings_state_direction_kind_listed_at", ["state", "direction", "kind", "listed_at", "id"]
        )
        batch_op.create_index("ix_listings_organisation_id_state", ["organisation_id", "state"])
        batch_op.create_index("ix_listings_revision", ["revision"])
        batch_op.create_index(
            "ix_listings_submitted", ["changed_at"], sqlite_where=SUBMITTED, postgresql_where=SUBMITTED
        )
        batch_op.create_index(batch_op.f("ix_listings_resource_id"), ["resource_id"])
        batch_op.create_index(batch_op.f("ix_listings_fulfilled_with_id"), ["fulfilled_with_id"])

    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'declined', 'withdrawn')", name=op.f("ck_interests_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_interests_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_interests_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_interests_listing_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_interests_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("key", name=op.f("uq_interests_key")),
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(
            "uq_interests_alive",
            ["listing_id", "organisation_id"],
            unique=True,
            sqlite_where=ALIVE,
            postgresql_where=ALIVE,
        )
        batch_op.create_index("ix_interests_organisation_id_state", ["organisation_id", "state"])
        batch_op.create_index(batch_op.f("ix_interests_listing_id"), ["listing_id"])
        batch_op.create_index(batch_op.f("ix_interests_message_id"), ["message_id"])


def downgrade() -> None:
    op.drop_table("interests")
    op.drop_table("listings")
