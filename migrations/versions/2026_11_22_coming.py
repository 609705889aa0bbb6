"""The search tells what is still to come by a sign of its own among the trigrams, too."""

from alembic import op

revision = "coming"
down_revision = "events_of_rooms"

SIGN = "→→→ "
COMING = "ends_at > CURRENT_TIMESTAMP AND ends_at < '8999-12-31'"


def upgrade() -> None:
    op.execute(f"UPDATE search_texts SET text = '{SIGN}' || text WHERE {COMING}")
    _write_trigrams_anew()


def downgrade() -> None:
    op.execute(f"UPDATE search_texts SET text = substr(text, {len(SIGN) + 1}) WHERE text LIKE '{SIGN}%'")
    _write_trigrams_anew()


def _write_trigrams_anew() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
