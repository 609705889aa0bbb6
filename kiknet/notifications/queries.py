"""Finding notices, and how people want to hear of them. Everybody sees their own only."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.notifications.models import Notice, NoticeChoice, QuietHours, still_theirs
from kiknet.notifications.rhythm import CADENCES, Quiet
from kiknet.notifications.topics import Topic, topic_of


def inbox(user: User, organisation_id: int | None = None, *, only_new: bool = False) -> Select[Notice]:
    """What somebody was told, the latest first; of one organisation if it is given."""
    found = (
        select(Notice)
        .options(joinedload(Notice.organisation))
        .where(Notice.user_id == user.id, Notice.is_shown, still_theirs)
        .order_by(Notice.id.desc())
    )
    if organisation_id is not None:
        found = found.where(Notice.organisation_id == organisation_id)
    return found.where(Notice.read_at.is_(None)) if only_new else found


def notice_of(user: User, notice_id: int) -> Notice:
    """One of somebody's notices. Raises `NotFound`."""
    found = db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user.id, still_theirs))
    if found is None:
        raise NotFound
    return found


class Wish(NamedTuple):
    """How somebody wants to hear of a topic: the cadences of inbox and mail, and their quiet hours."""

    inbox: str
    mail: str
    quiet: Quiet | None


def wishes(user_ids: Collection[int], topic: Topic) -> dict[int, Wish]:
    """By the person's id; one query."""
    inbox_choice, mail_choice = aliased(NoticeChoice), aliased(NoticeChoice)
    found = (
        select(User.id, inbox_choice.cadence, mail_choice.cadence, QuietHours.begins, QuietHours.ends)
        .outerjoin(inbox_choice, _chosen(inbox_choice, topic, "inbox"))
        .outerjoin(mail_choice, _chosen(mail_choice, topic, "mail"))
        .outerjoin(QuietHours, QuietHours.user_id == User.id)
        .where(User.id.in_(user_ids))
    )
    return {
        user_id: Wish(in_inbox or topic.inbox, by_mail or topic.mail, None if begins is None else Quiet(begins, ends))
        for user_id, in_inbox, by_mail, begins, ends in db.session.execute(found)
    }


def reaches_as_soon(user: User, kind: str, other: str) -> bool:
    """Whether news of this kind come to somebody no later than news of the other would, so that one of them is enough:
    by mail, or in the inbox if they want no mail about the other.
    """
    ours, theirs = (wishes([user.id], topic_of(each))[user.id] for each in (kind, other))
    if theirs.mail == "never":
        return CADENCES.index(ours.inbox) <= CADENCES.index(theirs.inbox)
    return CADENCES.index(ours.mail) <= CADENCES.index(theirs.mail)


def _chosen(choice: type[NoticeChoice], topic: Topic, channel: str) -> ColumnElement[bool]:
    return and_(choice.user_id == User.id, choice.topic == topic.name, choice.channel == channel)


def choices_of(user: User) -> dict[tuple[str, str], str]:
    """What somebody has chosen: cadence by topic and channel."""
    found = select(NoticeChoice).where(NoticeChoice.user_id == user.id)
    return {(row.topic, row.channel): row.cadence for row in db.session.scalars(found)}


def quiet_hours_of(user: User) -> QuietHours | None:
    return db.session.get(QuietHours, user.id)


def people_with_mail_due() -> Sequence[int]:
    """The ids of those for whom it is time for a summary."""
    found = select(Notice.user_id).where(Notice.mail_due_at <= clock.now()).distinct().order_by(Notice.user_id)
    return db.session.scalars(found).all()


def with_mail_due(user: User) -> list[Notice]:
    """What may stand in somebody's next summary, with its organisations."""
    found = select(Notice).options(joinedload(Notice.organisation)).where(Notice.user_id == user.id, still_theirs)
    return list(db.session.scalars(found.where(Notice.mail_due_at <= clock.now()).order_by(Notice.id)))


def leads_to(path: str) -> ColumnElement[bool]:
    """The condition that a notice leads to the page at `path`, to whatever part of it."""
    return or_(Notice.url == path, *(Notice.url.startswith(path + mark, autoescape=True) for mark in "?#"))


def is_news_here(user: User, path: str) -> bool:
    """Whether something new leads to this page."""
    new = select(Notice.id).where(Notice.user_id == user.id, Notice.read_at.is_(None), leads_to(path))
    return db.session.scalar(new.limit(1)) is not None
