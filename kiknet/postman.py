"""Sending what waits: the worker's part of the mails, which no server needs."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy, default
from email.utils import formatdate
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import select, update

from kiknet import clock
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail

MOST_ATTEMPTS = 12
STEP = 20
"""Seconds a server has for each answer but one."""
READING = 300
"""Seconds it has to say that it has taken the text. Many read it through first; who gives up earlier sends it twice
(RFC 5321, 4.5.3.2.6)."""
PUT_OFF = timedelta(minutes=10)
"""Longer than one sending can take."""

Deliver = Callable[[OutboxMail], AbstractContextManager[object]]
"""Hands a row over on entering; leaving only takes leave of the server, and is no part of the sending."""


class _OneLine(UnstructuredHeader):
    """As it is: an address folded into encoded words is none any more (RFC 2047, 5), and no mail program offers it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _OneLine)  # type: ignore[arg-type]
POLICY = default.clone(header_factory=_headers)


def build(row: OutboxMail, sender: str) -> EmailMessage:
    """The message for one outbox row, with the headers of automatic mail (RFC 3834) and of lists (RFC 8058)."""
    message = EmailMessage(POLICY)
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


class _Patient(smtplib.SMTP):
    """Waits longer for the one answer after which a mail is theirs."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._wait(READING)
        answer = super().data(msg)
        self._wait(STEP)
        return answer

    def _wait(self, seconds: float) -> None:
        if self.sock is not None:
            self.sock.settimeout(seconds)


class _PatientInside(_Patient, smtplib.SMTP_SSL):
    pass


def smtp_sender(url: str, mail_from: str) -> Deliver:
    """Delivers one row to the server of `smtp://user:pass@host:port` (or smtps://)."""
    parts = urlsplit(url)

    @contextmanager
    def deliver(row: OutboxMail) -> Iterator[None]:
        server = _connect(parts.scheme, parts.hostname or "localhost", parts.port)
        try:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(build(row, mail_from))
            yield
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    return deliver


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return _PatientInside(host, port or 465, timeout=STEP, context=ssl.create_default_context())
    server = _Patient(host, port or 587, timeout=STEP)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    return server


def deliver_waiting(deliver: Deliver, most: int = 50) -> int:
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
            with deliver(row):
                _note_sent(mail_id)
                sent += 1
        except (OSError, smtplib.SMTPException, ValueError) as trouble:
            _note_trouble(mail_id, trouble)
    return sent


def _next_due() -> int | None:
    """What people wait for goes before what was written to many, and the oldest of each first."""
    waiting = select(OutboxMail.id).where(
        OutboxMail.sent_at.is_(None), OutboxMail.given_up_at.is_(None), OutboxMail.due_at <= clock.now()
    )
    return db.session.scalar(waiting.order_by(OutboxMail.is_bulk, OutboxMail.due_at, OutboxMail.id).limit(1))


def _claim(mail_id: int) -> OutboxMail | None:
    """Put the row off before sending, so that two workers never send it at once."""
    with transaction() as session:
        taken = session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == mail_id, OutboxMail.sent_at.is_(None), OutboxMail.due_at <= clock.now())
            .values(due_at=clock.now() + PUT_OFF, attempts=OutboxMail.attempts + 1)
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
