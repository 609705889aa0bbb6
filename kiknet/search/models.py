"""The index: one row for each thing that can be found, as it was when the index was last refreshed."""

from datetime import UTC, datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kiknet.db import Base

AUDIENCES = ("public", "network")
TIMELESS = datetime(9000, 1, 1, tzinfo=UTC)
TIMELESS_SIGN, COMING_SIGN = "∞∞∞", "→→→"
"""Stand before the words of what has no date, and of what was not over when it was copied: trigrams of their own,
which nobody can ask for."""


class SearchText(Base):
    """The folded words of one thing, and to whom and for how long it is news.

    `ends_at` is `TIMELESS` for what has no date, and the sign its first word; `revision` is the source's at the time
    of copying. SQLite keeps the trigrams of `text` in the virtual table `search_index`, PostgreSQL in an index
    (see docs/decisions/0016).
    """

    __tablename__ = "search_texts"
    __table_args__ = (
        UniqueConstraint("kind", "object_id"),
        CheckConstraint(f"audience IN {AUDIENCES}", name="audience_known"),
        Index("ix_search_texts_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    audience: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    revision: Mapped[int]


class SearchMark(Base):
    """How far the index has come with one kind: it holds everything up to this revision of the network."""

    __tablename__ = "search_marks"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    revision: Mapped[int] = mapped_column(default=-1)
