"""Pools, and what they are asked: classes and times, nobody's name."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.db import Base, Codes, Timestamped
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised


class Pool(Timestamped, Revised, Base):
    """One organisation's interpreters or volunteers. Who they are stands nowhere."""

    __tablename__ = "pools"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind"),
        CheckConstraint("kind IN ('interpreters', 'volunteers')", name="kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(12))
    about: Mapped[str] = mapped_column(Text, default="")
    languages: Mapped[list[str]] = mapped_column(Codes, default=list)
    topics: Mapped[list[str]] = mapped_column(Codes, default=list)
    is_open: Mapped[bool] = mapped_column(default=True)

    organisation: Mapped[Organisation] = relationship()


class PoolRequest(Timestamped, Base):
    """What an organisation needs, when and where; and the coordinator's yes, or no with a class of reason."""

    __tablename__ = "pool_requests"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'yes', 'no', 'withdrawn')", name="state_known"),
        Index("ix_pool_requests_pool_id", "pool_id", "state", "day"),
        Index("ix_pool_requests_organisation_id", "organisation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("pools.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(String(12))
    topic: Mapped[str] = mapped_column(String(20))
    urgency: Mapped[str] = mapped_column(String(10))
    where: Mapped[str] = mapped_column(String(20))
    district: Mapped[int | None]
    day: Mapped[date] = mapped_column(Date)
    starts: Mapped[time] = mapped_column(Time)
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="open")
    reason: Mapped[str] = mapped_column(String(20), default="")
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    decided_at: Mapped[datetime | None]

    pool: Mapped[Pool] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def state_now(self) -> str:
        """Its state, or "over" once its day has passed without an answer."""
        return "over" if self.state == "open" and self.is_past else self.state

    @property
    def is_past(self) -> bool:
        return self.day < clock.today()

    @property
    def is_waiting(self) -> bool:
        return self.state_now == "open"
