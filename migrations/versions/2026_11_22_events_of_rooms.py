"""The events in a room are found when something about the room changes."""

import sqlalchemy as sa
from alembic import op

revision = "events_of_rooms"
down_revision = "status_reports"

IN_A_ROOM = {name: sa.text("room_id IS NOT NULL") for name in ("sqlite_where", "postgresql_where")}


def upgrade() -> None:
    op.create_index("ix_events_rooms", "events", ["room_id"], **IN_A_ROOM)
    op.create_index("ix_occurrences_rooms", "occurrences", ["event_id", "room_id"], **IN_A_ROOM)


def downgrade() -> None:
    op.drop_index("ix_occurrences_rooms", "occurrences")
    op.drop_index("ix_events_rooms", "events")
