"""Rooms under pressure: races by the thousand, and finding a free room among many.

    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/lending.py --rounds 1000
    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/lending.py --find

On SQLite in a temporary folder, or on `KIKNET_DATABASE_URL` (an empty database of its own). Exit status 1 if anything
happened that should not have.
"""

import argparse
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import cast as our_cast
import room_races
import rooms
from flask import Flask
from serving import kill, start

from kiknet import clock
from kiknet.app import create_app
from kiknet.booking.models import Booking, BookingSlot
from kiknet.config import Settings
from kiknet.db import db, transaction

RESOURCES, SLOTS, VISITS = 200, 50_000, 30
QUESTION = "personen=40&merkmal=kitchen&rollstuhl=ja&stadtteil=thingers&von=14:00&bis=18:00"


@contextmanager
def network() -> Iterator[tuple[Flask, Settings, Any]]:
    """An empty network with the people of the tests."""
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("KIKNET_DATABASE_URL") or f"sqlite:///{folder}/rooms.sqlite"
        secret = "a key for benchmarks only, 32 characters"
        settings = Settings(env="development", instance=Path(folder), database_url=url, secret_key=secret, testing=True)
        app = create_app(settings)
        with app.app_context():
            from flask_migrate import upgrade

            upgrade()
            yield app, settings, our_cast.enter()
            db.engine.dispose()


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = start(settings, port)
    try:
        yield port
    finally:
        kill(server)


def play(rounds: int) -> int:
    """Every case so many rounds; returns how many lines went wrong."""
    wrong = 0
    with network() as (app, settings, cast), served(settings) as port:
        stage = room_races.Stage.build(app, port, cast)
        owners = [room_races.Person(app, port, cast.ana) for _ in range(room_races.CROWD)]
        for number, case in enumerate(room_races.CASES):
            began = time.perf_counter()
            deciders = owners if case.startswith("confirm") else None
            lines = room_races.race(stage, case, rounds, first=number * rounds, deciders=deciders)
            wrong += len(lines)
            print(
                f"{case:26} {rounds} rounds, {len(lines)} wrong, {time.perf_counter() - began:.0f} s",
                *lines[:5],
                sep="\n  ",
            )
        db.session.rollback()
        twice = room_races.promised_twice()
        print(f"promised twice: {twice}")
    return wrong + twice


def find() -> int:
    """The time of one search, beside the month page of the same server; 1 if the search takes longer."""
    with network() as (app, settings, cast):
        _fill(cast)
        with served(settings) as port:
            person = room_races.Person(app, port, cast.carla)
            day = (clock.today() + timedelta(days=60)).isoformat()
            search = _median(person, f"/raeume?tag={day}&{QUESTION}")
            month = _median(person, "/kalender?ansicht=monat")
    print(f"search among {RESOURCES} resources with {SLOTS} slots: {search:.1f} ms; an empty month: {month:.1f} ms")
    return 1 if search > month else 0


def _median(person: Any, path: str) -> float:
    times = []
    for _visit in range(VISITS):
        began = time.perf_counter()
        assert person.open("GET", path).status == 200
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _fill(cast: Any) -> None:
    chance = random.Random(1)
    with transaction() as session:
        halls = [
            rooms.offered(cast.ana, title=f"Saal {n}", capacity=chance.randint(10, 120), mode="instant")
            for n in range(RESOURCES)
        ]
        booking = Booking(organisation_id=cast.library.id, purpose="Probe")
        session.add(booking)
        session.flush()
        rows = []
        for number in range(SLOTS):
            hall, days = halls[number % RESOURCES], number // RESOURCES
            slot = rooms.at(*chance.choice([(9, 11), (14, 16), (18, 21)]), days=days - 60)
            rows.append(
                {
                    "booking_id": booking.id, "resource_id": hall.id, "quantity": 1, "state": "confirmed",
                    "starts_at": slot.starts_at, "ends_at": slot.ends_at, "blocks_from": slot.starts_at,
                    "blocks_until": slot.ends_at, "reason": "", "reminders": 0,
                }
            )  # fmt: skip
        session.execute(BookingSlot.__table__.insert(), rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--find", action="store_true", help="time the search instead of playing races")
    chosen = parser.parse_args()
    sys.exit(1 if (find() if chosen.find else play(chosen.rounds)) else 0)
