"""The office's own list of days that matter to people."""

import sqlalchemy as sa
from alembic import op

revision = "observances"
down_revision = "the_beginning"


def upgrade() -> None:
    op.create_table(
        "own_observances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("english_name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("english_about", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_own_observances_begins_before_it_ends")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_observances")),
    )
    with op.batch_alter_table("own_observances", schema=None) as batch_op:
        batch_op.create_index("ix_own_observances_last_day", ["last_day"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("own_observances", schema=None) as batch_op:
        batch_op.drop_index("ix_own_observances_last_day")
    op.drop_table("own_observances")
