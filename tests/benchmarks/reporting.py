"""A report over ten years with 20,000 events and 2,000 cooperations.

    PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/reporting.py [--postgresql] [--explain]

On SQLite in a temporary folder, with `--postgresql` on a throw-away cluster, or on `KIKNET_DATABASE_URL` (an empty
database of its own). Says what counting everything costs, and the list behind the largest number; with `--explain` also
how the database finds the rows of the slowest statements. Exit status 1 if the goal is missed.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import cast as our_cast
from lending import network
from measures import taken_over, whole
from sqlalchemy import event, func, insert, select, text, update

from kiknet import clock, throwaway
from kiknet.booking.models import BookingSlot
from kiknet.calendar.models import Event, Occurrence
from kiknet.concept.models import Measure, MeasureLink
from kiknet.cooperations.models import Cooperation, CooperationPartner, Outcome
from kiknet.cooperations.states import STATES
from kiknet.db import db, is_sqlite, transaction
from kiknet.organisations.models import Organisation
from kiknet.pools.models import Pool, PoolRequest
from kiknet.reports import figures, lines
from kiknet.reports.gathering import gather
from kiknet.reports.periods import Period
from kiknet.seeds import sizes

EVENTS, COOPERATIONS, LINKS, BOOKINGS, LISTINGS, REQUESTS = 20_000, 2_000, 3_000, 20_000, 5_000, 5_000
YEARS, ROUNDS, MOST_SECONDS, EXPLAINED = 10, 7, 1.0, 5


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--explain", action="store_true")
    asked.add_argument("--postgresql", action="store_true", help="on a cluster made for this alone")
    chosen = asked.parse_args()
    if not chosen.postgresql:
        return _report(explains=chosen.explain)
    with throwaway.cluster(throwaway.programs()) as url:
        os.environ["KIKNET_DATABASE_URL"] = url
        return _report(explains=chosen.explain)


def _report(*, explains: bool) -> int:
    with network() as (app, _settings, cast), app.test_request_context():
        _fill(cast)
        today = clock.today()
        decade = Period(today.replace(year=today.year - YEARS), today)
        whole_report = _timed(lambda: gather(decade, clock.now()))
        found = gather(decade, clock.now())
        print(", ".join(f"{each['key']} {each['number']}" for each in found["figures"]))
        dates = figures.BY_KEY["termine"]
        one_list = _timed(lambda: lines.page(dates, dates.things(decade.until(clock.now())), 1, None))
        print(f"report over {YEARS} years: {whole_report * 1000:.0f} ms; a list behind it: {one_list * 1000:.0f} ms")
        if explains:
            _explain(decade)
    return int(whole_report > MOST_SECONDS)


def _timed(deed: Callable[[], Any]) -> float:
    """The median, after once to warm up: processor time where the database is part of us, otherwise the clock's."""
    watch, times = time.process_time if is_sqlite() else time.perf_counter, []
    for _round in range(ROUNDS + 1):
        db.session.rollback()
        db.session.expire_all()
        began = watch()
        deed()
        times.append(watch() - began)
    return statistics.median(times[1:])


def _fill(cast: our_cast.Cast) -> None:
    chance, today = random.Random(1), clock.today()
    sizes.fill(organisations=85, events=EVENTS, rooms=50, bookings=BOOKINGS, listings=LISTINGS, seed=1, today=today)
    missing, table = whole()
    with transaction() as session:
        known = set(session.scalars(select(type(missing[0]).key)))
        session.add_all(field for field in missing if field.key not in known)
    version = taken_over(cast.olga, table=table)
    with transaction() as session:
        session.execute(update(BookingSlot).values(state="confirmed"))
        owners = list(session.scalars(select(Organisation.id).where(Organisation.state == "active")))
        events = list(session.scalars(select(Event.id)))
        measures = list(session.scalars(select(Measure.id).where(Measure.version_id == version.id)))
        cooperations = session.scalars(
            insert(Cooperation).returning(Cooperation.id),
            [_cooperation(chance, owners, today) for _ in range(COOPERATIONS)],
        ).all()
        _partners(chance, cooperations, owners)
        for number in cooperations:
            session.execute(update(Event).where(Event.id == chance.choice(events)).values(cooperation_id=number))
        pairs = {(chance.choice(events), chance.choice(measures)) for _ in range(LINKS)}
        session.execute(
            insert(MeasureLink),
            [
                {"kind": "event", "thing_id": thing, "measure_id": measure, "state": "confirmed"}
                for thing, measure in pairs
            ],
        )
        _requests(chance, owners, today)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    held = db.session.scalar(select(func.count()).select_from(Occurrence))
    print(f"{len(events)} events with {held} dates, {len(cooperations)} cooperations, {len(pairs)} links")


def _long_ago(chance: random.Random, today: date) -> Any:
    return clock.midnight(today - timedelta(days=chance.randrange(1, YEARS * 365))) + timedelta(hours=10)


def _cooperation(chance: random.Random, owners: list[int], today: date) -> dict[str, Any]:
    begun, state = _long_ago(chance, today), chance.choice(STATES)
    is_over = state in {"completed", "cancelled", "archived"}
    return {
        "title": "Fest", "initiator_id": chance.choice(owners), "state": state, "created_at": begun,
        "touched_at": begun,
        "ended_at": min(begun + timedelta(days=200), clock.now()) if is_over else None,
        "fields": [chance.choice(["sprache-bildung", "gesundheit-pflege"])], "audiences": ["parents"],
        "district_number": 40,
    }  # fmt: skip


def _partners(chance: random.Random, cooperations: Any, owners: list[int]) -> None:
    now = clock.now()
    db.session.execute(
        insert(CooperationPartner),
        [
            {"cooperation_id": number, "organisation_id": owner, "state": "accepted", "created_at": now}
            for number in cooperations
            for owner in chance.sample(owners, 3)
        ],
    )
    db.session.execute(
        insert(Outcome),
        [
            {"cooperation_id": number, "people_reached": chance.randrange(500), "created_at": now}
            for number in cooperations
            if chance.random() < 0.6
        ],
    )


def _requests(chance: random.Random, owners: list[int], today: date) -> None:
    pool = Pool(organisation_id=owners[0], kind="interpreters")
    db.session.add(pool)
    db.session.flush()
    rows = [
        {
            "pool_id": pool.id, "organisation_id": chance.choice(owners), "language": chance.choice(["uk", "ar", "tr"]),
            "topic": "health", "urgency": "normal", "where": "ours", "day": today, "starts": clock.now().time(),
            "minutes": 60, "state": chance.choice(["yes", "no"]), "created_at": _long_ago(chance, today),
        }
        for _ in range(REQUESTS)
    ]  # fmt: skip
    db.session.execute(insert(PoolRequest), rows)


def _explain(decade: Period) -> None:
    """The slowest statements, and how their rows are found."""
    seen: list[tuple[float, str, Any]] = []
    began = [0.0]

    def start(*_given: Any) -> None:
        began[0] = time.perf_counter()

    def end(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((time.perf_counter() - began[0], statement, parameters))

    event.listen(db.engine, "before_cursor_execute", start)
    event.listen(db.engine, "after_cursor_execute", end)
    gather(decade, clock.now())
    event.remove(db.engine, "before_cursor_execute", start)
    event.remove(db.engine, "after_cursor_execute", end)
    word = "EXPLAIN QUERY PLAN" if is_sqlite() else "EXPLAIN (ANALYZE)"
    print(f"{len(seen)} statements, {sum(took for took, *_rest in seen) * 1000:.0f} ms in the database")
    for took, statement, parameters in sorted(seen, key=lambda each: -each[0])[:EXPLAINED]:
        print(f"\n{took * 1000:.0f} ms  {statement}")
        for row in db.session.connection().exec_driver_sql(f"{word} {statement}", parameters):
            print("   ", row[-1])


if __name__ == "__main__":
    sys.exit(main())
