"""Telling people, and what they do with it: opening it, and choosing how they want to hear."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, update

from kiknet import clock, mail
from kiknet.accounts.models import User
from kiknet.db import UNSEEN, Base, db, transaction, upsert
from kiknet.notifications import links, queries, rhythm
from kiknet.notifications.models import Notice
from kiknet.notifications.topics import topic_of
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import writers_of

KEPT = timedelta(days=180)
FOOT = "_notice_foot"
Row = dict[str, Any]


@dataclass(frozen=True)
class News:
    """What is told to several people: see `notify`."""

    kind: str
    url: str
    about: tuple[str, int | None]
    key: str | None
    organisation: Organisation | None
    context: dict[str, Any]


def notify(
    kind: str,
    *,
    to: Organisation | User | Iterable[User],
    url: str,
    about: Any = None,
    key: str | None = None,
    by: Acting | None = None,
    organisation: Organisation | None = None,
    **context: Any,
) -> int:
    """Tell people of something, in the running transaction: a notice each, and a mail if and when they want one.

    `kind` is registered (`topics.register`) and has its letter in `templates/mail/<kind>.txt`: its first line is the
    notice's title, `context` what it speaks of, `url` a path of ours. An organisation's editors and admins hear of
    what goes `to` it; of what goes to certain people, `organisation` says for which one it is theirs. Who does it
    (`by`) is not told. With a `key` everybody is told once. Returns how many were told.
    """
    whose = to if isinstance(to, Organisation) else organisation
    news = News(kind, url, _named(about), key and f"{kind}:{key}", whose, {"by": by, "url": url, **context})
    people = [user for user in _people(to) if by is None or user.id != by.user.id]
    if not people:
        return 0
    wishes = queries.wishes([user.id for user in people], topic_of(kind))
    posts = [_post(news, user, wishes[user.id]) for user in people]
    told = _add([notice for notice, _letter in posts])
    mail.send_all_later([letter for notice, letter in posts if letter and notice["user_id"] in told])
    return len(told)


def _people(to: Organisation | User | Iterable[User]) -> list[User]:
    if isinstance(to, Organisation):
        return writers_of(to.id)
    return [to] if isinstance(to, User) else list({user.id: user for user in to}.values())


def _named(about: Any) -> tuple[str, int | None]:
    """What a notice is about, as audit entries name it."""
    if about is None:
        return "", None
    if about.id is None:
        db.session.flush()
    return about.__tablename__, about.id


def _post(news: News, user: User, wish: queries.Wish) -> tuple[Row, Row | None]:
    """One person's notice, and the mail about it if it goes out at once."""
    now = clock.now()
    due = rhythm.due(wish.mail, now, wish.quiet)
    unsubscribe = links.unsubscribe_address(user.id, topic_of(news.kind).name)
    subject, text, html = mail.written(
        news.kind, user.language, foot=FOOT, topic=topic_of(news.kind), unsubscribe=unsubscribe, **news.context
    )
    kind, thing = news.about
    notice = {
        "user_id": user.id, "organisation_id": news.organisation.id if news.organisation else None,
        "kind": news.kind, "about_kind": kind, "about_id": thing, "title": subject, "url": news.url[:500],
        "key": news.key, "is_shown": wish.inbox != "never", "mail_due_at": None if due == now else due,
        "created_at": now,
    }  # fmt: skip
    letter = {
        "kind": news.kind, "recipient": user.email, "language": user.language, "subject": subject, "text": text,
        "html": html, "unsubscribe_url": unsubscribe,
    }  # fmt: skip
    return notice, letter if due == now else None


def _add(notices: list[Row]) -> set[int]:
    """Write the rows; returns who was not told before: of two who tell the same at once, one does."""
    added = upsert(Notice).values(notices).on_conflict_do_nothing(index_elements=[Notice.user_id, Notice.key])
    return set(db.session.execute(added.returning(Notice.user_id), execution_options=UNSEEN).scalars())


def read(notice: Notice) -> None:
    with transaction():
        notice.read_at = notice.read_at or clock.now()


def read_all(user: User, organisation_id: int | None = None) -> int:
    """Everything somebody was told so far (of one organisation); returns how many were new."""
    theirs = update(Notice).where(Notice.user_id == user.id, Notice.read_at.is_(None))
    if organisation_id is not None:
        theirs = theirs.where(Notice.organisation_id == organisation_id)
    return _read(theirs)


def read_about(user: User, thing: Any) -> int:
    """They have seen the thing itself: what they were told about it is not new any more."""
    kind, number = _named(thing)
    about = (Notice.about_kind == kind) & (Notice.about_id == number)
    return _read(update(Notice).where(Notice.user_id == user.id, about, Notice.read_at.is_(None)))


def answered(thing: Any, organisation_id: int, kinds: Collection[str]) -> int:
    """Somebody has done what `thing` asked of the organisation: of these kinds of news nobody there need hear more."""
    kind, number = _named(thing)
    about = (Notice.about_kind == kind) & (Notice.about_id == number) & Notice.kind.in_(kinds)
    theirs = Notice.organisation_id == organisation_id
    return _read(update(Notice).where(about, theirs, Notice.read_at.is_(None)))


def read_what_leads_to(user: User, path: str) -> int:
    """They have opened the page at `path` themselves: what leads there is not new any more."""
    return _read(update(Notice).where(Notice.user_id == user.id, queries.leads_to(path), Notice.read_at.is_(None)))


def read_about_all(user: User, model: type[Base], ids: Select[int]) -> int:
    """The same for several things of one kind at once."""
    about = (Notice.about_kind == model.__tablename__) & Notice.about_id.in_(ids)
    return _read(update(Notice).where(Notice.user_id == user.id, about, Notice.read_at.is_(None)))


def _read(notices: Any) -> int:
    with transaction() as session:
        return int(session.execute(notices.values(read_at=clock.now()), execution_options=UNSEEN).rowcount)  # type: ignore[attr-defined]


def lead_elsewhere(thing: Any, now: Any, url: str) -> None:
    """What was about `thing` is about `now`: the one became part of the other."""
    (kind, old), (_same, new) = _named(thing), _named(now)
    about = update(Notice).where(Notice.about_kind == kind, Notice.about_id == old)
    db.session.execute(about.values(about_id=new, url=url), execution_options=UNSEEN)


def move_notices(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`."""
    theirs = update(Notice).where(Notice.organisation_id == organisation.id)
    db.session.execute(theirs.values(organisation_id=target.id), execution_options=UNSEEN)


def forget_old() -> None:
    """Delete notices after half a year: they are about things that have pages of their own."""
    with transaction() as session:
        session.execute(delete(Notice).where(Notice.created_at < clock.now() - KEPT))
