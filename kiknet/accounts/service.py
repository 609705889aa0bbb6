"""What people do with their account. Signing in, the e-mail address and the second factor have modules of their own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from kiknet import audit, clock, mail, revisions
from kiknet.accounts import links, passwords, queries
from kiknet.accounts.models import User, UserSession
from kiknet.accounts.passwords import hash_password
from kiknet.db import db, transaction, upsert
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.web import throttle

__all__ = ["hash_password"]

FIRST_OFFICE_LINK = timedelta(days=7)
KEPT_AFTER_END = timedelta(days=30)
TRIES, WITHIN = 10, timedelta(minutes=15)

before_leaving: list[Callable[[User], None]] = []
"""What other capabilities check or tidy before somebody's account is erased; they may raise `Rejected`."""


def register(email: str, display_name: str, language: str = "de") -> User:
    """A new account without a password, its address not yet confirmed; the existing one if there is one."""
    address = email.strip().casefold()
    with transaction() as session:
        added = upsert(User).values(email=address, display_name=display_name, language=language)
        session.execute(added.on_conflict_do_nothing(index_elements=[User.email]))
        return session.scalars(select(User).where(User.email == address)).one()


def confirm(user: User) -> None:
    """The address is theirs: they opened a link we sent there."""
    with transaction():
        user.confirmed_at = user.confirmed_at or clock.now()


def set_password(user: User, password: str) -> None:
    """A new password for somebody who came by a link: ends all sessions. Raises `Rejected` (field new_password)."""
    had_one = user.password_hash is not None
    with transaction():
        _keep_password(user, password)
        confirm(user)
        end_sessions(user)
        if had_one:
            tell(user, "password")


def change_password(user: User, current: str, password: str, here: UserSession) -> None:
    """A new password for somebody signed in: ends all sessions but `here`. `current` counts if there is one."""
    prove(user, current)
    with transaction():
        _keep_password(user, password)
        end_sessions(user, but=here)
        tell(user, "password")


def prove(user: User, password: str) -> None:
    """Raise `Rejected` unless this is their password (who has none yet need not give it), or `TooOften`.

    Outside a transaction: a failed try must stay counted.
    """
    if user.password_hash is None:
        return
    throttle.count("prove", str(user.id), TRIES, WITHIN)
    if not passwords.matches(user.password_hash, password):
        raise Rejected(_("That is not your current password."), field="current_password")


def _keep_password(user: User, password: str) -> None:
    weakness = passwords.weakness(password, user.email, user.display_name)
    if weakness:
        raise Rejected(weakness, field="new_password")
    user.password_hash = hash_password(password)
    for purpose in ("password", "sign-in"):
        links.withdraw(purpose, user)
    audit.record("account.password_set", user, user_id=user.id)


def change_profile(user: User, display_name: str, language: str) -> None:
    with transaction():
        user.display_name, user.language = display_name, language
        audit.record("account.profile_changed", user, user_id=user.id)


def end_session(user: User, session_id: int) -> None:
    """Sign out one browser of `user`; `NotFound` if it is not one of theirs."""
    with transaction() as session:
        row = session.get(UserSession, session_id)
        if row is None or row.user_id != user.id or row.ended_at is not None:
            raise NotFound
        row.ended_at = clock.now()


def end_sessions(user: User, but: UserSession | None = None) -> None:
    """Sign out all browsers of `user`, except the one of the session `but`."""
    theirs = update(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    with transaction() as session:
        session.execute(theirs.where(UserSession.id != (but.id if but else 0)).values(ended_at=clock.now()))


def tell(user: User, change: str, **context: Any) -> None:
    """A mail that something about the account was changed, so that nobody does it behind its owner's back."""
    mail.send_later("account_changed", user.email, user.language, change=change, name=user.display_name, **context)


def leave(user: User) -> None:
    """Erase the account and everything personal kept with it; what was posted stays with its organisation.

    Raises `Rejected` with the reason when somebody must stay in charge first.
    """
    with transaction() as session:
        for check in before_leaving:
            check(user)
        if user.is_office:
            revisions.stamp()  # see office.give_role
            queries.as_now(user)
        _keep_an_office_admin(user)
        user_id, email, language = user.id, user.email, user.language
        audit.record("account.erased", user, user_id=user_id)
        session.execute(delete(mail.OutboxMail).where(mail.OutboxMail.recipient == email))
        session.execute(delete(User).where(User.id == user_id).execution_options(synchronize_session=False))
        mail.send_later("account_erased", email, language)


def _keep_an_office_admin(user: User) -> None:
    others = select(User.id).where(User.office_role == "admin", User.id != user.id).limit(1)
    if user.office_role == "admin" and db.session.scalar(others) is None:
        raise Rejected(
            _("You are the only one who can give people tasks in the network office. Please hand this on first.")
        )


def first_office_link() -> str:
    """The address where the first person of the office makes their account; valid 7 days, the newest one counts."""
    with transaction():
        links.withdraw("first-office")
        token = links.create("first-office", lifetime=FIRST_OFFICE_LINK)
    return links.address("accounts.set_up", token)


def found_office(token: str, email: str, display_name: str, password: str) -> User:
    """The first office account, with every right. `NotFound` once there is one."""
    with transaction():
        link = links.look("first-office", token)
        if queries.office_exists():
            raise NotFound
        links.use(link)
        user = register(email, display_name)
        user.display_name, user.office_role = display_name, "admin"
        set_password(user, password)
        audit.record("office.founded", user, user_id=user.id)
    return user


def forget_old() -> None:
    """Delete sessions that ended and links that expired a month ago."""
    links.forget_old()
    with transaction() as session:
        session.execute(delete(UserSession).where(UserSession.ended_at < clock.now() - KEPT_AFTER_END))
