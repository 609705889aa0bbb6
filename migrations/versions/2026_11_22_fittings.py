"""Who is told of an event's changes hears also of the one that takes it out of their filter."""

import sqlalchemy as sa
from alembic import op

revision = "fittings"
down_revision = "mail_order"


def upgrade() -> None:
    op.create_table(
        "subscription_fittings",
        sa.Column("filter_key", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_subscription_fittings_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("filter_key", "event_id", name=op.f("pk_subscription_fittings")),
    )
    op.create_index(op.f("ix_subscription_fittings_event_id"), "subscription_fittings", ["event_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_subscription_fittings_event_id"), table_name="subscription_fittings")
    op.drop_table("subscription_fittings")
