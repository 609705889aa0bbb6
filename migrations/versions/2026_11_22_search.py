"""One field that finds what is in the network."""

import sqlalchemy as sa
from alembic import op

revision = "search"
down_revision = "series"


def upgrade() -> None:
    op.create_table(
        "search_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("audience IN ('public', 'network')", name=op.f("ck_search_texts_audience_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_texts")),
        sa.UniqueConstraint("kind", "object_id", name=op.f("uq_search_texts_kind_object_id")),
    )
    op.create_index("ix_search_texts_ends_at", "search_texts", ["ends_at"])
    op.create_table(
        "search_marks",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_search_marks")),
    )
    op.create_index("ix_event_words_revision", "event_words", ["revision"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_texts', content_rowid='id',"
            " tokenize='trigram case_sensitive 1', detail='none', columnsize=0)"
        )
    else:
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        op.execute("CREATE INDEX search_index ON search_texts USING gin (text gin_trgm_ops)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_index")
    else:
        op.execute("DROP INDEX search_index")
    op.drop_index("ix_event_words_revision", table_name="event_words")
    op.drop_table("search_marks")
    op.drop_index("ix_search_texts_ends_at", table_name="search_texts")
    op.drop_table("search_texts")
