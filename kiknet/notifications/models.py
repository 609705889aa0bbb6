"""What somebody was told, how they want to be told, and when they want to be left alone."""

from datetime import datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Time, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, undefer

from kiknet.accounts.models import User
from kiknet.db import Base, Timestamped
from kiknet.notifications.rhythm import CADENCES, Quiet
from kiknet.organisations.models import Membership, Organisation

CHANNELS = ("inbox", "mail")


class Notice(Timestamped, Base):
    """One thing one person was told, in their language. `key` keeps them from being told twice.

    `organisation_id` says for which organisation it is theirs; `mail_due_at` is when a mail about it may go out, and
    empty once it has, or if there shall be none.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index("ix_notices_user_id_id", "user_id", "id"),
        Index("ix_notices_unread", "user_id", "read_at"),
        Index("ix_notices_mail_due_at", "mail_due_at"),
        Index("ix_notices_about", "about_kind", "about_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    about_kind: Mapped[str] = mapped_column(String(40), default="")
    about_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(250))
    url: Mapped[str] = mapped_column(String(500))
    key: Mapped[str | None] = mapped_column(String(160))
    is_shown: Mapped[bool] = mapped_column(default=True)
    read_at: Mapped[datetime | None]
    mail_due_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_new(self) -> bool:
        return self.read_at is None


class NoticeChoice(Base):
    """How somebody wants to hear of a topic on a channel, where it is not what the topic begins with."""

    __tablename__ = "notice_choices"
    __table_args__ = (
        CheckConstraint(f"channel IN {CHANNELS}", name="channel_known"),
        CheckConstraint(f"cadence IN {CADENCES}", name="cadence_known"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    cadence: Mapped[str] = mapped_column(String(10))


class QuietHours(Base):
    """When somebody gets no mail of this kind, whatever happens."""

    __tablename__ = "quiet_hours"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    begins: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)

    @property
    def quiet(self) -> Quiet:
        return Quiet(self.begins, self.ends)


still_theirs = or_(
    Notice.organisation_id.is_(None),
    select(Membership.id)
    .where(
        Membership.user_id == Notice.user_id,
        Membership.organisation_id == Notice.organisation_id,
        Membership.state == "active",
    )
    .correlate(Notice)
    .exists(),
)
"""The condition that a notice still concerns its person: who has left an organisation hears no more of it."""

_unread = (
    select(func.count(Notice.id))
    .where(Notice.user_id == User.id, Notice.read_at.is_(None), Notice.is_shown, still_theirs)
    .correlate_except(Notice)
    .scalar_subquery()
)
User.__mapper__.add_property("unread_notices", column_property(_unread, deferred=True))
unread_notices = undefer(User.unread_notices)  # type: ignore[attr-defined]  # the property above
"""Read along with the person, so that the header costs no query."""
