"""Processes die at the worst moment: no mail is lost, and none goes out twice."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select, update
from talks import begin, notices_of

from kiknet import clock
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail

WRITER = """
import os, signal, sys
from kiknet.app import create_app
from kiknet.accounts.models import User
from kiknet.conversations import service
from kiknet.conversations.models import Conversation
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

with create_app().app_context():
    by = Acting(db.session.get(User, int(sys.argv[1])), db.session.get(Organisation, int(sys.argv[2])), "admin")
    talk = db.session.get(Conversation, int(sys.argv[3]))
    for number in range(5):
        service.write(by, talk, f"Nummer {number}")
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""Somebody's request: everything is committed, nothing is sent, and the process is gone."""

POSTMAN = """
import sys
from kiknet import postman
from kiknet.app import create_app

with create_app().app_context():
    print("ready", flush=True)
    sys.stdin.readline()
    while postman.deliver_waiting(postman.smtp_sender(sys.argv[1], "kiknet <post@example.org>")):
        pass
"""
"""What a worker does once a minute."""


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
    environ = os.environ | {
        "KIKNET_ENV": "development", "KIKNET_INSTANCE": str(settings.instance), "PYTHONPATH": os.getcwd(),
        "KIKNET_DATABASE_URL": settings.database_url, "KIKNET_SECRET_KEY": settings.secret_key,
        "KIKNET_BASE_URL": "http://localhost",
    }  # fmt: skip
    started = []

    def start(script, *arguments):
        command = [sys.executable, "-c", script, *map(str, arguments)]
        process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def let_go(postmen):
    """All of them begin at the same moment."""
    for postman in postmen:
        assert postman.stdout.readline() == "ready\n"
    for postman in postmen:
        postman.stdin.write("\n")
        postman.stdin.flush()
    for postman in postmen:
        postman.wait(60)


@pytest.fixture
def killed_writer(cast, run):
    """Carla's five answers to Ana and Ben are committed; then the process was killed."""
    talk = begin(cast.ana, cast.city_library)
    with transaction() as session:
        session.execute(update(OutboxMail).values(sent_at=clock.now()))
    writer = run(WRITER, cast.carla.user.id, cast.city_library.id, talk.id)
    assert writer.wait(60) == -signal.SIGKILL
    db.session.rollback()
    return talk


def waiting():
    db.session.rollback()
    found = select(OutboxMail).where(OutboxMail.sent_at.is_(None))
    return list(db.session.scalars(found))


def test_mails_survive_a_kill_between_commit_and_sending_and_several_workers_send_each_once(
    app, cast, killed_writer, run, postbox
):
    assert len(notices_of(cast.ana)) == len(notices_of(cast.ben)) == 5
    assert len(waiting()) == 10

    let_go([run(POSTMAN, f"smtp://127.0.0.1:{postbox.port}") for _ in range(3)])

    assert waiting() == []
    assert len(postbox.mails) == 10
    assert set(postbox.seen().values()) == {1}
    assert Counter(letter["To"] for letter in postbox.mails) == {"ana@example.org": 5, "ben@example.org": 5}


def test_a_worker_killed_while_it_sends_loses_nothing_and_the_one_mail_in_doubt_is_known_again(
    app, cast, killed_writer, run, postbox
):
    postman = run(POSTMAN, f"smtp://127.0.0.1:{postbox.port}")
    postbox.kills_at, postbox.victims = 4, [postman]
    let_go([postman])
    assert postman.returncode == -signal.SIGKILL
    assert len(waiting()) == 7

    let_go([run(POSTMAN, f"smtp://127.0.0.1:{postbox.port}")])
    assert len(waiting()) == 1  # in doubt: it is left alone for ten minutes
    assert set(postbox.seen().values()) == {1}
    with transaction() as session:
        session.execute(update(OutboxMail).where(OutboxMail.sent_at.is_(None)).values(due_at=clock.now()))
    let_go([run(POSTMAN, f"smtp://127.0.0.1:{postbox.port}")])

    assert waiting() == []
    assert len(postbox.seen()) == 10
    assert sorted(postbox.seen().values()) == [1] * 9 + [2]
