"""Status reports: the office's text with the figures as they were."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiknet.db import Base, Timestamped
from kiknet.revisions import Revised

STATES = ("draft", "published")


class StatusReport(Timestamped, Revised, Base):
    """What the network did from `first` to `last`. `findings` are the figures, with their definitions and all names,
    as they were at `counted_at` (see `gathering`). Nobody changes a published one; another one corrects it.
    """

    __tablename__ = "status_reports"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint("first <= last", name="begins_before_it_ends"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at_a_moment"),
        Index("ix_status_reports_state_published_at", "state", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    first: Mapped[date]
    last: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    text_html: Mapped[str] = mapped_column(Text, default="")
    findings: Mapped[dict[str, Any]] = mapped_column(JSON)
    counted_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="draft")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    @property
    def is_published(self) -> bool:
        return self.state == "published"
