"""Finding what was written in a cooperation: for those who are in it."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from kiknet.accounts.models import User
from kiknet.cooperations import policy, work_policy
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.queries import WITH_PARTNERS
from kiknet.cooperations.work_models import Post, PostFile, PostReader
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.media import KeptFile
from kiknet.organisations.acting import Acting

PER_PAGE = 30


@dataclass(frozen=True)
class Stretch:
    """Some posts in order, and the number before which there are older ones."""

    posts: list[Post]
    older_before: int | None


def posts_of(cooperation: Cooperation, before: int | None = None) -> Stretch:
    """The last posts, or those before one; two queries, however many there are."""
    found = (
        select(Post)
        .options(
            joinedload(Post.author), joinedload(Post.organisation), selectinload(Post.files).joinedload(PostFile.file)
        )
        .where(Post.cooperation_id == cooperation.id)
        .order_by(Post.id.desc())
        .limit(PER_PAGE + 1)
    )
    rows = list(db.session.scalars(found.where(Post.id < before) if before else found))
    shown = rows[:PER_PAGE][::-1]
    return Stretch(shown, shown[0].id if len(rows) > PER_PAGE else None)


def post_by_key(key: str) -> Post | None:
    return db.session.scalar(select(Post).where(Post.key == key))


def last_post_id(cooperation: Cooperation) -> int:
    return db.session.scalar(select(func.max(Post.id)).where(Post.cooperation_id == cooperation.id)) or 0


def last_post(cooperation: Cooperation) -> Post | None:
    """What was written last and nobody has hidden."""
    found = select(Post).options(joinedload(Post.author), joinedload(Post.organisation))
    seen = found.where(Post.cooperation_id == cooperation.id, Post.hidden_at.is_(None))
    return db.session.scalar(seen.order_by(Post.id.desc()).limit(1))


def reader_of(user: User, cooperation: Cooperation) -> PostReader | None:
    """How far somebody has read."""
    return db.session.get(PostReader, (cooperation.id, user.id))


def unread_by(user: User, cooperation: Cooperation) -> int:
    """How many posts of others are new to somebody; one query."""
    read = select(PostReader.read_until).where(
        PostReader.cooperation_id == cooperation.id, PostReader.user_id == user.id
    )
    new = (
        select(func.count())
        .select_from(Post)
        .where(
            Post.cooperation_id == cooperation.id,
            Post.id > func.coalesce(read.scalar_subquery(), 0),
            Post.author_id.is_distinct_from(user.id),
            Post.hidden_at.is_(None),
        )
    )
    return db.session.scalar(new) or 0


def muted_by(cooperation: Cooperation) -> set[int]:
    """The people who want to hear no more of it."""
    muted = select(PostReader.user_id).where(PostReader.cooperation_id == cooperation.id, PostReader.is_muted)
    return set(db.session.scalars(muted))


def files_of(cooperation: Cooperation) -> list[PostFile]:
    """What was sent along, the latest first; nothing of what the office has hidden."""
    found = (
        select(PostFile)
        .join(Post, Post.id == PostFile.post_id)
        .options(joinedload(PostFile.file))
        .where(Post.cooperation_id == cooperation.id, Post.hidden_at.is_(None))
        .order_by(PostFile.file_id.desc())
    )
    return list(db.session.scalars(found))


def file_in(cooperation: Cooperation, name: str) -> KeptFile:
    """A file of a post nobody has hidden. Raises `NotFound`."""
    found = (
        select(KeptFile)
        .join(PostFile, PostFile.file_id == KeptFile.id)
        .join(Post, Post.id == PostFile.post_id)
        .where(Post.cooperation_id == cooperation.id, Post.hidden_at.is_(None), KeptFile.name == name)
    )
    file = db.session.scalar(found)
    if file is None:
        raise NotFound
    return file


def post_by_id(by: Acting | None, post_id: int) -> Post:
    """One post, for who may see inside. Raises `NotFound`."""
    found = _post(post_id)
    if found is None or not policy.may_see_inside(by, found.cooperation):
        raise NotFound
    return found


def reported_post(by: Acting, post_id: int) -> Post:
    """One post with its files, for who looks into a report about it. Raises `NotFound`."""
    found = _post(post_id, selectinload(Post.files).joinedload(PostFile.file))
    if found is None or not work_policy.may_see_reported(by):
        raise NotFound
    return found


def _post(post_id: int, *more: ORMOption) -> Post | None:
    cooperation = joinedload(Post.cooperation).options(*WITH_PARTNERS)
    return db.session.get(Post, post_id, options=[cooperation, joinedload(Post.organisation), *more])
