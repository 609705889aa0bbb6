"""Rooms under pressure: races by the thousand.

    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/lending.py --rounds 1000
    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/lending.py --rounds 1000 --postgresql

On SQLite in a temporary folder, with `--postgresql` on a throw-away cluster, or on `KIKNET_DATABASE_URL` (an empty
database of its own). Exit status 1 if anything happened that should not have.
"""

import argparse
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cast as our_cast
import room_races
from flask import Flask
from serving import kill, start

from kiknet import throwaway
from kiknet.app import create_app
from kiknet.config import Settings
from kiknet.db import db


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


def play(rounds: int, cases: Sequence[str] = tuple(room_races.CASES)) -> int:
    """Each of the cases so many rounds; returns how many lines went wrong."""
    wrong = 0
    with network() as (app, settings, cast), served(settings) as port:
        stage = room_races.Stage.build(app, port, cast)
        owners = [room_races.Person(app, port, cast.ana) for _ in range(room_races.CROWD)]
        for number, case in enumerate(cases):
            began = time.perf_counter()
            deciders = owners if case.startswith("confirm") else None
            seen: Counter[str] = Counter()
            lines = room_races.race(stage, case, rounds, first=number * rounds, deciders=deciders, seen=seen)
            wrong += len(lines)
            told = ", ".join(f"{number} {what}" for what, number in sorted(seen.items()))
            print(
                f"{case:26} {rounds} rounds, {len(lines)} wrong, {time.perf_counter() - began:.0f} s: {told}",
                *lines[:5],
                sep="\n  ",
                flush=True,
            )
        db.session.rollback()
        twice = room_races.promised_twice()
        print(f"promised twice: {twice}")
    return wrong + twice


def _on_postgresql(rounds: int, cases: Sequence[str]) -> int:
    with throwaway.cluster(throwaway.programs()) as url:
        os.environ["KIKNET_DATABASE_URL"] = url
        return play(rounds, cases)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--postgresql", action="store_true", help="on a cluster made for this alone")
    parser.add_argument("--case", choices=room_races.CASES, action="append", help="only this one; may be repeated")
    chosen = parser.parse_args()
    cases = chosen.case or tuple(room_races.CASES)
    sys.exit(1 if (_on_postgresql if chosen.postgresql else play)(chosen.rounds, cases) else 0)
