"""When two organisations turn out to be one: what they have said belongs to the one that stays."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import or_, select, update

from kiknet import clock
from kiknet.conversations.models import Conversation, Message, Reader
from kiknet.db import UNSEEN, db, upsert
from kiknet.notifications import service as notices
from kiknet.organisations.models import Organisation

on_join: list[Callable[[Conversation, Conversation], None]] = []
"""Whoever remembers a conversation follows it here, before it is gone: (gone, stays)."""


def move_conversations(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`.

    What the two said to each other stays where it is, and is over. Where both talked with a third about the same
    thing, that becomes one conversation.
    """
    theirs = or_(Conversation.first_id == organisation.id, Conversation.second_id == organisation.id)
    for conversation in db.session.scalars(select(Conversation).where(theirs).order_by(Conversation.id)).all():
        other = conversation.second_id if conversation.first_id == organisation.id else conversation.first_id
        if other == target.id:
            conversation.closed_at, conversation.closed_by_id = conversation.closed_at or clock.now(), target.id
            continue
        first, second = sorted((other, target.id))
        if (there := _between(first, second, conversation)) is None:
            conversation.first_id, conversation.second_id = first, second
            _rename(conversation, organisation.id, target.id)
        else:
            _join(conversation, there)
        db.session.flush()
    said = update(Message).where(Message.organisation_id == organisation.id)
    db.session.execute(said.values(organisation_id=target.id), execution_options=UNSEEN)


def _between(first: int, second: int, like: Conversation) -> Conversation | None:
    about = (Conversation.about_kind == like.about_kind) & (Conversation.about_id == like.about_id)
    pair: Any = (Conversation.first_id == first) & (Conversation.second_id == second)
    return db.session.scalar(select(Conversation).where(about, pair))


def _rename(conversation: Conversation, old: int, new: int) -> None:
    if conversation.started_by_id == old:
        conversation.started_by_id = new
    if conversation.closed_by_id == old:
        conversation.closed_by_id = new


def _join(gone: Conversation, stays: Conversation) -> None:
    """All messages in one conversation, in the order in which they were written."""
    moved = update(Message).where(Message.conversation_id == gone.id)
    db.session.execute(moved.values(conversation_id=stays.id), execution_options=UNSEEN)
    notices.lead_elsewhere(gone, stays, f"/mein/nachrichten/{stays.id}")
    _keep_marks(gone, stays)
    for follow in on_join:
        follow(gone, stays)
    stays.last_message_id = max(stays.last_message_id, gone.last_message_id)
    db.session.delete(gone)


def _keep_marks(gone: Conversation, stays: Conversation) -> None:
    """How far each has read. Who knew both has read on only where nothing is left unread in either."""
    marks = {mark.user_id: mark for mark in _marks(stays)}
    for mark in _marks(gone):
        if (there := marks.get(mark.user_id)) is not None:
            both = ((gone, mark), (stays, there))
            unread = [one.read_until for talk, one in both if one.read_until < talk.last_message_id]
            there.read_until = min(unread, default=max(gone.last_message_id, stays.last_message_id))
            there.is_muted = there.is_muted and mark.is_muted
        else:
            kept = {"user_id": mark.user_id, "read_until": mark.read_until, "is_muted": mark.is_muted}
            made = upsert(Reader).values(conversation_id=stays.id, **kept)
            db.session.execute(made.on_conflict_do_nothing())


def _marks(conversation: Conversation) -> Sequence[Reader]:
    return db.session.scalars(select(Reader).where(Reader.conversation_id == conversation.id)).all()
