"""Finding conversations. What somebody may not see is not found."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kiknet.accounts.models import User
from kiknet.conversations import policy
from kiknet.conversations.models import Conversation, Message, MessageFile, Reader
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.media import KeptFile
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation

PER_PAGE = 30


def conversation_by_id(by: Acting, conversation_id: int) -> Conversation:
    """With both organisations. Raises `NotFound`."""
    both = [joinedload(Conversation.first), joinedload(Conversation.second)]
    found = db.session.get(Conversation, conversation_id, options=both)
    if found is None or not policy.may_see(by, found):
        raise NotFound
    return found


def conversation_about(by: Acting, other: Organisation, about: tuple[str, int]) -> Conversation | None:
    """What the organisation and another one said about a thing (kind, id), if they did."""
    first, second = sorted((by.organisation_id or 0, other.id))
    found = select(Conversation).where(
        Conversation.about_kind == about[0],
        Conversation.about_id == about[1],
        Conversation.first_id == first,
        Conversation.second_id == second,
    )
    return db.session.scalar(found)


def conversations_of(by: Acting) -> Select[Conversation]:
    """What the organisation talks about, the latest message first, with that message."""
    organisation_id = by.organisation_id
    return (
        select(Conversation)
        .options(
            joinedload(Conversation.first),
            joinedload(Conversation.second),
            joinedload(Conversation.last_message).joinedload(Message.author),
        )
        .where(or_(Conversation.first_id == organisation_id, Conversation.second_id == organisation_id))
        .order_by(Conversation.last_message_id.desc(), Conversation.id.desc())
    )


def readers(user: User, conversations: Collection[Conversation]) -> dict[int, Reader]:
    """How far somebody has read each of them, by its id; one query."""
    ids = [conversation.id for conversation in conversations]
    found = select(Reader).where(Reader.user_id == user.id, Reader.conversation_id.in_(ids))
    return {row.conversation_id: row for row in db.session.scalars(found)}


@dataclass(frozen=True)
class Stretch:
    """Some messages in order, and the number before which there are older ones."""

    messages: list[Message]
    older_before: int | None


def messages_of(conversation: Conversation, before: int | None = None) -> Stretch:
    """The last messages, or those before one; three queries, however many there are."""
    found = (
        select(Message)
        .options(
            joinedload(Message.author),
            joinedload(Message.organisation),
            selectinload(Message.files).joinedload(MessageFile.file),
        )
        .where(Message.conversation_id == conversation.id)
        .order_by(Message.id.desc())
        .limit(PER_PAGE + 1)
    )
    rows = list(db.session.scalars(found.where(Message.id < before) if before else found))
    shown = rows[:PER_PAGE][::-1]
    return Stretch(shown, shown[0].id if len(rows) > PER_PAGE else None)


def message_by_key(conversation: Conversation, key: str) -> Message | None:
    return db.session.scalar(select(Message).where(Message.conversation_id == conversation.id, Message.key == key))


def file_in(by: Acting, conversation_id: int, name: str) -> KeptFile:
    """A file of a message nobody has hidden. Raises `NotFound`."""
    conversation = conversation_by_id(by, conversation_id)
    found = (
        select(KeptFile)
        .join(MessageFile, MessageFile.file_id == KeptFile.id)
        .join(Message, Message.id == MessageFile.message_id)
        .where(Message.conversation_id == conversation.id, Message.hidden_at.is_(None), KeptFile.name == name)
    )
    file = db.session.scalar(found)
    if file is None:
        raise NotFound
    return file


def listeners(conversation: Conversation, organisation_id: int) -> list[User]:
    """The editors and admins of one side who have not muted it."""
    muted = select(Reader.user_id).where(Reader.conversation_id == conversation.id, Reader.is_muted)
    found = (
        select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.state == "active",
            Membership.role.in_(("admin", "editor")),
            User.id.not_in(muted),
        )
    )
    return list(db.session.scalars(found.order_by(User.id)))


def message_by_id(by: Acting | None, message_id: int) -> Message:
    """One message, for the two organisations only. Raises `NotFound`."""
    found = _message(message_id)
    if found is None or by is None or not policy.may_see(by, found.conversation):
        raise NotFound
    return found


def reported_message(by: Acting, message_id: int) -> Message:
    """One message with its files, for who looks into a report about it. Raises `NotFound`."""
    found = _message(message_id, selectinload(Message.files).joinedload(MessageFile.file))
    if found is None or not policy.may_see_reported(by):
        raise NotFound
    return found


def _message(message_id: int, *more: ORMOption) -> Message | None:
    options = [joinedload(Message.conversation), joinedload(Message.organisation), *more]
    return db.session.get(Message, message_id, options=options)
