"""Made-up networks of any size, for benchmarks: the same seed and day give the same rows.

Every row is worked out from the seed and its own number, so a smaller network is the beginning of a larger one. Ten
events a day (300 a month): four months ahead first, then further and further into the past. Series come on top: each
began within the last half year and goes on, and half of them have dates that differ. Rooms and their bookings are in
`sizes_lending`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from kiknet import clock, i18n, revisions
from kiknet.accounts import passwords
from kiknet.accounts.models import User
from kiknet.calendar import dates, texts, words
from kiknet.calendar.kept_models import EventWords
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.calendar.recurrence import Rule
from kiknet.db import db, is_sqlite, transaction
from kiknet.errors import Rejected
from kiknet.organisations.models import Membership, Organisation
from kiknet.organisations.words import search_text
from kiknet.places.models import Place
from kiknet.seeds import made_up, reference, sizes_board, sizes_lending, sizes_together
from kiknet.vocabulary.models import District
from kiknet.web import markdown

EMAIL = "bench@example.org"
EVENTS_A_DAY = 10
DAYS_AHEAD = 120
BATCH = 1000
SERIES_BATCH = 50
RULES = (
    "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=MO,WE",
    "FREQ=MONTHLY;BYDAY=-1FR",
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """How much was added, and with which password one can sign in."""

    organisations: int
    events: int
    series: int
    password: str


@dataclass(frozen=True)
class Stage:
    """What the events of one filling happen on: its first ids, and the rows they point to."""

    seed: int
    today: date
    user_id: int
    first_event: int
    organisations: list[Organisation]
    places: list[Place]
    revision: int


def fill(
    *,
    organisations: int,
    events: int,
    series: int = 0,
    rooms: int = 0,
    bookings: int = 0,
    listings: int = 0,
    cooperations: int = 0,
    seed: int,
    today: date,
) -> Filled:
    """Add that many organisations (each with a place), events, series, rooms, listings and cooperations.

    And somebody who can post. One transaction. Raises `Rejected` when this seed is in the database already.
    """
    reference.load()
    with transaction() as session:
        if session.scalar(select(Event.id).where(Event.uid == made_up.uid(seed, 0))):
            raise Rejected(f"The events of seed {seed} are here already; another --seed gives others.")
        stage = _set_stage(organisations, seed, today)
        _add_events(stage, events)
        _add_series(stage, series)
        if rooms:
            sizes_lending.add(stage.organisations, stage.places, rooms=rooms, bookings=bookings, seed=seed, today=today)
        sizes_board.add(stage.organisations, listings=listings, seed=seed, today=today)
        sizes_together.add(
            stage.organisations, cooperations=cooperations, seed=seed, today=today,
            event_on=partial(_event_on, stage, events),
        )  # fmt: skip
        _continue_counting()
    return Filled(organisations, events, series, passwords.DEMO_PASSWORD)


def day_of(number: int, today: date) -> date:
    """The day of the `number`-th event: today and on for four months, then yesterday and back."""
    ahead, day = EVENTS_A_DAY * DAYS_AHEAD, number // EVENTS_A_DAY
    return today + timedelta(days=day if number < ahead else DAYS_AHEAD - 1 - day)


def _event_on(stage: Stage, count: int, day: date, which: int) -> int | None:
    """The id of one of the ten events of a day, if there are so many: `day_of` the other way round."""
    ahead = (day - stage.today).days
    number = (ahead if ahead >= 0 else DAYS_AHEAD - 1 - ahead) * EVENTS_A_DAY + which % EVENTS_A_DAY
    return stage.first_event + number if ahead < DAYS_AHEAD and number < count else None


def _set_stage(count: int, seed: int, today: date) -> Stage:
    revision = revisions.stamp()
    districts = list(db.session.scalars(select(District.number).order_by(District.number)))
    first_organisation, first_place = _next_id(Organisation), _next_id(Place)
    taken = set(db.session.scalars(select(Organisation.slug)))
    made = clock.midnight(today - timedelta(days=400))
    organisations = [
        Organisation(
            id=first_organisation + n,
            search_text=search_text(row["name"], row["kind"], row["description"]),
            revision=revision,
            created_at=made,
            changed_at=made,
            **row,
        )
        for n, row in enumerate(made_up.organisations(count, seed, districts, taken))
    ]
    places = [
        Place(
            id=first_place + n,
            owner_id=organisations[n].id,
            revision=revision,
            created_at=made,
            changed_at=made,
            **made_up.place(organisations[n].name, n, seed, districts),
        )
        for n in range(count)
    ]
    db.session.add_all([*organisations, *places])
    db.session.flush()
    user = _person(organisations[0], made)
    return Stage(seed, today, user.id, _next_id(Event), organisations, places, revision)


def _person(organisation: Organisation, made: datetime) -> User:
    user = db.session.scalar(select(User).where(User.email == EMAIL))
    if user is None:
        user = User(
            email=EMAIL,
            display_name="Bench",
            password_hash=passwords.hash_password(passwords.DEMO_PASSWORD),
            confirmed_at=made,
            created_at=made,
            is_demo=True,
        )
        db.session.add(Membership(user=user, organisation=organisation, role="admin", created_at=made))
        db.session.flush()
    return user


def _add_series(stage: Stage, count: int) -> None:
    for first in range(0, count, SERIES_BATCH):
        numbers, next_id = range(first, min(first + SERIES_BATCH, count)), _next_id(Event)
        rows = [_series_row(stage, number, next_id + number - first) for number in numbers]
        _insert(Event, rows)
        _insert(Occurrence, (date for row in rows for date in _dates(stage, row)))
        _insert(EventWords, (_words(stage, row, None) for row in rows))
        texts.store_by_id([row["id"] for row in rows], i18n.DEFAULT)


def _series_row(stage: Stage, number: int, event_id: int) -> dict[str, Any]:
    """Numbered from -1 down, so that it has nothing to do with the single events."""
    row = _event_row(stage, -1 - number, stage.today - timedelta(days=number * 7 % 180))
    row |= {"id": event_id, "publication": "published", "scheduling": "confirmed"}
    row |= {"visibility": "public", "published_at": row["created_at"], "cancelled_at": None}
    rule = Rule.parse(RULES[number % len(RULES)]).text()
    series = Event(rule=rule, starts_local=row["starts_local"], skips_holidays=number % 5 == 0, added=[], removed=[])
    first = dates.first_start(series) or row["starts_local"]
    row |= {"rule": rule, "skips_holidays": series.skips_holidays, "dates_until": dates.horizon(series, stage.today)}
    return row | {"starts_local": first, "ends_local": first + (row["ends_local"] - row["starts_local"])}


def _dates(stage: Stage, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a series; every second has a cancelled date, a later one and one in another place."""
    series = Event(**row, timezone=clock.HOME_ZONE, added=[], removed=[])
    rows = [dates.new_row(series, start) for start in dates.wanted(series, row["dates_until"])]
    coming = [date for date in rows if date["starts_local"].date() > stage.today]
    if row["id"] % 2 == 0 and len(coming) > 3:
        coming[0] |= {"state": "cancelled", "reason": "Krank"}
        later = dates.usual_span(series, coming[1]["recurrence_id"] + timedelta(days=1))
        coming[1] |= {"state": "moved", **later.columns}
        coming[2] |= {"place_id": stage.places[row["id"] % len(stage.places)].id}
    return rows


def _add_events(stage: Stage, count: int) -> None:
    """In batches: the rows, then the texts and words the calendar keeps beside each event."""
    numbers = iter(range(count))
    while batch := list(islice(numbers, BATCH)):
        rows = [_event_row(stage, number, day_of(number, stage.today)) for number in batch]
        partners = {row["id"]: _partner(stage, row) for row in rows}
        _insert(Event, rows)
        _insert(EventOrganiser, (_organiser(row, partners[row["id"]]) for row in rows if partners[row["id"]]))
        _insert(Occurrence, (_occurrence(row) for row in rows))
        _insert(EventWords, (_words(stage, row, partners[row["id"]]) for row in rows))
        texts.store_by_id([row["id"] for row in rows], i18n.DEFAULT)


def _event_row(stage: Stage, number: int, day: date) -> dict[str, Any]:
    row = made_up.event(stage.seed, number, day, len(stage.organisations))
    written = clock.midnight(min(day - timedelta(days=21), stage.today))
    return {
        "id": stage.first_event + number,
        "owner_id": stage.organisations[row.pop("owner")].id,
        "place_id": stage.places[row.pop("place")].id,
        "description_html": markdown.to_html(row["description"]),
        "created_by_id": stage.user_id,
        "created_at": written,
        "changed_at": written,
        "published_at": written if row["publication"] == "published" else None,
        "cancelled_at": written if row["scheduling"] == "cancelled" else None,
        "revision": stage.revision,
        **row,
    }


def _partner(stage: Stage, row: dict[str, Any]) -> Organisation | None:
    """One in eight events is organised together with somebody else."""
    partner = stage.organisations[row["id"] * 7 % len(stage.organisations)]
    return partner if row["id"] % 8 == 0 and partner.id != row["owner_id"] else None


def _organiser(row: dict[str, Any], partner: Organisation | None) -> dict[str, Any]:
    return {
        "event_id": row["id"],
        "organisation_id": partner.id if partner else None,
        "state": "accepted",
        "asked_at": row["created_at"],
    }


def _words(stage: Stage, row: dict[str, Any], partner: Organisation | None) -> dict[str, Any]:
    """The words of an event, asked of an object that is never stored itself."""
    owner = stage.organisations[row["owner_id"] - stage.organisations[0].id]
    place = stage.places[row["place_id"] - stage.places[0].id]
    partners = [EventOrganiser(organisation=partner, state="accepted")] if partner else []
    shown = Event(title=row["title"], summary="", description=row["description"], place_note="", topics=[])
    shown.owner, shown.place, shown.organisers = owner, place, partners
    return {"event_id": row["id"], "text": words.text_of(shown), "revision": stage.revision}


def _occurrence(row: dict[str, Any]) -> dict[str, Any]:
    starts, ends = row["starts_local"], row["ends_local"]
    return {
        "event_id": row["id"],
        "recurrence_id": starts,
        "starts_local": starts,
        "ends_local": ends,
        "starts_at": clock.from_local(starts),
        "ends_at": clock.from_local(ends),
        "is_long": ends - starts > timedelta(days=1),
        "state": "scheduled",
    }


def _next_id(model: Any) -> int:
    return int(db.session.scalar(select(func.coalesce(func.max(model.id), 0))) or 0) + 1


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        db.session.execute(insert(model.__table__), listed)


def _continue_counting() -> None:
    """We chose the ids ourselves; PostgreSQL's counters must know."""
    if is_sqlite():
        return
    for model in (Organisation, Place, Event):
        table: Table = model.__table__  # type: ignore[assignment]  # every model of ours has one
        counter = text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), :next, false)")
        db.session.execute(counter, {"next": _next_id(model)})
