"""What lies in somebody's mailbox."""

import re

from sqlalchemy import select

from kiknet.db import db
from kiknet.mail import OutboxMail


def mails_to(address: str, kind: str | None = None) -> list[OutboxMail]:
    """The mails written to `address`, newest first."""
    found = select(OutboxMail).where(OutboxMail.recipient == address).order_by(OutboxMail.id.desc())
    db.session.rollback()
    return list(db.session.scalars(found.where(OutboxMail.kind == kind) if kind else found))


def link_in(mail: OutboxMail) -> str:
    """The path of the first link in it."""
    return re.search(r"http://localhost(/\S+)", mail.text)[1]
