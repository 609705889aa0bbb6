"""What people of a cooperation write to everybody in it, and what each reader does for themselves."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kiknet import audit, clock
from kiknet.access import require
from kiknet.accounts.models import User
from kiknet.conversations.draft import MessageDraft, Upload
from kiknet.conversations.service import HOUR, MOST_WRITTEN
from kiknet.cooperations import policy, post_queries, work_policy
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service.deeds import touch
from kiknet.cooperations.service.work import at_work, tell_all
from kiknet.cooperations.work_models import Post, PostFile, PostReader
from kiknet.db import db, line_up, transaction, upsert
from kiknet.notifications import service as notices
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import writers_of
from kiknet.web import throttle


def write(
    by: Acting, cooperation: Cooperation, text: str, uploads: tuple[Upload, ...] = (), *, key: UUID | None = None
) -> Post:
    """Everybody who is in hears of it, but for those who want to hear no more. The same sent twice is one post.

    Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    require(policy.may(by, "write", cooperation))
    draft = MessageDraft(text, uploads)
    draft.check()
    throttle.count("message", str(by.user.id), MOST_WRITTEN, HOUR)
    unique = draft.idempotency(key, cooperation.id, by.user.id) if key else None
    files = draft.keep_files(by.user.id)
    with at_work(by, cooperation, "write"):
        if unique and (first := post_queries.post_by_key(unique)):
            return first
        post = Post(cooperation=cooperation, organisation=by.organisation, author=by.user, text=text, key=unique)
        post.files.extend(PostFile(file=kept) for kept in files)
        db.session.add(post)
        db.session.flush()
        _read_until(by.user, cooperation, post.id)
        touch(cooperation)
        _note(by, "cooperation.write", cooperation, post=post.id)
        _tell(by, cooperation, post)
    return post


def _tell(by: Acting, cooperation: Cooperation, post: Post) -> None:
    muted = post_queries.muted_by(cooperation)

    def listeners(organisation: Organisation) -> Iterable[User]:
        return [user for user in writers_of(organisation.id) if user.id not in muted]

    tell_all(by, "cooperation_post", post, address(post), str(post.id), to=listeners, post=post)


def address(post: Post) -> str:
    return f"/kooperationen/{post.cooperation_id}/gespraech#beitrag-{post.id}"


def mark_read(by: Acting, cooperation: Cooperation, until: int | None = None) -> None:
    """This person has seen all of it, or what the page showed: up to the post `until`. Raises `NotAllowed`."""
    require(policy.may_see_inside(by, cooperation))
    with transaction():
        last = post_queries.last_post_id(cooperation)
        seen = last if until is None else min(until, last)
        _read_until(by.user, cooperation, seen)
        read = select(Post.id).where(Post.cooperation_id == cooperation.id, Post.id <= seen)
        notices.read_about_all(by.user, Post, read)


def mute(by: Acting, cooperation: Cooperation, *, is_muted: bool) -> None:
    """Whether this person hears of new posts; colleagues hear as before. Raises `NotAllowed`."""
    require(policy.may_see_inside(by, cooperation))
    with transaction():
        _reader(by.user, cooperation).is_muted = is_muted


def _read_until(user: User, cooperation: Cooperation, post_id: int) -> None:
    reader = _reader(user, cooperation)
    reader.read_until = max(reader.read_until, post_id)


def _reader(user: User, cooperation: Cooperation) -> PostReader:
    """Their row, made if need be: of two windows of theirs that do so at once, one does."""
    made = upsert(PostReader).values(cooperation_id=cooperation.id, user_id=user.id, read_until=0, is_muted=False)
    db.session.execute(made.on_conflict_do_nothing())
    return db.session.get_one(PostReader, (cooperation.id, user.id))


def hide(by: Acting, post: Post, reason: str) -> None:
    """The office takes a post out of sight, with its files; the organisation that wrote it reads the reason."""
    _moderate(by, post, "hide", reason)


def restore(by: Acting, post: Post, reason: str) -> None:
    _moderate(by, post, "restore", reason)


def _moderate(by: Acting, post: Post, deed: str, reason: str) -> None:
    with transaction():
        line_up(post)
        require(work_policy.may_hide(by, post) if deed == "hide" else work_policy.may_restore(by, post))
        post.hidden_at = clock.now() if deed == "hide" else None
        _note(by, f"cooperation.post_{deed}", post.cooperation, post=post.id)
        notices.notify(
            "message_moderated", to=post.organisation, about=post.cooperation, by=by, message=post,
            subject=post.cooperation.title, url=address(post), reason=reason,
        )  # fmt: skip


def _note(by: Acting, deed: str, cooperation: Cooperation, **changes: Any) -> None:
    audit.record(deed, cooperation, user_id=by.user.id, organisation_id=by.organisation_id, **changes)
