"""Mails about listings and interests: who hears of what. Each is a row written in the transaction of its deed."""

from collections.abc import Iterable
from typing import Any

from kiknet import mail
from kiknet.accounts.models import User
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import members_of


def writers_of(organisation: Organisation) -> list[User]:
    """Its editors and admins: those who may act."""
    return [m.user for m in members_of(organisation) if m.role in {"admin", "editor"}]


def tell(organisation: Organisation, kind: str, by: Acting | None, *, key: str | None = None, **context: Any) -> None:
    """A mail to each writer of `organisation`, but not to the person who does it; with a `key` each gets it once."""
    _send(writers_of(organisation), kind, by, key, **context)


def tell_office(kind: str, by: Acting, **context: Any) -> None:
    _send(office_people(), kind, by, None, **context)


def _send(users: Iterable[User], kind: str, by: Acting | None, key: str | None, **context: Any) -> None:
    for user in users:
        if by is None or user.id != by.user.id:
            own_key = f"{kind}:{key}:{user.id}" if key else None
            mail.send_later(kind, user.email, user.language, key=own_key, by=by, **context)
