"""Pools of interpreters and volunteers, and what they are asked."""

import sqlalchemy as sa
from alembic import op

revision = "pools"
down_revision = "reports"


def upgrade() -> None:
    op.create_table(
        "pools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('interpreters', 'volunteers')", name=op.f("ck_pools_kind_known")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_pools_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pools")),
        sa.UniqueConstraint("organisation_id", "kind", name=op.f("uq_pools_organisation_id_kind")),
    )
    op.create_table(
        "pool_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=10), nullable=False),
        sa.Column("where", sa.String(length=20), nullable=False),
        sa.Column("district", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'yes', 'no', 'withdrawn')", name=op.f("ck_pool_requests_state_known")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("fk_pool_requests_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_pool_requests_organisation_id")
        ),
        sa.ForeignKeyConstraint(["pool_id"], ["pools.id"], name=op.f("fk_pool_requests_pool_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_pool_requests_key")),
    )
    with op.batch_alter_table("pool_requests", schema=None) as batch_op:
        batch_op.create_index("ix_pool_requests_organisation_id", ["organisation_id", "id"], unique=False)
        batch_op.create_index("ix_pool_requests_pool_id", ["pool_id", "state", "day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("pool_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_pool_requests_pool_id")
        batch_op.drop_index("ix_pool_requests_organisation_id")

    op.drop_table("pool_requests")
    op.drop_table("pools")
