"""Eight people at the same moment, through HTTP, on a server of several processes: who gets the room?

`race` plays rounds of one case and says what went wrong; the tests play 50 of each, `tests/benchmarks/lending.py` as
many as one likes.
"""

import http.client
import re
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any

import rooms
from flask import Flask
from flask import session as flask_session
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import session as accounts_session
from kiknet.booking.models import BookingSlot
from kiknet.booking.service import requests
from kiknet.booking.slot import Slot
from kiknet.db import db

CROWD = 8
Press = Callable[["Person"], "Answer"]


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str

    @property
    def has_alternatives(self) -> bool:
        return 'id="statt-dessen"' in self.text


class Person:
    """Somebody signed in, with a browser of their own."""

    def __init__(self, app: Flask, port: int, acting: Any) -> None:
        self.port, self.token = port, ""
        with app.app_context(), app.test_request_context():
            accounts_session.begin(db.session.merge(acting.user), "Testbrowser")
            kept = {**flask_session, "acting_for": acting.organisation_id}
        self.cookie: str = app.session_interface.get_signing_serializer(app).dumps(kept)

    def send(self, path: str, **fields: Any) -> Answer:
        """A form, with the token of a page looked at before."""
        if not self.token:
            page = self.open("GET", "/mein/konto")
            self.token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        return self.open("POST", path, urllib.parse.urlencode({**fields, "csrf_token": self.token}))

    def open(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": f"kiknet={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("kiknet="):
                self.cookie = cookie.split(";")[0].removeprefix("kiknet=")
        connection.close()
        return Answer(answer.status, answer.headers.get("Location", ""), text)


def at_once(people: list[Person], presses: list[Press]) -> list[Answer]:
    ready = Barrier(len(presses))

    def run(person: Person, press: Press) -> Answer:
        ready.wait()
        return press(person)

    with ThreadPoolExecutor(len(presses)) as crowd:
        return list(crowd.map(run, people, presses))


def slot_on(round_: int, starts: float, ends: float) -> Slot:
    """Each round has three weeks of its own."""
    day = datetime.combine(clock.today() + timedelta(days=30 + 21 * round_), datetime.min.time())
    return Slot(*(clock.from_local(day + timedelta(hours=hour)) for hour in (starts, ends)))


def booking(resource_id: int, slot: Slot, **more: Any) -> Press:
    fields = _times(slot) | {"purpose": "Probe", "quantity": "1"} | more
    return lambda person: person.send(f"/raeume/{resource_id}/anfrage", **fields)


def _times(slot: Slot) -> dict[str, str]:
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    return {"day": starts.date().isoformat(), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


@dataclass
class Stage:
    """A hall that is booked at once, one that is lent on request, and eight people who want them."""

    hall_id: int
    asked_hall_id: int
    people: list[Person]
    carla: Any

    @classmethod
    def build(cls, app: Flask, port: int, cast: Any) -> "Stage":
        hall = rooms.offered(cast.ana, mode="instant", hours=())
        asked = rooms.offered(cast.ana, title="Saal auf Anfrage", hours=())
        people = [Person(app, port, who) for who in [cast.carla, cast.ben] * (CROWD // 2)]
        return cls(hall.id, asked.id, people, cast.carla)


def same(stage: Stage, n: int) -> list[Press]:
    return [booking(stage.hall_id, slot_on(n, 14, 16))] * CROWD


def overlapping(stage: Stage, n: int) -> list[Press]:
    return [booking(stage.hall_id, slot_on(n, 10 + k / 4, 12 + k / 4)) for k in range(CROWD)]


def contained(stage: Stage, n: int) -> list[Press]:
    return [booking(stage.hall_id, slot_on(n, 14 - k / 2, 15 + k / 2)) for k in range(CROWD)]


def touching(stage: Stage, n: int) -> list[Press]:
    return [booking(stage.hall_id, slot_on(n, 8 + k, 9 + k)) for k in range(CROWD)]


def repeated(stage: Stage, n: int) -> list[Press]:
    """Four want three weeks in a row, four the second of them."""
    first = slot_on(n, 14, 16)
    until = (clock.to_local(first.starts_at) + timedelta(days=14)).date().isoformat()
    second = slot_on(n, 14 + 7 * 24, 16 + 7 * 24)
    return [booking(stage.hall_id, first, every="week", until=until), booking(stage.hall_id, second)] * (CROWD // 2)


def change_against_create(stage: Stage, n: int) -> list[Press]:
    """Four move bookings of theirs to where four others want to book."""
    wanted = slot_on(n, 14, 16)
    presses = []
    for k in range(CROWD // 2):
        old = requests.request_booking(
            stage.carla, rooms.asked_of(stage.hall_id, slot_on(n, 6 + k, 7 + k), purpose=f"Alt {k}")
        )
        path = f"/buchungen/{old.id}/{old.slots[0].id}/aenderung"
        presses += [lambda person, path=path: person.send(path, **_times(wanted)), booking(stage.hall_id, wanted)]
    db.session.rollback()
    return presses


def confirm_against_confirm(stage: Stage, n: int) -> list[Press]:
    presses = []
    for k in range(CROWD):
        wanted = rooms.asked_of(stage.asked_hall_id, slot_on(n, 14, 16), purpose=f"Anfrage {k}")
        path = f"/buchungen/{requests.request_booking(stage.carla, wanted).id}/antwort"
        presses.append(lambda person, path=path: person.send(path, answer="yes"))
    db.session.rollback()
    return presses


CASES = {
    "same": (same, 1), "overlapping": (overlapping, 1), "contained": (contained, 1), "touching": (touching, CROWD),
    "repeated": (repeated, 1), "change against create": (change_against_create, 1),
    "confirm against confirm": (confirm_against_confirm, 1),
}  # fmt: skip
"""What they do, and how many of the eight get what they want."""


def race(stage: Stage, case: str, rounds: int, first: int = 0, deciders: list[Person] | None = None) -> list[str]:
    """Play `rounds` of a case, numbered from `first`; a line for everything that should not have happened."""
    presses, winners = CASES[case]
    people = deciders or stage.people
    return [
        f"{case}, round {n}: {line}"
        for n in range(first, first + rounds)
        for line in _wrong(at_once(people, presses(stage, n)), winners, may_be_settled=deciders is not None)
    ]


def _wrong(answers: list[Answer], winners: int, *, may_be_settled: bool) -> Iterator[str]:
    won = [answer for answer in answers if answer.status == 303]
    if len(won) != winners:
        yield f"{len(won)} got it: {sorted(answer.status for answer in answers)}"
    for answer in answers:
        if answer.status not in ({303, 409, 422} if may_be_settled else {303, 422}):
            yield f"answered {answer.status}"
        if answer.status == 422 and not answer.has_alternatives:
            yield "refused without alternatives"


def promised_twice() -> int:
    """How many pairs of confirmed slots of a room overlap."""
    found = select(BookingSlot).where(BookingSlot.state == "confirmed")
    slots = sorted(db.session.scalars(found), key=lambda s: (s.resource_id, s.blocks_from))
    pairs = pairwise(slots)
    return sum(a.resource_id == b.resource_id and a.block.overlaps(b.block) for a, b in pairs)
