"""A new e-mail address counts once it was confirmed at both, the old one and the new one."""

import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kiknet import audit, mail
from kiknet.accounts import links, queries, service
from kiknet.accounts.models import OneTimeLink, User
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _

PURPOSE = "email"
LIFETIME = timedelta(hours=24)


def ask(user: User, password: str, new_email: str) -> None:
    """Send a link to both addresses; who already has an account under the new one is told so there, not here."""
    address = new_email.strip().casefold()
    service.prove(user, password)
    if address == user.email:
        raise Rejected(_("This is your address already."), field="email")
    with transaction():
        links.withdraw(PURPOSE, user)
        change = secrets.token_hex(8)
        _send_link(user, "old", user.email, address, change)
        if queries.user_by_email(address) is None:
            _send_link(user, "new", address, address, change)
        else:
            mail.send_later("email_taken", address, user.language)


def _send_link(user: User, side: str, recipient: str, new_email: str, change: str) -> None:
    token = links.create(PURPOSE, user, LIFETIME, side=side, email=new_email, change=change)
    mail.send_later(
        f"email_change_{side}",
        recipient,
        user.language,
        name=user.display_name,
        new_email=new_email,
        address=links.address("accounts.confirm_email", token),
    )


def confirm(link: OneTimeLink) -> bool:
    """Confirm one side. True when the address is changed now, False while the other side is missing."""
    user = links.owner(link)
    with transaction():
        line_up(user)  # whoever confirms the other side waits here and then sees that ours is done
        links.use(link)
        if not _other_side_is_confirmed(link):
            return False
        _change(user, link.data["email"])
    return True


def _other_side_is_confirmed(link: OneTimeLink) -> bool:
    found = select(OneTimeLink).where(
        OneTimeLink.purpose == PURPOSE,
        OneTimeLink.user_id == link.user_id,
        OneTimeLink.id != link.id,
        OneTimeLink.used_at.is_not(None),
    )
    return any(other.data["change"] == link.data["change"] for other in db.session.scalars(found))


def _change(user: User, new_email: str) -> None:
    if queries.user_by_email(new_email) is not None:
        raise Rejected(_("Meanwhile somebody else uses this address for an account."))
    old = user.email
    user.email = new_email
    try:
        db.session.flush()
    except IntegrityError:  # this very moment
        raise Rejected(_("Meanwhile somebody else uses this address for an account.")) from None
    links.withdraw("password", user)
    links.withdraw("sign-in", user)
    audit.record("account.email_changed", user, user_id=user.id)
    mail.send_later("account_changed", old, user.language, change="email", name=user.display_name)
