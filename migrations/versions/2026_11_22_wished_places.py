"""Events are found by the place they have, not by one they have only asked for: their words are written anew by the job.

Words older than everything are stale, and stay in use until then.
"""

from alembic import op

revision = "wished_places"
down_revision = "everyone_alone"


def upgrade() -> None:
    op.execute(
        "UPDATE event_words SET revision = -1 WHERE event_id IN (SELECT event_id FROM occurrences WHERE is_place_open)"
    )


def downgrade() -> None:
    """Words written anew name less than before; the next change of an event writes what is missing."""
