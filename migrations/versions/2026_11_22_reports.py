"""People report what should not stand in the network, and the office decides."""

import sqlalchemy as sa
from alembic import op

revision = "reports"
down_revision = "school_breaks"


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'in_review', 'resolved', 'dismissed')", name=op.f("ck_reports_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_reports_organisation_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("fk_reports_reporter_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["users.id"], name=op.f("fk_reports_taken_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_reports_decided_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index(op.f("ix_reports_organisation_id"), "reports", ["organisation_id"])
    op.create_index("ix_reports_state_id", "reports", ["state", "id"])
    op.create_index("ix_reports_kind_target_id", "reports", ["kind", "target_id"])
    op.create_index("ix_audit_entries_deed_at", "audit_entries", ["deed", "at"])


def downgrade() -> None:
    op.drop_index("ix_audit_entries_deed_at", table_name="audit_entries")
    op.drop_index("ix_reports_kind_target_id", table_name="reports")
    op.drop_index("ix_reports_state_id", table_name="reports")
    op.drop_index(op.f("ix_reports_organisation_id"), table_name="reports")
    op.drop_table("reports")
