"""Mails are rows: written in the transaction that caused them, sent after it by `kiknet work`.

A mail is never sent for something that was rolled back, and a mail server that is down loses nothing.
"""

import smtplib
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import render_template
from jinja2 import Template
from sqlalchemy import Index, String, Text, delete, false, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from kiknet import clock
from kiknet.db import Base, Timestamped, db, transaction
from kiknet.i18n import as_

WAITS = "mail_waits"
"""Noted in a session's `info` when its commit will leave a mail waiting."""
MOST_ATTEMPTS = 12
KEPT_AFTER_SENDING = timedelta(days=30)


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


def build(row: OutboxMail, sender: str) -> EmailMessage:
    """The message for one outbox row, with the headers of automatic mail (RFC 3834) and of lists (RFC 8058)."""
    message = EmailMessage()
    message["Subject"] = row.subject
    message["From"] = sender
    message["To"] = _address(row.recipient)
    if row.reply_to:
        message["Reply-To"] = _address(row.reply_to)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = _message_id(row, sender.rpartition("@")[2].rstrip(">") or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = row.language
    if row.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{row.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(row.text)
    if row.html:
        message.add_alternative(row.html, subtype="html")
    return message


def _message_id(row: OutboxMail, domain: str) -> str:
    """The same each time the row is sent: if we die before noting that it went out, mailboxes know it again."""
    return f"<{row.created_at.timestamp():.6f}.{row.id}@{domain}>"


def _address(email: str) -> Address:
    name, _, domain = email.rpartition("@")
    return Address(username=name, domain=domain.encode("idna").decode())


def smtp_sender(url: str, mail_from: str) -> Callable[[OutboxMail], None]:
    """A function that delivers one row to the server of `smtp://user:pass@host:port` (or smtps://)."""
    parts = urlsplit(url)

    def deliver(row: OutboxMail) -> None:
        with _connect(parts.scheme, parts.hostname or "localhost", parts.port) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(build(row, mail_from))

    return deliver


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=20, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 587, timeout=20)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    return server


def deliver_waiting(deliver: Callable[[OutboxMail], None], most: int = 50) -> int:
    """Send what is due, at most so many; returns how many went out. Before each we look again which is the next.

    Failures wait longer each time, then are given up.
    """
    sent = 0
    for _attempt in range(most):
        mail_id = _next_due()
        if mail_id is None:
            break
        row = _claim(mail_id)
        if row is None:
            continue
        try:
            deliver(row)
        except (OSError, smtplib.SMTPException, ValueError) as trouble:
            _note_trouble(mail_id, trouble)
        else:
            _note_sent(mail_id)
            sent += 1
    return sent


def _next_due() -> int | None:
    """What people wait for goes before what was written to many, and the oldest of each first."""
    waiting = select(OutboxMail.id).where(
        OutboxMail.sent_at.is_(None), OutboxMail.given_up_at.is_(None), OutboxMail.due_at <= clock.now()
    )
    return db.session.scalar(waiting.order_by(OutboxMail.is_bulk, OutboxMail.due_at, OutboxMail.id).limit(1))


def _claim(mail_id: int) -> OutboxMail | None:
    """Put the row off by ten minutes before sending, so that two workers never send it at once."""
    with transaction() as session:
        taken = session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail_id, OutboxMail.sent_at.is_(None), OutboxMail.due_at <= clock.now())
            .values(due_at=clock.now() + timedelta(minutes=10), attempts=OutboxMail.attempts + 1)
            .returning(OutboxMail.id)
        ).scalar_one_or_none()
    return db.session.get(OutboxMail, mail_id) if taken else None


def _note_sent(mail_id: int) -> None:
    """What is on its way is not kept here: mails hold links that sign in."""
    done = {"sent_at": clock.now(), "trouble": None, "text": "", "html": None}
    with transaction() as session:
        session.execute(update(OutboxMail).where(OutboxMail.id == mail_id).values(done))


def _note_trouble(mail_id: int, trouble: Exception) -> None:
    """The kind of error and its number are kept; its text may hold an address and is not."""
    with transaction() as session:
        row = session.get_one(OutboxMail, mail_id)
        code = getattr(trouble, "smtp_code", "")
        row.trouble = f"{type(trouble).__name__} {code}".strip()
        row.due_at = clock.now() + timedelta(minutes=2 ** min(row.attempts, 9))
        if row.attempts >= MOST_ATTEMPTS:
            row.given_up_at = clock.now()


def forget_sent() -> None:
    """Delete mails a month after they went out or were given up: they hold personal data."""
    long_ago = clock.now() - KEPT_AFTER_SENDING
    with transaction() as session:
        session.execute(delete(OutboxMail).where((OutboxMail.sent_at < long_ago) | (OutboxMail.given_up_at < long_ago)))
