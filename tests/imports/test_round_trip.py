"""Out of one network, into another: for series of many kinds, with dates edited at random, each date is the same."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from drafts import draft
from sqlalchemy import select

from kiknet.calendar import date_deeds, service
from kiknet.calendar.models import Event
from kiknet.db import db, transaction
from kiknet.imports import taking
from kiknet.imports.reading import read
from kiknet.places.draft import PlaceDraft

RULES = (
    "FREQ=DAILY;INTERVAL=3;COUNT=12", "FREQ=WEEKLY;COUNT=10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630",
    "FREQ=MONTHLY;BYDAY=2TU;COUNT=8", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20280301", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=6",
    "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=DAILY;UNTIL=20270401", "",
)  # fmt: skip
STARTS = (
    datetime(2027, 3, 9, 15),
    datetime(2027, 3, 27, 2, 30),
    datetime(2027, 10, 30, 2, 30),
    datetime(2027, 12, 31, 22),
)


@pytest.fixture(autouse=True)
def _on_the_first_of_march(at):
    at(2027, 3, 1, 12)


def series(chance):
    starts = chance.choice(STARTS)
    is_all_day = chance.random() < 0.2
    starts = datetime.combine(starts.date(), datetime.min.time()) if is_all_day else starts
    length = timedelta(days=chance.choice((1, 2))) if is_all_day else timedelta(minutes=chance.choice((30, 120, 600)))
    rule = chance.choice(RULES)
    added = tuple(starts + timedelta(days=days) for days in chance.sample(range(1, 60), chance.choice((0, 1, 3))))
    return draft(
        starts_local=starts, ends_local=starts + length, is_all_day=is_all_day, rule=rule.replace("20270", "20280")
        if starts.month > 9 else rule, added=tuple(sorted(added)), fields=("gesundheit-pflege",),
        audiences=("women",), topics=("Chor", "Gesundheit"),
    )  # fmt: skip


def edit(by, event, chance):
    """Something people do with a single date."""
    row = chance.choice(event.occurrences)
    deed = chance.choice(("cancel", "remove", "move", "elsewhere"))
    if deed == "cancel" and not row.is_cancelled:
        date_deeds.cancel_date(by, event, row, "Krank")
    elif deed == "remove" and not row.is_touched and len(event.occurrences) > 1:
        date_deeds.remove_date(by, event, row)
    elif deed == "elsewhere" and not row.is_cancelled:
        there = replace(date_deeds.draft_of(event, row), place=PlaceDraft(name="The Hall"), place_note="Saal 2")
        date_deeds.change_date(by, event, row, there)
    elif deed == "move" and not row.is_cancelled:
        usual, later = date_deeds.draft_of(event, row), timedelta(days=chance.choice((1, 2)))
        moved = replace(usual, starts_local=usual.starts_local + later, ends_local=usual.ends_local + later)
        date_deeds.change_date(by, event, row, moved)


def dates():
    (event,) = db.session.scalars(select(Event)).all()
    db.session.expire(event)
    rows = [
        (row.starts_at, row.ends_at, row.is_cancelled, row.place and row.place.name, row.place_note)
        for row in event.occurrences
    ]
    described = event.fields, event.audiences, event.topics
    return event.title, described, event.is_all_day, event.place_id, sorted(rows, key=str)


@pytest.mark.parametrize("seed", range(24))
def test_every_date_is_the_same_over_there(cast, browser, seed):
    chance = random.Random(seed)
    event = service.post_event(cast.ana, series(chance))
    if event.is_series:
        for _ in range(chance.choice((0, 2, 5))):
            edit(cast.ana, event, chance)
    before, exported = dates(), browser.get(f"/veranstaltungen/{event.id}.ics").data
    with transaction() as session:
        session.delete(event)

    taking.take_over(cast.ana, read(exported, taking.clock.today()))
    assert dates() == before

    again = taking.take_over(cast.ana, read(exported, taking.clock.today()))
    assert [entry.kind for entry in again.entries] == ["unchanged"]
    assert dates() == before
