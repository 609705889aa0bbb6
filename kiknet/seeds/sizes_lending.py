"""Rooms by the hundred and bookings by the ten thousand, for benchmarks: the same seed and day give the same rows."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert

from kiknet import clock
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.opening import Closure, Hours
from kiknet.booking.words import FEATURES
from kiknet.db import db
from kiknet.fold import fold
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.seeds.made_up import random_for

A_DAY = ((9, 11), (14, 16), (18, 21))
BACK = 30
"""The first bookings are so many days old; each room is booked twice a day from then on."""
NOUNS = ("Saal", "Seminarraum", "Werkstatt", "Küche", "Gruppenraum")
EVERY_AUGUST = Closure(date(2026, 8, 1), date(2026, 8, 31), is_yearly=True)
BATCH = 5000


def add(
    organisations: list[Organisation], places: list[Place], *, rooms: int, bookings: int, seed: int, today: date
) -> None:
    """Add that many rooms, the organisations' in turn, and slots spread over them; in the running transaction."""
    made = clock.midnight(today - timedelta(days=400))
    lent = [
        _room(n, organisations[n % len(organisations)], places[n % len(places)], seed, today, made)
        for n in range(rooms)
    ]
    booking = Booking(organisation=organisations[-1], purpose="Probe")
    db.session.add_all([*lent, booking])
    db.session.flush()
    rows = _slots([room.id for room in lent], booking.id, bookings, seed, today)
    while batch := list(islice(rows, BATCH)):
        db.session.execute(insert(BookingSlot), batch)


def _room(number: int, owner: Organisation, place: Place, seed: int, today: date, made: datetime) -> Resource:
    random = random_for(seed, "room", number)
    room = Resource(
        owner=owner,
        place=place,
        kind="room",
        title=f"{random.choice(NOUNS)} {number + 1}",
        capacity=random.randint(10, 120),
        features=random.sample(sorted(FEATURES), random.randint(1, 6)),
        wheelchair=place.wheelchair,
        buffer_before=random.choice((0, 0, 15)),
        buffer_after=random.choice((0, 0, 30)),
        closes_on_holidays=random.random() < 0.5,
        mode=random.choice(("request", "request", "instant", "contact")),
        revision=place.revision,
        created_at=made,
        changed_at=made,
    )
    room.hours, room.closures = _hours(random), _closures(random, today)
    room.folded = fold(" ".join((room.title, *room.features, place.name)))
    return room


def _hours(random: Random) -> list[Hours]:
    """Every house keeps its own: some are closed on one day of the week, some open until midnight."""
    opens, closes = time(random.choice((7, 8, 9))), time(random.choice((21, 22, 23, 0)))
    closed = random.randrange(7) if random.random() < 0.3 else None
    return [Hours(day, opens, closes) for day in range(7) if day != closed]


def _closures(random: Random, today: date) -> list[Closure]:
    first = today + timedelta(days=random.randrange(300))
    return [Closure(first, first + timedelta(days=random.randrange(14))), EVERY_AUGUST]


def _slots(rooms: list[int], booking: int, count: int, seed: int, today: date) -> Iterator[dict[str, Any]]:
    """Two a day for each room, at two of three times of day; one in ten is only asked for."""
    for number in range(count):
        (day, turn), which = divmod(number // len(rooms), 2), number % len(rooms)
        times = random_for(seed, f"slots of {which}", day).sample(A_DAY, 2)
        starts, ends = (_moment(today + timedelta(days=day - BACK), hour) for hour in times[turn])
        yield {
            "booking_id": booking,
            "resource_id": rooms[which],
            "state": "requested" if number % 10 == 0 else "confirmed",
            "starts_at": starts,
            "ends_at": ends,
            "blocks_from": starts,
            "blocks_until": ends,
            "is_long": False,
            "created_at": starts,
        }


def _moment(day: date, hour: int) -> datetime:
    return clock.from_local(datetime.combine(day, time(hour)))
