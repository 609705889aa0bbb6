"""What belongs to a cooperation: who is named as an organiser because of it; its words for the search."""

import sqlalchemy as sa
from alembic import op

revision = "organisers_in_cooperation"
down_revision = "realised"


def upgrade() -> None:
    with op.batch_alter_table("cooperations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE cooperations SET folded = lower(title || ' ' || summary || ' ' || needs)")
    with op.batch_alter_table("event_organisers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("through_cooperation", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("event_organisers", schema=None) as batch_op:
        batch_op.drop_column("through_cooperation")
    with op.batch_alter_table("cooperations", schema=None) as batch_op:
        batch_op.drop_column("folded")
