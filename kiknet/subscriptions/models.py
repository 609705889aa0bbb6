"""Who wants which news by mail, and what has been told already."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiknet.db import Base, Timestamped

CADENCES = ("instant", "daily", "weekly")


class Subscription(Timestamped, Base):
    """An address, a filter of the calendar, and how often. Nothing is sent until the address is confirmed.

    `query` is the filter's canonical text. Links carry the random `seed` and a signature (see `links`). Events
    noted after `seen_news` are news for it; `next_at` is when its next summary is due.
    """

    __tablename__ = "subscriptions"
    __table_args__ = (
        CheckConstraint(f"cadence IN {CADENCES}", name="cadence_known"),
        Index("ix_subscriptions_email", "email"),
        Index("ix_subscriptions_next_at", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seed: Mapped[str] = mapped_column(String(32), unique=True)
    email: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(12))
    query: Mapped[str] = mapped_column(Text)
    cadence: Mapped[str] = mapped_column(String(10))
    confirmed_at: Mapped[datetime | None]
    seen_news: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None]


class EventNews(Base):
    """An event everybody can see, noted once, in the order of `id`; `revision` is the event's at that moment."""

    __tablename__ = "event_news"
    __table_args__ = (Index("ix_event_news_revision", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), unique=True)
    revision: Mapped[int]


class ToldChange(Base):
    """A change of an event that subscribers have been told of. The row is written together with their mails."""

    __tablename__ = "told_changes"

    change_id: Mapped[int] = mapped_column(
        ForeignKey("event_changes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


class Fitting(Base):
    """An event that readers with this filter know of: it fitted when they subscribed, or they were told of it.

    If it does not fit any more when it is changed, they hear of that too. `filter_key` is a hash of the filter's
    canonical text (see `known`); all who chose the same share the rows.
    """

    __tablename__ = "subscription_fittings"

    filter_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)
