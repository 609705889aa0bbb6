"""The search tells what has no date by a sign of its own among the trigrams."""

from alembic import op

revision = "timeless"
down_revision = "no_place"

SIGN = "∞∞∞ "
TIMELESS = "ends_at >= '8999-12-31'"  # the first moment of the year 9000, in any time zone


def upgrade() -> None:
    op.execute(f"UPDATE search_texts SET text = '{SIGN}' || text WHERE {TIMELESS}")
    _write_trigrams_anew()


def downgrade() -> None:
    op.execute(f"UPDATE search_texts SET text = substr(text, {len(SIGN) + 1}) WHERE {TIMELESS}")
    _write_trigrams_anew()


def _write_trigrams_anew() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
