"""Questions about people and their sessions."""

from typing import Any

from sqlalchemy import Select, or_, select

from kiknet.accounts.models import RecoveryCode, User, UserSession
from kiknet.db import db
from kiknet.errors import NotFound


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email.strip().casefold()))


def user_by_id(user_id: int) -> User:
    """That person, or `NotFound`."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def as_now(user: User) -> User:
    """The same person as others have left them; `NotFound` if their account is gone."""
    found = db.session.get(User, user.id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def people_found(text: str) -> Select[Any]:
    """People whose e-mail or name contains `text`; without text those of the office. By name."""
    looked_for = text.strip().casefold()
    found = select(User).order_by(User.display_name, User.id)
    if not looked_for:
        return found.where(User.office_role != "none")
    return found.where(
        or_(User.email.contains(looked_for, autoescape=True), User.display_name.icontains(looked_for, autoescape=True))
    )


def open_sessions(user: User) -> list[UserSession]:
    """Where somebody is signed in, latest first."""
    found = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return list(db.session.scalars(found.order_by(UserSession.last_seen_at.desc())))


def recovery_codes_left(user: User) -> int:
    left = select(RecoveryCode.id).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return len(db.session.scalars(left).all())


def office_exists() -> bool:
    return db.session.scalar(select(User.id).where(User.office_role != "none").limit(1)) is not None


def demo_people() -> list[User]:
    return list(db.session.scalars(select(User).where(User.is_demo).order_by(User.id).limit(12)))
