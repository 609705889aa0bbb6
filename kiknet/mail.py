"""Mails are rows: written in the transaction that caused them, sent after it by `kiknet work` (see postman).

A mail is never sent for something that was rolled back, and a mail server that is down loses nothing.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, render_template
from jinja2 import Template
from sqlalchemy import Index, String, Text, delete, event, false, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiknet import clock
from kiknet.db import Base, Timestamped, db, transaction
from kiknet.i18n import as_

WAITS = "mail_waits"
"""Noted in a session's `info` when its commit will leave a mail waiting."""
KEPT_AFTER_SENDING = timedelta(days=30)

log = logging.getLogger(__name__)


class OutboxMail(Timestamped, Base):
    """A mail that waits, was sent, or was given up. `key` keeps the same mail from being written twice.

    One of thousands that are written at once `is_bulk`: it lets those go first that somebody waits for.
    """

    __tablename__ = "outbox_mails"
    __table_args__ = (Index("ix_outbox_mails_waiting", "sent_at", "given_up_at", "is_bulk", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(320))
    reply_to: Mapped[str | None] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(250))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    unsubscribe_url: Mapped[str | None] = mapped_column(String(500))
    is_bulk: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(200))


def init_app(app: Flask, wake_the_postman: Callable[[], object]) -> None:
    """`wake_the_postman` is called whenever a commit left a mail waiting."""
    app.extensions["wake_the_postman"] = wake_the_postman


def one_line(text: str) -> str:
    """`text` as a header may carry it: no line breaks, no control characters, no encoded words (RFC 2047).

    The email package decodes those when a header is set, with any line break that is hidden in them.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("=?", "= ?").split())


def send_later(
    kind: str,
    recipient: str,
    language: str,
    *,
    key: str | None = None,
    reply_to: str | None = None,
    unsubscribe_url: str | None = None,
    **context: Any,
) -> None:
    """Write a mail row into the running transaction, in the recipient's language.

    `templates/mail/<kind>.txt` holds the subject in its first line and the text below;
    a `.html` beside it is used where it exists. With a `key` that was used before nothing happens.
    """
    if key and db.session.scalar(select(OutboxMail.id).where(OutboxMail.key == key)):
        return
    subject, text, html = written(kind, language, **context)
    db.session.add(
        OutboxMail(
            kind=kind,
            key=key,
            recipient=recipient,
            reply_to=one_line(reply_to) if reply_to else None,
            language=language,
            subject=subject,
            text=text,
            html=html,
            unsubscribe_url=unsubscribe_url,
        )
    )


def send_all_later(rows: Sequence[dict[str, Any]]) -> None:
    """The same for many mails that are written already, by the names of `OutboxMail`'s columns."""
    if rows:
        db.session.execute(insert(OutboxMail), rows)
        db.session().info[WAITS] = True


def written(kind: str, language: str, *, foot: str = "", **context: Any) -> tuple[str, str, str]:
    """Subject, text and HTML of a mail, in its language; `foot` is the template of what stands below every text."""
    with as_(language):
        head, _, body = render_template(f"mail/{kind}.txt", **context).lstrip().partition("\n")
        subject, text = one_line(head)[:250], body.strip() + "\n"
        if foot:
            text += "\n" + render_template(f"mail/{foot}.txt", **context).strip() + "\n"
        pages: list[str | Template] = [f"mail/{kind}.html", "mail/_frame.html"]
        html = render_template(pages, **context | {"subject": subject, "text": text, "language": language})
    return subject, text, html


def forget_sent() -> None:
    """Delete mails a month after they went out or were given up: they hold personal data."""
    long_ago = clock.now() - KEPT_AFTER_SENDING
    with transaction() as session:
        session.execute(delete(OutboxMail).where((OutboxMail.sent_at < long_ago) | (OutboxMail.given_up_at < long_ago)))


@event.listens_for(db.session, "before_flush")
def _notice_mail(session: Session, _context: Any, _instances: Any) -> None:
    if any(isinstance(thing, OutboxMail) for thing in session.new):
        session.info[WAITS] = True


@event.listens_for(db.session, "after_commit")
def _wake_the_postman(session: Session) -> None:
    if session.info.pop(WAITS, False):
        try:
            current_app.extensions["wake_the_postman"]()
        except Exception:  # the mail is safe in its row: the worker looks by itself within a minute
            log.warning("the worker could not be woken")
