"""News from the calendar by e-mail, for people without an account."""

import sqlalchemy as sa
from alembic import op

revision = "subscriptions"
down_revision = "open_dates"

OLD_NEWS = (
    "INSERT INTO event_news (event_id, revision)"
    " SELECT id, revision FROM events WHERE publication = 'published'"
    " AND visibility = 'public' AND scheduling <> 'planned' AND starts_local IS NOT NULL"
)
"""What everybody can see already is no news to anybody, and what was changed has been told."""


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_news", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cadence IN ('instant', 'daily', 'weekly')", name=op.f("ck_subscriptions_cadence_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("seed", name=op.f("uq_subscriptions_seed")),
    )
    op.create_index("ix_subscriptions_email", "subscriptions", ["email"])
    op.create_index("ix_subscriptions_next_at", "subscriptions", ["next_at"])
    op.create_table(
        "event_news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_news_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_news")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_news_event_id")),
    )
    op.create_index("ix_event_news_revision", "event_news", ["revision"])
    op.create_table(
        "told_changes",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["event_changes.id"], name=op.f("fk_told_changes_change_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_told_changes")),
    )
    op.execute(OLD_NEWS)
    op.execute("INSERT INTO told_changes (change_id) SELECT id FROM event_changes")
    op.add_column("outbox_mails", sa.Column("unsubscribe_url", sa.String(length=500), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox_mails") as batch_op:
        batch_op.drop_column("unsubscribe_url")
    op.drop_table("told_changes")
    op.drop_index("ix_event_news_revision", table_name="event_news")
    op.drop_table("event_news")
    op.drop_index("ix_subscriptions_next_at", table_name="subscriptions")
    op.drop_index("ix_subscriptions_email", table_name="subscriptions")
    op.drop_table("subscriptions")
