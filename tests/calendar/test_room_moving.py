"""A room's owner corrects its address: what is on there follows. The hall is Ana's, Carla posts for the Library."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from drafts import draft
from post import mails_to
from rooms import HALL, offered
from sqlalchemy import select

from kiknet import revisions
from kiknet.booking.service import decisions, resources
from kiknet.calendar import date_deeds
from kiknet.calendar.agenda import list_entries
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventChange, EventRoom, EventText, EventWords
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place

NEW = PlaceDraft(name="Neues Haus", street="Am Bach 7", postcode="87437", city="Kempten", district_number=41)


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def hall(cast):
    return offered(cast.ana, mode="instant")


def posted(by, room, **changes):
    return post_event(by, draft(room_id=room.id, place=None, **changes))


def corrected(by, room, **changes):
    resources.change(by, room, replace(HALL, mode="instant", **{"place": NEW} | changes), room.revision)
    db.session.expire_all()


def text_of(event):
    found = select(EventText.text).where(EventText.event_id == event.id, EventText.language == "de")
    return db.session.scalar(found).replace("\r\n ", "")


def test_an_event_follows_its_room_to_another_address(cast, hall):
    event = posted(cast.carla, hall)
    sequence, revision = event.sequence, event.revision

    corrected(cast.ana, hall)

    assert event.place.name == "Neues Haus"
    assert "Am Bach 7" in text_of(event)
    assert (event.sequence, event.revision > revision) == (sequence + 1, True)
    assert hall.revision == revisions.current()[0]
    words = db.session.scalar(select(EventWords.text).where(EventWords.event_id == event.id))
    assert "bach" in words


def test_those_who_organise_it_are_told_once_of_everything(cast, hall):
    first = posted(cast.carla, hall)
    second = posted(
        cast.carla, hall, title="Lesung", starts_local=datetime(2027, 3, 20, 10), ends_local=datetime(2027, 3, 20, 12)
    )

    corrected(cast.ana, hall)

    (letter,) = mails_to("carla@example.org", "room_moved")
    for words in (first.title, second.title, "Am Bach 7", f"/veranstaltungen/{second.id}"):
        assert words in letter.text
    assert not mails_to("ana@example.org", "room_moved")
    assert db.session.scalars(select(EventChange.handled_at)).all()[-1] is not None


def test_nothing_happens_to_events_when_something_else_is_corrected(cast, hall):
    event = posted(cast.carla, hall)
    revision = event.revision

    resources.change(cast.ana, hall, replace(HALL, mode="instant", capacity=50), hall.revision)

    db.session.expire_all()
    assert event.revision == revision
    assert not mails_to("carla@example.org", "room_moved")


def test_a_room_with_another_name_is_called_so_in_its_events(cast, hall):
    event = posted(cast.carla, hall)
    assert event.place_note == "Großer Saal"

    corrected(cast.ana, hall, place=HALL.place, title="Blauer Saal")

    assert event.place_note == "Blauer Saal"


def test_a_note_somebody_wrote_themselves_stays(cast, hall):
    event = posted(cast.carla, hall, place_note="Hintereingang")

    corrected(cast.ana, hall)

    assert (event.place.name, event.place_note) == ("Neues Haus", "Hintereingang")


def test_what_is_over_stays_where_it_was(cast, hall, at):
    over = posted(
        cast.carla, hall, title="Vorbei", starts_local=datetime(2027, 3, 5, 15), ends_local=datetime(2027, 3, 5, 17)
    )
    series = posted(
        cast.carla,
        hall,
        title="Reihe",
        starts_local=datetime(2027, 3, 4, 10),
        ends_local=datetime(2027, 3, 4, 12),
        rule="FREQ=WEEKLY;COUNT=4",
    )
    at(2027, 3, 15)

    corrected(cast.ana, hall)

    assert over.place.name == "The Hall"
    assert [(row.place or series.place).name for row in series.occurrences] == ["The Hall"] * 2 + ["Neues Haus"] * 2


def test_a_date_with_this_room_for_itself_follows_alone(cast, hall):
    other = offered(cast.ana, mode="instant", title="Nebenraum")
    series = posted(cast.carla, other, rule="FREQ=WEEKLY;COUNT=3")
    row = series.occurrences[1]
    there = replace(date_deeds.draft_of(series, row), room_id=hall.id, place=None)
    date_deeds.change_date(cast.carla, series, row, there)

    corrected(cast.ana, hall)

    assert [(row.place or series.place).name for row in series.occurrences] == ["The Hall", "Neues Haus", "The Hall"]


def test_what_waits_for_its_room_follows_without_a_word(cast):
    room = offered(cast.ana)
    event = posted(cast.carla, room)

    resources.change(cast.ana, room, replace(HALL, place=NEW), room.revision)

    db.session.expire_all()
    assert (event.place.name, event.is_place_open) == ("Neues Haus", True)
    assert not mails_to("carla@example.org", "room_moved")
    decisions.confirm(cast.ana, db.session.scalars(select(EventRoom)).one().slot.booking)
    assert "Am Bach 7" in text_of(event)


def test_saving_a_room_forgets_nothing_of_its_house(cast, hall, browser):
    ana = browser.as_(cast.ana)
    address = f"/mein/raeume/{hall.id}/bearbeiten"
    page = ana.get(address).text
    names = ("place_name", "place_street", "place_postcode", "place_city", "title", "version")
    shown = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in names}
    chosen = {"place_district_number": "40", "kind": "room", "mode": "instant", "visibility": "public"}

    answer = ana.post(address, data=shown | chosen | {"capacity": "70", "quantity": "1", "wheelchair": "no"})

    assert answer.status_code == 303
    db.session.expire_all()
    house = db.session.get_one(Place, cast.hall.id)
    assert (house.street, house.postcode, house.city, house.wheelchair) == ("Mühlweg 1", "87435", "Kempten", "yes")


def wheelchair_users_find():
    rows, _more = list_entries(None, Filter.parse([("rollstuhl", "1")]), 1)
    return [row.title for row in rows]


def test_nobody_is_sent_to_a_room_that_is_only_wished_for(cast, hall):
    posted(cast.carla, hall)
    assert wheelchair_users_find() == ["Sprachcafé"]
    slot = db.session.scalars(select(EventRoom)).one().slot

    decisions.cancel(cast.ana, slot.booking, "Wasserschaden")

    assert wheelchair_users_find() == []
    assert [row.title for row in list_entries(None, Filter.parse([]), 1)[0]] == ["Sprachcafé"]
