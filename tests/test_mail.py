"""Mails are rows: nothing is sent that was rolled back, nothing is lost when the server is down."""

import asyncio
import socket
from contextlib import contextmanager
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from kiknet import clock, mail, postman
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail


def write(recipient="ana@example.org", subject="Hallo", key=None, **more):
    with transaction() as session:
        row = OutboxMail(
            kind="test", key=key, recipient=recipient, language="de", subject=mail.one_line(subject), text="Grüße\n",
            **more,
        )  # fmt: skip
        session.add(row)
    return row


class Postbox:
    """An SMTP server's memory."""

    def __init__(self):
        self.mails, self.reads_for, self.farewell = [], 0, "221 Bye"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd calls
        self.mails.append(envelope)
        await asyncio.sleep(self.reads_for)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        return self.farewell


@pytest.fixture
def postbox():
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


def test_a_waiting_mail_is_sent_once(app, postbox):
    write()
    deliver = postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "kiknet <post@example.org>")

    assert postman.deliver_waiting(deliver) == 1
    assert postman.deliver_waiting(deliver) == 0
    assert [m.rcpt_tos for m in postbox.mails] == [["ana@example.org"]]
    assert b"Auto-Submitted: auto-generated" in postbox.mails[0].content


def test_a_server_that_takes_leave_badly_has_the_mail_all_the_same(app, postbox):
    write()
    postbox.farewell = "421 Too busy"
    deliver = postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "post@example.org")

    assert postman.deliver_waiting(deliver) == 1

    row = db.session.scalars(select(OutboxMail)).one()
    assert (row.sent_at is not None, row.trouble) == (True, None)
    assert len(postbox.mails) == 1


def test_a_server_that_reads_a_mail_through_before_it_takes_it_gets_it_once(app, postbox, monkeypatch):
    write()
    monkeypatch.setattr(postman, "STEP", 0.5)
    postbox.reads_for = 1.5

    assert postman.deliver_waiting(postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "post@example.org")) == 1
    assert len(postbox.mails) == 1


def test_while_a_server_still_reads_nobody_else_sends_the_same(app):
    steps = 8  # greeting, EHLO, STARTTLS, EHLO, AUTH twice, MAIL and RCPT

    assert timedelta(seconds=steps * postman.STEP + postman.READING) < postman.PUT_OFF


def test_a_sign_in_link_written_while_news_go_out_to_many_is_the_next_mail(app):
    early = clock.now() - timedelta(hours=1)
    for number in range(10):
        write(f"reader{number}@example.org", is_bulk=True, due_at=early)
    gone = []

    @contextmanager
    def deliver(row):
        gone.append(row.recipient)
        if len(gone) == 3:
            write("ana@example.org")
        yield

    assert postman.deliver_waiting(deliver, most=8) == 8
    assert gone[3] == "ana@example.org"
    assert postman.deliver_waiting(deliver, most=8) == 3
    assert len(set(gone)) == 11


def test_the_words_of_a_sent_mail_are_not_kept(app, postbox):
    row = write()

    postman.deliver_waiting(postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "kiknet <post@example.org>"))

    assert (row.text, row.html, row.subject) == ("", None, "Hallo")


def test_a_mail_of_a_transaction_that_failed_was_never_there(app):
    def fail():
        with transaction() as session:
            session.add(OutboxMail(kind="test", recipient="a@example.org", language="de", subject="x", text="y"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert db.session.scalars(select(OutboxMail)).all() == []


def test_a_server_that_is_down_loses_nothing_and_is_asked_again_later(app, postbox, monkeypatch):
    row = write()

    assert postman.deliver_waiting(postman.smtp_sender("smtp://127.0.0.1:1", "post@example.org")) == 0
    assert row.sent_at is None
    assert row.due_at > clock.now()

    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert postman.deliver_waiting(postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "post@example.org")) == 1


def test_a_mail_nobody_takes_is_given_up_after_a_dozen_tries(app, monkeypatch):
    row = write()
    refuse = postman.smtp_sender("smtp://127.0.0.1:1", "post@example.org")
    now = clock.now()
    for attempt in range(20):
        monkeypatch.setattr(clock, "now", lambda days=attempt: now + timedelta(days=days))
        postman.deliver_waiting(refuse)

    assert row.attempts == postman.MOST_ATTEMPTS
    assert row.given_up_at is not None
    assert "example.org" not in row.trouble


@pytest.mark.parametrize("evil", ["Fest\r\nBcc: all@example.org", "Fest\nX: y", "Fest\x00\x1b"])
def test_a_title_cannot_write_headers(app, postbox, evil):
    write(subject=evil)
    postman.deliver_waiting(postman.smtp_sender(f"smtp://127.0.0.1:{postbox.port}", "post@example.org"))

    head = postbox.mails[0].content.split(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in head
    assert b"\r\nX:" not in head
    assert postbox.mails[0].rcpt_tos == ["ana@example.org"]
