"""By which version of words and rules matches are made."""

import sqlalchemy as sa
from alembic import op

revision = "match_rounds"
down_revision = "seldom_set"


def upgrade() -> None:
    op.create_table(
        "match_rounds",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("remaining", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_rounds")),
    )


def downgrade() -> None:
    op.drop_table("match_rounds")
