"""Rooms, then events, then the revision: whoever decides about a room meets somebody who saves an event, and both can.

Olga hides Carla's event, which waits for Ana's hall, while Ana does something that costs it the hall.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from crossing import while_olga_hides
from drafts import ENDS, STARTS, draft
from rooms import HALL, offered
from sqlalchemy import select

from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.service import decisions, resources
from kiknet.calendar import room_following, service, splitting
from kiknet.calendar.copies import draft_of
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.places.draft import PlaceDraft

THREE_HOURS = timedelta(hours=3)
LATER = {"starts_local": STARTS + THREE_HOURS, "ends_local": ENDS + THREE_HOURS}


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


def posted(by, room, **changes):
    return post_event(by, draft(room_id=room.id, place=None, **changes))


def retire(by, hall, _mine):
    resources.retire(by, hall)


def post(by, hall, _mine):
    posted(by, hall, title="Chor")


def move(by, _hall, mine):
    service.change_event(by, mine, replace(draft_of(mine), starts_local=STARTS, ends_local=ENDS), mine.revision)


def confirm(by, hall, _mine):
    """The first of the two who wait; there is no room for the other."""
    waiting = select(BookingSlot).where(BookingSlot.resource_id == hall.id, BookingSlot.state == "requested")
    first = db.session.scalars(waiting.order_by(BookingSlot.id)).first()
    decisions.confirm(by, first.booking)


def move_what_follows(by, _hall, mine):
    row = mine.occurrences[1]
    usual = draft_from(mine, row)
    moved = replace(usual, starts_local=usual.starts_local - THREE_HOURS, ends_local=usual.ends_local - THREE_HOURS)
    splitting.change_following(by, mine, row.recurrence_id, moved, mine.revision)


def ask_for_what_is_near(_by, _hall, _mine):
    assert room_following.ask_for_what_is_near() == 1


def correct_the_address(by, hall, _mine):
    elsewhere = PlaceDraft(name="Neues Haus", street="Am Bach 7")
    resources.change(by, hall, replace(HALL, place=elsewhere), hall.revision)


def both(app, cast, deed, hall, mine, theirs):
    """Ana does `deed` from the moment on at which Olga, who hides `theirs`, has got hold of it."""
    hall_id, mine_id = hall.id, mine.id if mine else None

    def do(by):
        deed(by, db.session.get(Resource, hall_id), db.session.get(Event, mine_id) if mine_id else None)

    while_olga_hides(app, cast, theirs, cast.ana, do)


def is_hidden_and_lost(event_id):
    db.session.rollback()
    slots = select(BookingSlot.state).join(EventRoom, EventRoom.slot_id == BookingSlot.id)
    states = set(db.session.scalars(slots.where(EventRoom.event_id == event_id)))
    return db.session.get(Event, event_id).publication == "hidden" and states == {"declined"}


@pytest.mark.parametrize("deed", [retire, post])
def test_what_takes_the_hall_from_one_event_waits_for_that_first(app, cast, deed):
    hall = offered(cast.ana)
    theirs = posted(cast.carla, hall)

    both(app, cast, deed, hall, None, theirs)

    assert is_hidden_and_lost(theirs.id)


def test_an_event_of_ones_own_that_moves_into_the_hall_waits_for_the_one_that_loses_it(app, cast):
    hall = offered(cast.ana)
    theirs, mine = posted(cast.carla, hall), posted(cast.ana, hall, **LATER)

    both(app, cast, move, hall, mine, theirs)

    assert is_hidden_and_lost(theirs.id)


def test_confirmed_for_one_the_event_that_loses_the_hall_is_waited_for_too(app, cast):
    hall = offered(cast.ana)
    posted(cast.carla, hall)
    theirs = posted(cast.carla, hall, title="Chor")

    both(app, cast, confirm, hall, None, theirs)

    assert is_hidden_and_lost(theirs.id)


def test_half_a_series_that_moves_waits_for_the_event_it_takes_the_hall_from(app, cast):
    hall, week = offered(cast.ana), timedelta(days=7)
    theirs = posted(cast.carla, hall, starts_local=STARTS + week, ends_local=ENDS + week)
    mine = posted(cast.ana, hall, rule="FREQ=WEEKLY;COUNT=3", **LATER)

    both(app, cast, move_what_follows, hall, mine, theirs)

    assert is_hidden_and_lost(theirs.id)


def test_what_is_asked_for_at_night_waits_for_the_event_it_takes_the_hall_from(app, cast, at):
    hall, weeks = offered(cast.ana, advance_days=20), timedelta(days=14)
    mine = posted(cast.ana, hall, rule="FREQ=WEEKLY;COUNT=3")
    at(2027, 3, 5, 12)
    theirs = posted(cast.carla, hall, starts_local=STARTS + weeks, ends_local=ENDS + weeks)

    both(app, cast, ask_for_what_is_near, hall, mine, theirs)

    assert is_hidden_and_lost(theirs.id)


def test_who_corrects_the_address_of_a_hall_waits_for_the_events_there_before_touching_the_place(app, cast):
    hall = offered(cast.ana)
    theirs, another = posted(cast.carla, hall), posted(cast.carla, hall, title="Chor", **LATER)
    theirs_id, another_id = theirs.id, another.id

    both(app, cast, correct_the_address, hall, None, theirs)

    db.session.rollback()
    for event_id in (theirs_id, another_id):
        assert db.session.get(Event, event_id).place.name == "Neues Haus"
    assert db.session.get(Event, theirs_id).publication == "hidden"
