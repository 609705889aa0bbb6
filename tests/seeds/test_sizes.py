"""Made-up networks of any size: the same seed gives the same rows, and they are true for the calendar."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from tables import empty_every_table

from kiknet.accounts import passwords
from kiknet.accounts.models import User
from kiknet.booking import queries as booking
from kiknet.booking.models import BookingSlot
from kiknet.calendar import texts
from kiknet.calendar.kept_models import EventText, EventWords
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.cooperations.models import Cooperation, CooperationPartner, Outcome
from kiknet.cooperations.states import STATES, Facts, missing
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.organisations.models import Membership, Organisation
from kiknet.places.models import Place
from kiknet.seeds import sizes

TODAY = date(2026, 11, 22)
TABLES = (Organisation, Place, Event, EventOrganiser, Occurrence, EventText, EventWords)


def fill(organisations=5, events=60, series=0, seed=1, today=TODAY):
    return sizes.fill(organisations=organisations, events=events, series=series, seed=seed, today=today)


def rows():
    """Every row of the network, but for the listed organisations, which are made when they are loaded."""
    kept = {}
    for model in TABLES:
        table = model.__table__
        found = select(table).order_by(*table.primary_key)
        if model is Organisation:
            found = found.where(table.c.state == "active")
        kept[table.name] = [tuple(row) for row in db.session.execute(found)]
    return kept


def test_the_same_seed_and_day_give_the_same_rows(app):
    fill()
    first = rows()
    empty_every_table()
    fill()

    assert {name: len(found) for name, found in first.items()} == {
        "organisations": 5, "places": 5, "events": 60, "event_organisers": len(first["event_organisers"]),
        "occurrences": 60, "event_texts": 60, "event_words": 60,
    }  # fmt: skip
    assert len(first["event_organisers"]) > 0
    assert rows() == first


def test_rooms_and_bookings_come_on_top(app):
    sizes.fill(organisations=5, events=0, rooms=3, bookings=60, seed=1, today=TODAY)

    assert len(booking.offered(None)) == 3
    slots = db.session.scalars(select(BookingSlot)).all()
    assert len(slots) == 60
    assert {slot.state for slot in slots} == {"confirmed", "requested"}


def test_another_seed_gives_another_network(app):
    fill()
    titles = list(db.session.scalars(select(Event.title)))
    fill(seed=2)

    assert db.session.scalar(select(func.count(Event.id))) == 120
    assert list(db.session.scalars(select(Event.title).where(Event.id > 60))) != titles
    assert len(set(db.session.scalars(select(Organisation.slug)))) == 122 + 10


def test_a_small_network_is_the_beginning_of_a_large_one(app):
    fill(events=20)
    small = rows()["events"]
    empty_every_table()
    fill(events=40)

    assert rows()["events"][:20] == small


def test_the_same_seed_does_not_fit_in_twice(app):
    fill()

    with pytest.raises(Rejected):
        fill()


def test_ten_events_a_day_four_months_ahead_and_then_back_into_the_past():
    days = [sizes.day_of(number, TODAY) for number in range(20_000)]

    assert days[0] == days[9] == TODAY
    assert max(days) == days[1199] == TODAY + timedelta(days=119)
    assert days[1200] == TODAY - timedelta(days=1)
    assert {days.count(day) for day in set(days)} == {10}


def test_the_texts_are_those_the_calendar_would_write(app):
    fill(events=30)
    ids = list(db.session.scalars(select(Event.id)))

    stored = dict(db.session.execute(select(EventText.event_id, EventText.text)).all())
    assert texts.rendered(ids, "de") == stored
    assert all(event.description_html for event in db.session.scalars(select(Event)))


def test_new_rows_still_find_their_numbers(app):
    fill()

    with transaction() as session:
        session.add(Organisation(slug="new", name="New", kind="other"))
        session.flush()


def test_the_person_that_is_printed_can_sign_in_and_post(app):
    password = fill().password
    user = db.session.scalar(select(User).where(User.email == sizes.EMAIL))
    membership = db.session.scalar(select(Membership).where(Membership.user_id == user.id))

    assert passwords.matches(user.password_hash, password)
    assert user.is_demo
    assert user.confirmed_at is not None
    assert (membership.role, membership.organisation.state) == ("admin", "active")


def test_series_come_on_top_and_are_the_same_every_time(app):
    fill(events=10, series=60)
    first = rows()
    empty_every_table()
    fill(events=10, series=60)

    assert rows() == first
    series = db.session.scalars(select(Event).where(Event.rule != "")).all()
    assert len(series) == 60 == len({event.uid for event in series})
    assert all(event.occurrences[0].recurrence_id >= event.starts_local for event in series)
    states = set(db.session.scalars(select(Occurrence.state)))
    assert states == {"scheduled", "moved", "cancelled"}
    stored = dict(db.session.execute(select(EventText.event_id, EventText.text)).all())
    assert {id: stored[id] for id in stored} == texts.rendered(list(stored), "de")


def test_cooperations_come_with_partners_outcomes_and_events_over_ten_years(app):
    sizes.fill(organisations=8, events=2000, cooperations=200, seed=1, today=TODAY)

    found = db.session.scalars(select(Cooperation).order_by(Cooperation.id)).all()
    days = [cooperation.created_at.date() for cooperation in found]
    assert len(found) == 200
    assert days == sorted(days)
    assert days[0].year == 2016
    assert {cooperation.state for cooperation in found} == set(STATES)
    for cooperation in found:
        assert cooperation.lead.organisation_id == cooperation.initiator_id
        assert (cooperation.outcome is not None) == (cooperation.state == "completed")
        facts = Facts(len(cooperation.accepted), has_start=bool(cooperation.starts_on), has_outcome=True)
        assert missing(cooperation.state, facts) == ""
    held = db.session.scalars(select(Event).where(Event.cooperation_id.is_not(None))).all()
    assert len(held) > 5
    assert all(event.starts_local > event.cooperation.created_at.replace(tzinfo=None) for event in held)


def test_the_same_seed_gives_the_same_cooperations(app):
    def made():
        sizes.fill(organisations=8, events=300, cooperations=30, seed=1, today=TODAY)
        tables = (Cooperation.__table__, CooperationPartner.__table__, Outcome.__table__)
        return [[tuple(row) for row in db.session.execute(select(t).order_by(*t.primary_key))] for t in tables]

    first = made()
    empty_every_table()
    assert made() == first
