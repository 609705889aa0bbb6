"""Processes die at the worst moment: no mail is lost, and none goes out twice."""

import os
import signal
import socket
from collections import Counter
from dataclasses import replace
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from forked import PATIENCE, PROCESSES
from sqlalchemy import select, update
from talks import begin, notices_of

from kiknet import clock, postman
from kiknet.accounts.models import User
from kiknet.app import create_app
from kiknet.conversations import service
from kiknet.conversations.models import Conversation
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def write_and_die(settings, user_id, organisation_id, talk_id):
    """Somebody's request: everything is committed, nothing is sent, and the process is gone."""
    with create_app(settings).app_context():
        by = Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), "admin")
        talk = db.session.get(Conversation, talk_id)
        for number in range(5):
            service.write(by, talk, f"Nummer {number}")
        os.kill(os.getpid(), signal.SIGKILL)


def deliver(settings, port, ready):
    """What a worker does once a minute."""
    with create_app(settings).app_context():
        send = postman.smtp_sender(f"smtp://127.0.0.1:{port}", "kiknet <post@example.org>")
        ready.wait(PATIENCE)
        while postman.deliver_waiting(send):
            pass


class Postbox:
    """An SMTP server's memory; at the mail number `kills_at` it kills the process that sends it, before saying yes."""

    def __init__(self):
        self.mails, self.kills_at, self.victims = [], None, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd calls
        self.mails.append(message_from_bytes(envelope.content))
        if len(self.mails) == self.kills_at:
            for victim in self.victims:
                os.kill(victim.pid, signal.SIGKILL)
        return "250 OK"

    def seen(self):
        return Counter(letter["Message-ID"] for letter in self.mails)


@pytest.fixture
def postbox():
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def run(settings):
    """Starts a process of its own, which may be killed."""
    started = []

    def start(deed, *arguments):
        process = PROCESSES.Process(target=deed, args=(replace(settings, testing=False), *arguments))
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.join()


@pytest.fixture
def let_go(run, postbox):
    """So many postmen begin at the same moment; returns them when all have ended."""

    def begin_together(number=1, kills_at=None):
        ready = PROCESSES.Barrier(number + 1)
        postmen = [run(deliver, postbox.port, ready) for _ in range(number)]
        postbox.kills_at, postbox.victims = kills_at, postmen
        ready.wait(PATIENCE)
        for each in postmen:
            each.join(PATIENCE)
        return postmen

    return begin_together


@pytest.fixture
def killed_writer(cast, run):
    """Carla's five answers to Ana and Ben are committed; then the process was killed."""
    talk = begin(cast.ana, cast.city_library)
    with transaction() as session:
        session.execute(update(OutboxMail).values(sent_at=clock.now()))
    writer = run(write_and_die, cast.carla.user.id, cast.city_library.id, talk.id)
    writer.join(PATIENCE)
    assert writer.exitcode == -signal.SIGKILL
    db.session.rollback()
    return talk


def waiting():
    db.session.rollback()
    found = select(OutboxMail).where(OutboxMail.sent_at.is_(None))
    return list(db.session.scalars(found))


def test_mails_survive_a_kill_between_commit_and_sending_and_several_workers_send_each_once(
    app, cast, killed_writer, let_go, postbox
):
    assert len(notices_of(cast.ana)) == len(notices_of(cast.ben)) == 5
    assert len(waiting()) == 10

    assert [each.exitcode for each in let_go(3)] == [0, 0, 0]

    assert waiting() == []
    assert len(postbox.mails) == 10
    assert set(postbox.seen().values()) == {1}
    assert Counter(letter["To"] for letter in postbox.mails) == {"ana@example.org": 5, "ben@example.org": 5}


def test_a_worker_killed_while_it_sends_loses_nothing_and_the_one_mail_in_doubt_is_known_again(
    app, cast, killed_writer, let_go, postbox
):
    [killed] = let_go(kills_at=4)
    assert killed.exitcode == -signal.SIGKILL
    assert len(waiting()) == 7

    let_go()
    assert len(waiting()) == 1  # in doubt: it is left alone for ten minutes
    assert set(postbox.seen().values()) == {1}
    with transaction() as session:
        session.execute(update(OutboxMail).where(OutboxMail.sent_at.is_(None)).values(due_at=clock.now()))
    let_go()

    assert waiting() == []
    assert len(postbox.seen()) == 10
    assert sorted(postbox.seen().values()) == [1] * 9 + [2]
