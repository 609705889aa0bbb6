"""Eight people at the same moment, through HTTP, on a server of several processes: who gets the room?

`race` plays rounds of one case and says what went wrong; the tests play 50 of each, `tests/benchmarks/lending.py` as
many as one likes.
"""

import http.client
import re
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from threading import Barrier
from typing import Any

import rooms
from flask import Flask
from flask import session as flask_session
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import session as accounts_session
from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.slot import Slot
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction

CROWD, CLICKS, PATIENCE = 8, 20, 0.5
"""A server closes a connection it has not heard of for two seconds; ours is not used again after half a one."""

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
    """Somebody signed in, with a browser of their own that keeps its connection for some clicks."""

    def __init__(self, app: Flask, port: int, acting: Any) -> None:
        self.port, self.token, self.clicks, self.last_click = port, "", 0, 0.0
        self.connection = self._connection()
        with app.app_context(), app.test_request_context():
            accounts_session.begin(db.session.merge(acting.user), "Testbrowser")
            kept = {**flask_session, "acting_for": acting.organisation_id}
        self.cookie: str = app.session_interface.get_signing_serializer(app).dumps(kept)

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def leave(self) -> None:
        self.connection.close()

    def another_tab(self) -> "Person":
        tab = copy(self)
        tab.connection = self._connection()
        return tab

    def send(self, path: str, **fields: Any) -> Answer:
        """A form, with the token of a page looked at before."""
        if not self.token:
            page = self.open("GET", "/mein/konto")
            self.token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        return self.open("POST", path, urllib.parse.urlencode({**fields, "csrf_token": self.token}))

    def open(self, method: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": f"kiknet={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        self.clicks += 1
        if self.clicks % CLICKS == 0 or time.monotonic() - self.last_click > PATIENCE:
            self.connection.close()  # the next one may be answered by another process
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.last_click = time.monotonic()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            if cookie.startswith("kiknet="):
                self.cookie = cookie.split(";")[0].removeprefix("kiknet=")
        return Answer(answer.status, answer.headers.get("Location", ""), text)


@cache
def _crowd() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CROWD)


def at_once(people: list[Person], presses: list[Press]) -> list[Answer]:
    ready = Barrier(len(presses))

    def run(person: Person, press: Press) -> Answer:
        ready.wait()
        return press(person)

    return list(_crowd().map(run, people, presses))


def slot_on(round_: int, starts: float, ends: float) -> Slot:
    """Each round has three weeks of its own."""
    day = datetime.combine(clock.today() + timedelta(days=30 + 21 * round_), datetime.min.time())
    return Slot(*(clock.from_local(day + timedelta(hours=hour)) for hour in (starts, ends)))


def day_on(round_: int, starts: float, ends: float) -> Slot:
    """A day for each round, in rooms of their own: nobody posts an event decades ahead."""
    return slot_on(0, starts + 24 * (round_ % 1500), ends + 24 * (round_ % 1500))


def booking(resource_id: int, slot: Slot, **more: Any) -> Press:
    fields = _times(slot) | {"purpose": "Probe", "quantity": "1"} | more
    return lambda person: person.send(f"/raeume/{resource_id}/anfrage", **fields)


def _times(slot: Slot) -> dict[str, str]:
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    return {"day": starts.date().isoformat(), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


@dataclass
class Stage:
    """A hall that is booked at once, one that is lent on request, some for events, and eight people who want them."""

    hall_id: int
    asked_hall_id: int
    event_hall_ids: list[int]
    people: list[Person]
    carla: Any
    moving_ids: list[int] = field(default_factory=list)

    @classmethod
    def build(cls, app: Flask, port: int, cast: Any) -> "Stage":
        hall = rooms.offered(cast.ana, mode="instant", hours=())
        asked = rooms.offered(cast.ana, title="Saal auf Anfrage", hours=())
        people = [Person(app, port, who) for who in [cast.carla, cast.ben] * (CROWD // 2)]
        others = [rooms.offered(cast.ana, title=f"Saal {n}", mode="instant", hours=()).id for n in range(3)]
        return cls(hall.id, asked.id, others, people, cast.carla)


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
    for old in _enter(stage, stage.hall_id, "confirmed", [slot_on(n, 6 + k, 7 + k) for k in range(4)]):
        path = f"/buchungen/{old.booking_id}/{old.id}/aenderung"
        presses += [lambda person, path=path: person.send(path, **_times(wanted)), booking(stage.hall_id, wanted)]
    return presses


def confirm_against_confirm(stage: Stage, n: int) -> list[Press]:
    """Eight requests for the same time, each answered yes by somebody else of the house."""
    waiting = _enter(stage, stage.asked_hall_id, "requested", [slot_on(n, 14, 16)] * CROWD)
    paths = [f"/buchungen/{each.booking_id}/antwort" for each in waiting]
    return [lambda person, path=path: person.send(path, answer="yes") for path in paths]


def posting(resource_id: int, slot: Slot) -> Press:
    """An event in that room; everybody writes their own."""
    fields = {"title": "Probe", "room": str(resource_id), "then": "publish", **_typed(slot)}
    return lambda person: person.send("/mein/veranstaltungen/neu", **fields)


def _typed(slot: Slot) -> dict[str, str]:
    times = _times(slot)
    return {"first_day": times.pop("day"), **times}


def posting_at_once(stage: Stage, n: int) -> list[Press]:
    return [posting(stage.event_hall_ids[0], day_on(n, 14, 16))] * CROWD


def posting_against_booking(stage: Stage, n: int) -> list[Press]:
    """Four post with the room for 14 to 16 h, four book it from 15 h."""
    hall = stage.event_hall_ids[1]
    return [posting(hall, day_on(n, 14, 16)), booking(hall, day_on(n, 15, 17))] * (CROWD // 2)


def moving_against_posting(stage: Stage, n: int) -> list[Press]:
    """Four move events of theirs, with their room, from where they stand to where four others post."""
    wanted, hall, presses = day_on(n, 14, 16), stage.event_hall_ids[2], []
    if not stage.moving_ids:
        stage.moving_ids = [_posted(stage, hall, day_on(n, 6 + k, 7 + k)) for k in range(CROWD // 2)]
    for event in db.session.scalars(select(Event).where(Event.id.in_(stage.moving_ids)).order_by(Event.id)):
        fields = {"title": event.title, "room": str(hall), "version": str(event.revision), **_typed(wanted)}
        path = f"/mein/veranstaltungen/{event.id}/bearbeiten"
        presses += [lambda person, path=path, fields=fields: person.send(path, **fields), posting(hall, wanted)]
    db.session.rollback()
    return presses


def _posted(stage: Stage, room_id: int, slot: Slot) -> int:
    starts, ends = clock.to_local(slot.starts_at), clock.to_local(slot.ends_at)
    draft = EventDraft(title="Zieht um", starts_local=starts, ends_local=ends, room_id=room_id)
    return post_event(stage.carla, draft).id


def _enter(stage: Stage, resource_id: int, state: str, slots: list[Slot]) -> list[BookingSlot]:
    """Carla's, as rows: asking for each through the service would take longer than the race."""
    with transaction() as session:
        rows = [
            BookingSlot(
                booking=Booking(
                    organisation_id=stage.carla.organisation_id, created_by_id=stage.carla.user.id, purpose="Probe"
                ),
                resource_id=resource_id, state=state, starts_at=slot.starts_at, ends_at=slot.ends_at,
                blocks_from=slot.starts_at, blocks_until=slot.ends_at,
            )
            for slot in slots
        ]  # fmt: skip
        session.add_all(rows)
    return rows


CASES = {
    "same": (same, 1), "overlapping": (overlapping, 1), "contained": (contained, 1), "touching": (touching, CROWD),
    "repeated": (repeated, 1), "change against create": (change_against_create, 1),
    "confirm against confirm": (confirm_against_confirm, 1),
    "posting": (posting_at_once, 1), "posting against booking": (posting_against_booking, 1),
    "moving against posting": (moving_against_posting, 1),
}  # fmt: skip
"""What they do, and how many of the eight get what they want."""


def race(
    stage: Stage,
    case: str,
    rounds: int,
    first: int = 0,
    deciders: list[Person] | None = None,
    seen: Counter[str] | None = None,
) -> list[str]:
    """Play `rounds` of a case, numbered from `first`; a line for everything that should not have happened.

    What happened is counted in `seen`.
    """
    presses, winners = CASES[case]
    wrong = []
    for n in range(first, first + rounds):
        answers = at_once(deciders or stage.people, presses(stage, n))
        wrong += [f"{case}, round {n}: {line}" for line in _wrong(answers, winners)]
        if seen is not None:
            seen.update(map(_outcome, answers))
    return wrong


def _outcome(answer: Answer) -> str:
    if answer.status == 303:
        return "got it"
    return f"refused ({answer.status}) with{'' if answer.has_alternatives else 'out'} alternatives"


def _wrong(answers: list[Answer], winners: int) -> Iterator[str]:
    won = [answer for answer in answers if answer.status == 303]
    if len(won) != winners:
        yield f"{len(won)} got it: {sorted(answer.status for answer in answers)}"
    for answer in answers:
        if answer.status not in {303, 409, 422}:
            yield f"answered {answer.status}"
        elif answer.status != 303 and not answer.has_alternatives:
            yield f"refused ({answer.status}) without alternatives"


def promised_twice() -> int:
    """How many pairs of confirmed slots of a room overlap."""
    found = select(BookingSlot).where(BookingSlot.state == "confirmed")
    slots = sorted(db.session.scalars(found), key=lambda s: (s.resource_id, s.blocks_from))
    pairs = pairwise(slots)
    return sum(a.resource_id == b.resource_id and a.block.overlaps(b.block) for a, b in pairs)
