"""What two organisations do with their conversation: begin, write, close; and what each reader does for themselves."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kiknet import audit, clock
from kiknet.access import require
from kiknet.accounts.models import User
from kiknet.conversations import policy, queries
from kiknet.conversations.draft import LONGEST_SUBJECT, MessageDraft, Upload
from kiknet.conversations.models import Conversation, Message, MessageFile, Reader
from kiknet.db import db, line_up, transaction, upsert
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.media import KeptFile
from kiknet.notifications import service as notices
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.web import throttle

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_BEGUN, MOST_WRITTEN = 30, 60
Uploads = tuple[Upload, ...]


def start(
    by: Acting,
    with_organisation: Organisation,
    subject: str,
    *,
    about: tuple[str, int],
    url: str,
    text: str,
    uploads: Uploads = (),
    key: UUID | None = None,
    tells: bool = True,
) -> Conversation:
    """Say something to another organisation about a thing: (kind, id), with its title as `subject` and its `url`.

    If the two talk about it already, this goes on there; what the other side has closed stays closed. The same sent
    twice with the same `key` is one message. `tells` is for callers with a notice of their own.
    Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    require(policy.may_start(by, with_organisation))
    draft = MessageDraft(text, uploads)
    draft.check()
    throttle.count("conversation", str(by.user.id), MOST_BEGUN, DAY)
    files = draft.keep_files(by.user.id)
    with transaction():
        conversation = _between(by, with_organisation, about, subject, url)
        _open_again(by, conversation)
        _write(by, conversation, draft, files, key, tells=tells)
    return conversation


def _open_again(by: Acting, conversation: Conversation) -> None:
    if conversation.is_closed:
        if not policy.may_reopen(by, conversation):
            raise Rejected(_("This conversation is closed."), "text")
        conversation.closed_at = conversation.closed_by_id = None


def write(
    by: Acting, conversation: Conversation, text: str, uploads: Uploads = (), *, key: UUID | None = None
) -> Message:
    """One more message; the other side hears of it. Raises `NotAllowed`, `Rejected` or `TooOften`."""
    require(policy.may_see(by, conversation) and by.may_write)
    draft = MessageDraft(text, uploads)
    draft.check()
    throttle.count("message", str(by.user.id), MOST_WRITTEN, HOUR)
    files = draft.keep_files(by.user.id)
    with transaction():
        line_up(conversation)
        if not policy.may_write(by, conversation):
            raise Rejected(_("This conversation is closed."), "text")
        return _write(by, conversation, draft, files, key)


def _between(by: Acting, other: Organisation, about: tuple[str, int], subject: str, url: str) -> Conversation:
    """The conversation of the two about this thing, begun if there is none; others who write there wait for us."""
    assert by.organisation is not None  # noqa: S101 - the policy asked for it
    first, second = sorted((by.organisation.id, other.id))
    pair = {"about_kind": about[0], "about_id": about[1], "first_id": first, "second_id": second}
    begun = upsert(Conversation).values(
        **pair, started_by_id=by.organisation.id, subject=subject[:LONGEST_SUBJECT], url=url
    )
    db.session.flush()
    number = db.session.scalar(begun.on_conflict_do_nothing(index_elements=list(pair)).returning(Conversation.id))
    wanted = (getattr(Conversation, name) == value for name, value in pair.items())
    conversation = db.session.scalars(select(Conversation).where(*wanted)).one()
    line_up(conversation)
    if number:
        _note(by, "conversation.start", conversation)
    return conversation


def _write(
    by: Acting,
    conversation: Conversation,
    draft: MessageDraft,
    files: Iterable[KeptFile],
    key: UUID | None,
    *,
    tells: bool = True,
) -> Message:
    assert by.organisation is not None  # noqa: S101 - the policy asked for it
    unique = draft.idempotency(key, conversation.id, by.user.id) if key else None
    if unique and (first := queries.message_by_key(conversation, unique)):
        return first
    message = Message(
        conversation=conversation, organisation=by.organisation, author=by.user, text=draft.text, key=unique
    )
    message.files.extend(MessageFile(file=kept) for kept in files)
    db.session.add(message)
    db.session.flush()
    conversation.last_message_id = message.id
    _read_until(by.user, conversation)
    _note(by, "conversation.write", conversation, message=message.id)
    if tells:
        _tell(by, conversation, message)
    return message


def _tell(by: Acting, conversation: Conversation, message: Message) -> None:
    other = conversation.other(by.organisation_id)
    notices.notify(
        "conversation_message", to=queries.listeners(conversation, other.id), organisation=other, about=conversation,
        url=f"/mein/nachrichten/{conversation.id}", key=str(message.id), by=by, message=message,
        conversation=conversation,
    )  # fmt: skip


def close(by: Acting, conversation: Conversation) -> None:
    """Nobody writes here any more, until who closed it opens it again. Raises `NotAllowed`."""
    with transaction():
        line_up(conversation)
        require(policy.may_close(by, conversation))
        conversation.closed_at, conversation.closed_by_id = clock.now(), by.organisation_id
        _note(by, "conversation.close", conversation)


def reopen(by: Acting, conversation: Conversation) -> None:
    with transaction():
        line_up(conversation)
        require(policy.may_reopen(by, conversation))
        conversation.closed_at = conversation.closed_by_id = None
        _note(by, "conversation.reopen", conversation)


def mark_read(by: Acting, conversation: Conversation, until: int | None = None) -> None:
    """This person has seen all of it, or what the page showed: up to the message `until`. Raises `NotAllowed`."""
    require(policy.may_see(by, conversation))
    with transaction() as session:
        session.refresh(conversation)
        last = conversation.last_message_id
        seen = last if until is None else min(until, last)
        reader = _reader(by.user, conversation)
        reader.read_until = max(reader.read_until, seen)
        if seen == last:
            notices.read_about(by.user, conversation)


def mute(by: Acting, conversation: Conversation, *, is_muted: bool) -> None:
    """Whether this person hears of new messages; colleagues hear as before."""
    require(policy.may_see(by, conversation))
    with transaction():
        _reader(by.user, conversation).is_muted = is_muted


def _read_until(user: User, conversation: Conversation) -> None:
    _reader(user, conversation).read_until = conversation.last_message_id


def _reader(user: User, conversation: Conversation) -> Reader:
    """Their row, made if need be: of two windows of theirs that do so at once, one does."""
    made = upsert(Reader).values(conversation_id=conversation.id, user_id=user.id, read_until=0, is_muted=False)
    db.session.execute(made.on_conflict_do_nothing())
    return db.session.get_one(Reader, (conversation.id, user.id))


def hide(by: Acting, message: Message, reason: str) -> None:
    """The office takes a message out of sight, with its files; the organisation that wrote it reads the reason."""
    _moderate(by, message, "hide", reason)


def restore(by: Acting, message: Message, reason: str) -> None:
    _moderate(by, message, "restore", reason)


def _moderate(by: Acting, message: Message, deed: str, reason: str) -> None:
    with transaction():
        line_up(message)
        require(policy.may_hide(by, message) if deed == "hide" else policy.may_restore(by, message))
        message.hidden_at = clock.now() if deed == "hide" else None
        _note(by, f"message.{deed}", message.conversation, message=message.id)
        notices.notify(
            "message_moderated", to=message.organisation, about=message.conversation, by=by, message=message,
            subject=message.conversation.subject, url=f"/mein/nachrichten/{message.conversation_id}", reason=reason,
        )  # fmt: skip


def _note(by: Acting, deed: str, conversation: Conversation, **changes: Any) -> None:
    audit.record(deed, conversation, user_id=by.user.id, organisation_id=by.organisation_id, **changes)
