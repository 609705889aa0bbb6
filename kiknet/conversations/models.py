"""Conversations between two organisations, their messages, and what each reader has seen."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, undefer

from kiknet.accounts.models import User
from kiknet.db import Base, Timestamped
from kiknet.media import KeptFile
from kiknet.organisations.models import Membership, Organisation


class Conversation(Timestamped, Base):
    """About one thing, which it knows by kind, id and address only. Of two organisations there is one about it.

    `first` and `second` are in the order of their ids; who began is `started_by_id`.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("about_kind", "about_id", "first_id", "second_id", name="uq_conversations_about"),
        CheckConstraint("first_id < second_id", name="in_order"),
        Index("ix_conversations_first_id", "first_id", "last_message_id"),
        Index("ix_conversations_second_id", "second_id", "last_message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    started_by_id: Mapped[int]
    subject: Mapped[str] = mapped_column(String(160))
    about_kind: Mapped[str] = mapped_column(String(40))
    about_id: Mapped[int]
    url: Mapped[str] = mapped_column(String(500))
    last_message_id: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None]

    first: Mapped[Organisation] = relationship(foreign_keys=[first_id])
    second: Mapped[Organisation] = relationship(foreign_keys=[second_id])
    last_message: Mapped["Message | None"] = relationship(
        primaryjoin="foreign(Conversation.last_message_id) == Message.id", viewonly=True
    )

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def is_between(self, organisation_id: int | None) -> bool:
        return organisation_id in {self.first_id, self.second_id}

    def other(self, organisation_id: int | None) -> Organisation:
        """Whom an organisation talks to here."""
        return self.second if organisation_id == self.first_id else self.first

    def party(self, organisation_id: int | None) -> Organisation:
        """The one of the two with this id."""
        return self.first if organisation_id == self.first_id else self.second


class Message(Timestamped, Base):
    """What one person wrote for one of the two; a message the office has hidden keeps its place."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_conversation_id_id", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    text: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    hidden_at: Mapped[datetime | None]

    conversation: Mapped[Conversation] = relationship()
    author: Mapped[User | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    files: Mapped[list["MessageFile"]] = relationship(cascade="all, delete-orphan", order_by="MessageFile.file_id")

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class MessageFile(Base):
    """A file that came with a message."""

    __tablename__ = "message_files"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("kept_files.id"), primary_key=True)

    file: Mapped[KeptFile] = relationship()


class Reader(Base):
    """Up to which message one person has read, and whether they want to hear no more of it."""

    __tablename__ = "conversation_readers"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    read_until: Mapped[int] = mapped_column(default=0)
    is_muted: Mapped[bool] = mapped_column(default=False)


_read = and_(Reader.conversation_id == Conversation.id, Reader.user_id == Membership.user_id)
_unread = (
    select(func.count(Conversation.id))
    .outerjoin(Reader, _read)
    .join(Message, Message.id == Conversation.last_message_id)
    .where(
        or_(
            Conversation.first_id == Membership.organisation_id,
            Conversation.second_id == Membership.organisation_id,
        ),
        Conversation.last_message_id > func.coalesce(Reader.read_until, 0),
        Message.created_at >= Membership.created_at,
        Reader.is_muted.is_not(True),
    )
    .correlate(Membership)
    .scalar_subquery()
)
Membership.__mapper__.add_property("unread_conversations", column_property(_unread, deferred=True))
unread_conversations = undefer(Membership.unread_conversations)  # type: ignore[attr-defined]  # the property above
"""Read along with the memberships, so that the header costs no query. What was said before somebody came is not new."""
