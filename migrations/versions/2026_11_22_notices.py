"""What people are told, how they want to hear, and when not."""

import sqlalchemy as sa
from alembic import op

revision = "notices"
down_revision = "board"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=True),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_notices_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("user_id", "key", name=op.f("uq_notices_user_id_key")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_about", ["about_kind", "about_id"], unique=False)
        batch_op.create_index("ix_notices_mail_due_at", ["mail_due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_notices_unread", ["user_id", "read_at"], unique=False)
        batch_op.create_index("ix_notices_user_id_id", ["user_id", "id"], unique=False)

    op.create_table(
        "notice_choices",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=False),
        sa.CheckConstraint("channel IN ('inbox', 'mail')", name=op.f("ck_notice_choices_channel_known")),
        sa.CheckConstraint(
            "cadence IN ('instant', 'daily', 'weekly', 'never')", name=op.f("ck_notice_choices_cadence_known")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notice_choices_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "topic", "channel", name=op.f("pk_notice_choices")),
    )
    op.create_table(
        "quiet_hours",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_quiet_hours_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_quiet_hours")),
    )


def downgrade() -> None:
    op.drop_table("quiet_hours")
    op.drop_table("notice_choices")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_user_id_id")
        batch_op.drop_index("ix_notices_unread")
        batch_op.drop_index(batch_op.f("ix_notices_organisation_id"))
        batch_op.drop_index("ix_notices_mail_due_at")
        batch_op.drop_index("ix_notices_about")

    op.drop_table("notices")
