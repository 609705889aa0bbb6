"""The same room wanted by eight at the same moment, on a real server of several processes."""

import socket

import cast as our_cast
import pytest
import room_races
from room_races import CASES, Person, Stage, promised_twice, race
from serving import kill, start
from sqlalchemy import func, select
from tables import empty_every_table

from kiknet.booking.models import Booking
from kiknet.db import db

ROUNDS = 50


@pytest.fixture(scope="module")
def served(_app, settings):
    """A server beside the tests, on their database; the stage is built once, for rounds do not meet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with _app.app_context():
        empty_every_table()
        cast = our_cast.enter()
        server = start(settings, port)
        stage, owners = Stage.build(_app, port, cast), [Person(_app, port, cast.ana) for _ in range(room_races.CROWD)]
        yield stage, owners
        for person in [*stage.people, *owners]:
            person.leave()
        kill(server)
        empty_every_table()


@pytest.mark.parametrize("number", range(len(CASES)), ids=list(CASES))
def test_of_eight_at_once(served, number):
    stage, owners = served
    case = list(CASES)[number]
    deciders = owners if case.startswith("confirm") else None

    assert race(stage, case, ROUNDS, first=number * ROUNDS, deciders=deciders) == []

    db.session.rollback()
    assert promised_twice() == 0


def test_eight_taps_on_the_same_button_are_one_booking(served):
    stage, _owners = served
    before = db.session.scalar(select(func.count()).select_from(Booking))
    carlas = [each for one in stage.people[::2] for each in (one, one.another_tab())]
    wanted = room_races.slot_on(1000, 14, 16)
    key = "3e0e5a9c-6d3c-4a5e-9a3c-8c8a1a1f0b11"

    answers = room_races.at_once(carlas, [room_races.booking(stage.hall_id, wanted, key=key)] * 8)
    for tab in carlas:
        tab.leave()

    db.session.rollback()
    assert {answer.status for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert db.session.scalar(select(func.count()).select_from(Booking)) == before + 1
