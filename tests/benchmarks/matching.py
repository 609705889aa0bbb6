"""Matching a new listing on a board of 5,000 and of 50,000 others.

    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/matching.py [--sizes 5000,50000]

On SQLite in a temporary folder, or on `KIKNET_DATABASE_URL` (an empty database of its own). Says what one costs
until its matches are written, beside a bare Flask answer over HTTP ("hello"), and on the big board beside the small.
Both are processor time, of visitor and server together, which hardly depends on what else the machine does. Exit
status 1 if a goal is missed.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import flask
from lending import network
from sqlalchemy import insert
from werkzeug.serving import WSGIRequestHandler, make_server

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.db import db, transaction
from kiknet.matching import live
from kiknet.matching.models import MatchTerm
from kiknet.matching.terms import terms
from kiknet.organisations.models import Organisation

LABELLED = Path(__file__).parent.parent / "matching" / "labelled"
ORGANISATIONS, NEW, MOST_TIMES_HELLO, MOST_GROWTH = 85, 40, 50, 1.5


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--sizes", default="5000,50000")
    sizes = [int(size) for size in asked.parse_args().sizes.split(",")]
    hello = _hello()
    print(f"hello {hello * 1000:.2f} ms")
    medians = []
    for size in sizes:
        with network():
            _fill(size)
            first, times, shown = _write_new()
        medians.append(statistics.median(times))
        slow = sorted(times)[int(0.95 * len(times))]
        print(
            f"{size:6} listings: {medians[-1] * 1000:.1f} ms a new one ({medians[-1] / hello:.0f} × hello), "
            f"95 % within {slow * 1000:.1f} ms, the first {first * 1000:.0f} ms, {shown} matches"
        )
    growth = medians[-1] / medians[0]
    print(f"growth {growth:.2f}")
    return int(medians[0] > MOST_TIMES_HELLO * hello or growth > MOST_GROWTH)


def _hello() -> float:
    app = flask.Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello")
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    visitor = HTTPConnection("127.0.0.1", server.server_port)

    def ask() -> None:
        visitor.request("GET", "/")
        visitor.getresponse().read()

    try:
        return statistics.median(_timed(ask) for _ in range(300))
    finally:
        visitor.close()
        server.shutdown()


class Quiet(WSGIRequestHandler):
    """Keeps its connection open and writes no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_args: Any) -> None: ...


def _timed(deed: Callable[[], Any]) -> float:
    began = time.process_time()
    deed()
    return time.process_time() - began


def _fill(size: int) -> None:
    """A board made of the labelled listings in other words, districts and times; every one in the index."""
    chance = random.Random(1)
    with transaction() as session:
        made = [
            Organisation(slug=f"o{n}", name=f"Verein {n}", kind="culture", state="active", trust="trusted")
            for n in range(ORGANISATIONS)
        ]
        session.add_all(made)
        session.flush()
        owners = [organisation.id for organisation in made]
    patterns = _patterns()
    for begin in range(0, size, 1000):
        with transaction() as session:
            rows = [_row(chance, patterns, owners) for _ in range(min(1000, size - begin))]
            ids = session.scalars(insert(Listing).returning(Listing.id, sort_by_parameter_order=True), rows).all()
            session.execute(
                insert(MatchTerm), [term for n, row in zip(ids, rows, strict=True) for term in _terms(n, row)]
            )


def _patterns() -> list[dict[str, Any]]:
    lines = [
        line for name in ("first", "second", "third") for line in (LABELLED / f"{name}.jsonl").open(encoding="utf-8")
    ]
    return [json.loads(line) for line in lines]


def _row(chance: random.Random, patterns: list[dict[str, Any]], owners: list[int]) -> dict[str, Any]:
    one, other = chance.choice(patterns), chance.choice(patterns)
    slot = {"weekday": chance.choice(["MO", "TU", "WE", "TH", "FR", "SA"]), "from": "14:00", "to": "18:00"}
    return {
        "organisation_id": chance.choice(owners), "direction": one["direction"], "kind": one["kind"],
        "title": one["title"], "text": f"{one['text'] or ''} {other['title']}", "lang": "de", "folded": "",
        "languages": one["languages"], "availability": {"type": "weekly", "slots": [slot]},
        "district_number": None, "topics": one["topics"], "audiences": one["audiences"], "features": one["features"],
        "capacity": one["capacity"], "quantity": one["quantity"], "visibility": "public", "state": "active",
        "valid_until": date(2100, 1, 1), "created_at": clock.now(), "changed_at": clock.now(), "listed_at": clock.now(),
    }  # fmt: skip


def _terms(number: int, row: dict[str, Any]) -> list[dict[str, Any]]:
    stored = {name: value for name, value in row.items() if name != "organisation_id"}
    listing = Listing(id=number, organisation=Organisation(id=row["organisation_id"], state="active"), **stored)
    db.session.expunge_all()
    entry = live.side_of(listing).entry
    found = terms(entry, live.scorer().profile(entry))
    return [{"side": entry.direction, "term": t, "object_id": number, "source": "listing"} for t in found]


def _write_new() -> tuple[float, list[float], int]:
    """New listings, each matched with all others: the first with nothing remembered, then the times of the rest."""
    chance, patterns = random.Random(2), _patterns()
    owner = db.session.query(Organisation).filter(Organisation.slug == "mill").one().id
    live.scorer.cache_clear()
    times, shown = [], 0
    for _ in range(NEW + 1):
        row = _row(chance, patterns, [owner])
        db.session.rollback()
        db.session.expunge_all()
        with transaction() as session:
            (number,) = session.scalars(insert(Listing).returning(Listing.id), [row]).all()
            listing = session.get_one(Listing, number)
            began = time.process_time()
            shown += len(live.renew(listing))
            session.flush()
            times.append(time.process_time() - began)
    return times[0], times[1:], shown


if __name__ == "__main__":
    sys.exit(main())
