"""The server is killed while people write: every entry that was confirmed on a screen is there afterwards."""

import re
import socket
import time
import urllib.parse
import urllib.request
from datetime import timedelta
from http.client import HTTPException
from http.cookiejar import CookieJar
from threading import Thread

import cast as our_cast
import pytest
from serving import kill, start
from sqlalchemy import select, text

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.calendar.kept_models import EventText, EventWords
from kiknet.calendar.models import Event, Occurrence
from kiknet.db import db, transaction

ROUNDS = 3
FEWEST = 4  # entries each has posted when the server is killed, in the middle of the next


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait_until(done):
    for _ in range(600):
        if done():
            return
        time.sleep(0.1)


class Writer(Thread):
    """Somebody who signs in and posts one event after the other until the server is gone."""

    def __init__(self, port, email, name):
        super().__init__()
        self.site, self.email, self.name_, self.confirmed = f"http://127.0.0.1:{port}", email, name, []
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def send(self, path, **fields):
        with self.browser.open(self.site + path, timeout=20) as page:
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())[1]
        data = urllib.parse.urlencode({"csrf_token": token, **fields}).encode()
        with self.browser.open(self.site + path, data, timeout=20) as answer:
            answer.read()
            return answer.url

    def run(self):
        self.send("/anmelden", email=self.email, password=our_cast.PASSWORD)
        day = (clock.today() + timedelta(days=30)).isoformat()
        number = 0
        while True:
            title = f"{self.name_} {number}"
            try:
                where = self.send(
                    "/mein/veranstaltungen/neu", title=title, first_day=day, starts="18:00", ends="20:00",
                    place_name="The Hall", audiences="everyone", then="publish", visibility="public",
                    scheduling="confirmed", cost="free", registration="none", place_wheelchair="unknown",
                )  # fmt: skip
            except (OSError, HTTPException):
                return
            assert "/veranstaltungen/" in where
            self.confirmed.append(title)
            number += 1


def test_nothing_that_was_confirmed_is_lost_when_the_server_is_killed(app, cast, settings, port):
    with transaction():
        for person in (cast.ana, cast.carla):
            accounts.set_password(person.user, our_cast.PASSWORD)
    emails = [cast.ana.user.email, cast.carla.user.email]
    db.session.remove()
    confirmed = []

    for number in range(ROUNDS):
        server = start(settings, port)
        writers = [Writer(port, email, f"Runde {number} von {email}") for email in emails]
        for writer in writers:
            writer.start()
        _wait_until(lambda crowd=writers: all(len(writer.confirmed) >= FEWEST for writer in crowd))
        kill(server)
        for writer in writers:
            writer.join(30)
            confirmed += writer.confirmed

    assert len(confirmed) >= ROUNDS * FEWEST * len(emails)
    kept = set(db.session.scalars(select(Event.title).where(Event.publication == "published")))
    assert set(confirmed) <= kept
    with_everything = select(Event.id).join(Occurrence).join(EventText).join(EventWords)
    assert len(db.session.scalars(with_everything).all()) == len(db.session.scalars(select(Event.id)).all())
    if db.engine.dialect.name == "sqlite":
        assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
