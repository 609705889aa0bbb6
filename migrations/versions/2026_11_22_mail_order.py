"""Mails somebody waits for go before those that are written to many."""

import sqlalchemy as sa
from alembic import op

revision = "mail_order"
down_revision = "rooms"


def upgrade() -> None:
    with op.batch_alter_table("outbox_mails") as batch_op:
        batch_op.add_column(sa.Column("is_bulk", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_index("ix_outbox_mails_due_at_waiting")
        batch_op.create_index("ix_outbox_mails_waiting", ["sent_at", "given_up_at", "is_bulk", "due_at"])


def downgrade() -> None:
    with op.batch_alter_table("outbox_mails") as batch_op:
        batch_op.drop_index("ix_outbox_mails_waiting")
        batch_op.create_index("ix_outbox_mails_due_at_waiting", ["sent_at", "given_up_at", "due_at"])
        batch_op.drop_column("is_bulk")
