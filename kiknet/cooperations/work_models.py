"""What the organisations of a cooperation work with: tasks, date polls, and what they write to each other."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet.accounts.models import User
from kiknet.cooperations.models import Cooperation
from kiknet.db import Base, Timestamped, WallTime
from kiknet.media import KeptFile
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised

ANSWERS = ("yes", "maybe", "no")


class Task(Timestamped, Revised, Base):
    """Something to be done, by an organisation and perhaps one of its people, perhaps until a day."""

    __tablename__ = "cooperation_tasks"
    __table_args__ = (
        Index("ix_cooperation_tasks_cooperation_id", "cooperation_id", "done_at"),
        Index("ix_cooperation_tasks_organisation_id", "organisation_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    due_on: Mapped[date | None] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    cooperation: Mapped[Cooperation] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    done_by: Mapped[User | None] = relationship(foreign_keys=[done_by_id])

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class DatePoll(Timestamped, Revised, Base):
    """Which date suits everybody? While it is open each organisation answers for each date."""

    __tablename__ = "date_polls"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    closed_at: Mapped[datetime | None]
    chosen_id: Mapped[int | None]

    cooperation: Mapped[Cooperation] = relationship()
    dates: Mapped[list["PollDate"]] = relationship(
        back_populates="poll", cascade="all, delete-orphan", order_by="PollDate.starts_local, PollDate.id"
    )

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def chosen(self) -> "PollDate | None":
        """The date it has become; none while it is open, or if none suited."""
        return next((row for row in self.dates if row.id == self.chosen_id), None)


class PollDate(Base):
    """One date to choose, wall time at home."""

    __tablename__ = "poll_dates"
    __table_args__ = (CheckConstraint("starts_local < ends_local", name="starts_before_it_ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("date_polls.id", ondelete="CASCADE"), index=True)
    starts_local: Mapped[datetime] = mapped_column(WallTime)
    ends_local: Mapped[datetime] = mapped_column(WallTime)

    poll: Mapped[DatePoll] = relationship(back_populates="dates")
    votes: Mapped[list["Vote"]] = relationship(cascade="all, delete-orphan")


class Vote(Base):
    """What an organisation says to a date; whoever of it answered last."""

    __tablename__ = "poll_votes"
    __table_args__ = (
        UniqueConstraint("date_id", "organisation_id", name="uq_poll_votes_once"),
        CheckConstraint(f"answer IN {ANSWERS}", name="answer_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    date_id: Mapped[int] = mapped_column(ForeignKey("poll_dates.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(String(5))

    organisation: Mapped[Organisation] = relationship()


class Post(Timestamped, Base):
    """What one person wrote to everybody in a cooperation; what the office has hidden keeps its place."""

    __tablename__ = "cooperation_posts"
    __table_args__ = (Index("ix_cooperation_posts_cooperation_id_id", "cooperation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    hidden_at: Mapped[datetime | None]

    cooperation: Mapped[Cooperation] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User | None] = relationship()
    files: Mapped[list["PostFile"]] = relationship(cascade="all, delete-orphan", order_by="PostFile.file_id")

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class PostFile(Base):
    """A file that came with it."""

    __tablename__ = "cooperation_post_files"

    post_id: Mapped[int] = mapped_column(ForeignKey("cooperation_posts.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("kept_files.id"), primary_key=True)

    file: Mapped[KeptFile] = relationship()


class PostReader(Base):
    """Up to where one person has read, and whether they want to hear no more of it."""

    __tablename__ = "cooperation_readers"

    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    read_until: Mapped[int] = mapped_column(default=0)
    is_muted: Mapped[bool] = mapped_column(default=False)
