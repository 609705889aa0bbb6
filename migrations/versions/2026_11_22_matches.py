"""Needs and offers that fit, and the terms they are found by."""

import sqlalchemy as sa
from alembic import op

revision = "matches"
down_revision = "concept"

TO_TELL = sa.text("is_to_tell")
STATES = ("suggested", "seen", "contacted", "agreed", "realised", "dismissed", "stale")


def upgrade() -> None:
    op.create_table(
        "matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("improvements", sa.JSON(), nullable=False),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_to_tell", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_matches_state_known")),
        sa.CheckConstraint("(offer_id IS NULL) <> (resource_id IS NULL)", name=op.f("ck_matches_one_other_side")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_matches_score_in_range")),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["organisations.id"], name=op.f("fk_matches_dismissed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["listings.id"], name=op.f("fk_matches_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["offer_id"], ["listings.id"], name=op.f("fk_matches_offer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_matches_resource_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matches")),
        sa.UniqueConstraint("need_id", "offer_id", name=op.f("uq_matches_need_id_offer_id")),
        sa.UniqueConstraint("need_id", "resource_id", name=op.f("uq_matches_need_id_resource_id")),
    )
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.create_index("ix_matches_need_id_state", ["need_id", "state"], unique=False)
        batch_op.create_index(
            "ix_matches_to_tell", ["id"], unique=False, sqlite_where=TO_TELL, postgresql_where=TO_TELL
        )
        batch_op.create_index("ix_matches_offer_id_state", ["offer_id", "state"], unique=False)
        batch_op.create_index("ix_matches_resource_id_state", ["resource_id", "state"], unique=False)
    op.create_table(
        "match_terms",
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("side", "term", "object_id", "source", name=op.f("pk_match_terms")),
    )
    with op.batch_alter_table("match_terms", schema=None) as batch_op:
        batch_op.create_index("ix_match_terms_source_object_id", ["source", "object_id"], unique=False)


def downgrade() -> None:
    op.drop_table("match_terms")
    op.drop_table("matches")
