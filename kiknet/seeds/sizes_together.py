"""Any number of cooperations in a made-up network: their partners, what has come of them, the events they held."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text, update

from kiknet import clock, revisions
from kiknet.calendar.models import Event
from kiknet.cooperations.models import Cooperation, CooperationEntry, CooperationPartner, Outcome
from kiknet.cooperations.states import OPEN
from kiknet.db import db, is_sqlite
from kiknet.organisations.models import Organisation
from kiknet.seeds import made_up_cooperations as made_up
from kiknet.vocabulary.models import District

BATCH = 500
LASTED = timedelta(days=120)
HOLD_EVENTS = frozenset({"planning", "active", "completed"})
EVENTS_AFTER = (30, 37, 51)
"""So many days after its beginning a cooperation has an event."""

Row = dict[str, Any]


def add(organisations: Sequence[Organisation], *, cooperations: int, seed: int, today: date, event_on: Any) -> None:
    """Inside a transaction: that many, evenly over ten years.

    `event_on(day, n)` is the id of an event of that day, or None; which of them depends on `n`.
    """
    first_id = int(db.session.scalar(select(func.coalesce(func.max(Cooperation.id), 0))) or 0) + 1
    districts, revision = list(db.session.scalars(select(District.number).order_by(District.number))), revisions.stamp()
    for first in range(0, cooperations, BATCH):
        made: list[Row] = []
        for number in range(first, min(first + BATCH, cooperations)):
            day = made_up.began(number, cooperations, today)
            row: Row = {"id": first_id + number, "day": day, "number": number}
            made.append(row | made_up.cooperation(seed, number, day, today, districts))
        people = {row["id"]: made_up.partners(seed, row["number"], row["state"], len(organisations)) for row in made}
        leads = {number: organisations[rows[0][0]].id for number, rows in people.items()}
        _insert(Cooperation, (_columns(row, leads[row["id"]], revision) for row in made))
        _insert(CooperationPartner, (each for row in made for each in _partners(row, people[row["id"]], organisations)))
        _insert(CooperationEntry, (_entry(row, leads[row["id"]]) for row in made))
        _insert(Outcome, (_outcome(row, seed) for row in made if row["state"] == "completed"))
        _link([(event, row["id"]) for row in made for event in _events(row, event_on)])
    if not is_sqlite() and cooperations:  # we chose the ids ourselves; PostgreSQL's counter must know
        counter = text("SELECT setval(pg_get_serial_sequence('cooperations', 'id'), :last)")
        db.session.execute(counter, {"last": first_id + cooperations - 1})


def _columns(row: Row, lead: int, revision: int) -> Row:
    began = clock.midnight(row["day"])
    ended = None if row["state"] in OPEN else began + LASTED
    given = {name: value for name, value in row.items() if name not in {"day", "number"}}
    return given | {
        "initiator_id": lead, "revision": revision, "created_at": began, "changed_at": ended or began,
        "touched_at": ended or began, "ended_at": ended,
        "outcome_asked_at": ended if row["state"] == "completed" else None,
    }  # fmt: skip


def _partners(
    row: Row, people: list[tuple[int, str, str, str]], organisations: Sequence[Organisation]
) -> Iterator[Row]:
    began = clock.midnight(row["day"])
    for which, role, state, contribution in people:
        yield {
            "cooperation_id": row["id"], "organisation_id": organisations[which].id, "role": role, "state": state,
            "contribution": contribution, "created_at": began, "answered_at": began,
        }  # fmt: skip


def _entry(row: Row, lead: int) -> Row:
    began = clock.midnight(row["day"])
    said = {"origin": row["origin"]}
    return {"cooperation_id": row["id"], "organisation_id": lead, "deed": "found", "said": said, "created_at": began}


def _outcome(row: Row, seed: int) -> Row:
    written = clock.midnight(row["day"]) + LASTED
    return {"cooperation_id": row["id"], "created_at": written, **made_up.outcome(seed, row["number"])}


def _events(row: Row, event_on: Any) -> Iterator[int]:
    if row["state"] in HOLD_EVENTS:
        found = (event_on(row["day"] + timedelta(days=days), row["number"]) for days in EVENTS_AFTER)
        yield from (event for event in found if event is not None)


def _link(pairs: list[tuple[int, int]]) -> None:
    if pairs:
        theirs = update(Event.__table__).where(Event.__table__.c.id == bindparam("event"))  # type: ignore[arg-type]
        rows = [{"event": event, "cooperation": cooperation} for event, cooperation in pairs]
        db.session.connection().execute(theirs.values(cooperation_id=bindparam("cooperation")), rows)


def _insert(model: Any, rows: Iterator[Row]) -> None:
    if listed := list(rows):
        db.session.execute(insert(model.__table__), listed)
