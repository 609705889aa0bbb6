"""Links sent by mail: 32 random bytes, stored as a hash, used once, for one purpose, until they expire.

The link opens a page with a button: mail scanners fetch links, and looking must not use one up.
"""

import secrets
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from kiknet import clock
from kiknet.accounts.models import OneTimeLink, User
from kiknet.accounts.tokens import hash_of
from kiknet.db import db, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _

LIFETIME = timedelta(minutes=30)
KEPT_AFTERWARDS = timedelta(days=30)


class LinkOver(Rejected):
    """The link was real, but it was used already or has expired."""


def create(purpose: str, user: User | None = None, lifetime: timedelta = LIFETIME, **data: Any) -> str:
    """Store a new link for `purpose` and return its token; nobody can read it again later."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(
            OneTimeLink(
                purpose=purpose,
                user=user,
                token_hash=hash_of(token),
                data=data,
                expires_at=clock.now() + lifetime,
            )
        )
    return token


def look(purpose: str, token: str) -> OneTimeLink:
    """The link behind `token`, unused. Raises `NotFound`, or `LinkOver` (a `Rejected`) with the reason."""
    found = select(OneTimeLink).options(joinedload(OneTimeLink.user)).where(OneTimeLink.token_hash == hash_of(token))
    link = db.session.scalar(found.where(OneTimeLink.purpose == purpose))
    if link is None:
        raise NotFound
    if link.used_at is not None:
        raise LinkOver(_("This link has been used already. Each link works once."))
    if link.expires_at <= clock.now():
        raise LinkOver(_("This link has expired."))
    return link


def use(link: OneTimeLink) -> None:
    """Use the link up. Of two who press at once the second gets `LinkOver`."""
    with transaction() as session:
        taken = session.execute(
            update(OneTimeLink)
            .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None))
            .values(used_at=clock.now())
            .returning(OneTimeLink.id)
        ).scalar_one_or_none()
        if taken is None:
            raise LinkOver(_("This link has been used already. Each link works once."))


def owner(link: OneTimeLink) -> User:
    """Whose link it is; `NotFound` if it belongs to nobody."""
    if link.user is None:
        raise NotFound
    return link.user


def withdraw(purpose: str, user: User | None = None) -> None:
    """Links for `purpose` (of `user`, or of nobody in particular) expire now: a newer one or none shall work."""
    whose = OneTimeLink.user_id == user.id if user else OneTimeLink.user_id.is_(None)
    unused = update(OneTimeLink).where(OneTimeLink.purpose == purpose, whose, OneTimeLink.used_at.is_(None))
    with transaction() as session:
        session.execute(unused.values(expires_at=clock.now()))


def address(endpoint: str, token: str) -> str:
    """The full address of the page a link opens; works outside a request, too."""
    path = current_app.url_map.bind("").build(endpoint, {"token": token})
    return str(current_app.extensions["kiknet"].base_url) + path


def forget_old() -> None:
    with transaction() as session:
        session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < clock.now() - KEPT_AFTERWARDS))
