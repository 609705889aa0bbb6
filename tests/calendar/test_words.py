"""People find what they look for, however they spell it."""

from dataclasses import replace

import pytest
from drafts import draft
from rooms import offered
from sqlalchemy import select

from kiknet import revisions
from kiknet.booking.service import decisions
from kiknet.calendar import date_deeds, words
from kiknet.calendar.agenda import list_entries
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventRoom, EventWords
from kiknet.calendar.organisers import accept, ask
from kiknet.calendar.service import change_event, post_event
from kiknet.db import db, transaction
from kiknet.places.draft import PlaceDraft

FIRST = Filter.parse([("von", "2027-01-01")]).first


def titles(text):
    rows, _more = list_entries(None, Filter(words=text, first=FIRST), 1)
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Straßenfest", "Strassenfest"),
        ("Strassenfest", "straßenfest"),
        ("Neue Räume", "raeume"),
        ("Neue Raeume", "Räume"),
        ("Wir räumen auf", "Räumen"),
        ("Ein Raum für alle", "räume"),
        ("Deutschkurs", "kurse"),
        ("Deutschkurs für alle", "kurs"),
        ("Deutschkurs für alle", "alle DEUTSCH"),
        ("Çocuk bayramı", "cocuk"),
        ("Cocuk Bayrami", "çocuk BAYRAMI"),
        ("Разговорный курс", "КУРС"),
        ("Чай и пироги", "чай"),
        ("لقاء النساء", "النساء"),
        ("Café & Kuchen", "cafe kuchen"),
        ("AG im Hof", "ag"),
        ("100 % Kultur", "%"),
        ("snake_case", "e_c"),
    ],
)
def test_words_are_found_however_they_are_spelled(cast, title, asked):
    post_event(cast.ana, draft(title=title))
    post_event(cast.ana, draft(title="Something else entirely"))

    assert title in titles(asked)
    assert ("Something else entirely" in titles(asked)) == (asked == "%")


@pytest.mark.parametrize("asked", ["kurs xylophon", "' OR 1=1 --", "100%kultur", "* NEAR", 'a"b'])
def test_all_words_must_be_there_and_none_is_a_command(cast, asked):
    post_event(cast.ana, draft(title="Deutschkurs"))

    assert titles(asked) == []


def test_an_event_is_found_by_everything_shown_of_it(cast):
    event = post_event(
        cast.ana,
        draft(title="Treffen", summary="für Nachbarn", description="Mit **Tee** am Ofen", topics=("Nähen",)),
    )
    ask(cast.ana, event, cast.city_library)
    assert titles("library") == []
    accept(cast.carla, event)

    for asked in ("nachbarn", "ofen", "naehen", "mill", "library", "market square", "reichsstadt"):
        assert titles(asked) == ["Treffen"], asked


def test_a_changed_event_is_found_by_its_new_words_only(cast):
    event = post_event(cast.ana, draft(title="Chorprobe"))

    change_event(cast.ana, event, draft(title="Tanzabend"), event.revision)

    assert (titles("chorprobe"), titles("tanzabend")) == ([], ["Tanzabend"])


def test_a_series_is_found_by_what_one_of_its_dates_says(cast):
    event = post_event(cast.ana, draft(title="Treffen", rule="FREQ=WEEKLY;COUNT=4"))
    row = event.occurrences[1]
    change = replace(date_deeds.draft_of(event, row), note="Mit Trommeln", place=PlaceDraft(name="The Hall"))

    date_deeds.change_date(cast.ana, event, row, change)

    assert (titles("trommeln"), titles("the hall")) == (["Treffen"] * 4, ["Treffen"] * 4)
    with transaction():
        hall = db.session.merge(cast.hall)
        hall.name = "Sportplatz"
        revisions.stamp(hall)
    assert (words.refresh_stale(), words.refresh_stale()) == (1, 0)
    assert (titles("sportplatz"), titles("the hall")) == (["Treffen"] * 4, [])


def test_a_room_that_is_only_asked_for_leads_nobody_to_the_event(cast):
    room = offered(cast.ana)
    event = post_event(cast.carla, draft(title="Konzert", room_id=room.id, place=None))
    assert event.is_place_open

    def text():
        db.session.expire_all()
        return db.session.get_one(EventWords, event.id).text

    assert "the hall" not in text()
    assert "saal" not in text()

    link = db.session.scalars(select(EventRoom).where(EventRoom.event_id == event.id)).one()
    decisions.confirm(cast.ana, link.slot.booking)

    assert "the hall" in text()
    assert "grosser saal" in text()


def test_one_date_is_not_found_by_the_room_it_only_asks_for(cast):
    event = post_event(cast.carla, draft(title="Treffen", rule="FREQ=WEEKLY;COUNT=3"))
    room = offered(cast.ana)
    change = replace(date_deeds.draft_of(event, event.occurrences[1]), note="Mit Trommeln", room_id=room.id)

    date_deeds.change_date(cast.carla, event, event.occurrences[1], change)

    assert (titles("saal"), titles("the hall"), titles("trommeln")) == ([], [], ["Treffen"] * 3)


def test_what_a_rename_elsewhere_made_stale_is_written_anew(cast):
    post_event(cast.ana, draft(title="Treffen"))
    assert words.refresh_stale() == 0
    with transaction():
        cast.mill.name = "Die Windmühle"
        revisions.stamp(cast.mill)

    assert words.refresh_stale() == 1
    assert words.refresh_stale() == 0
    assert titles("windmuehle") == ["Treffen"]


def test_missing_words_are_written_so_many_at_a_time(cast):
    for number in range(3):
        post_event(cast.ana, draft(title=f"Treffen {number}"))
    with transaction():
        db.session.execute(EventWords.__table__.delete())

    assert [words.refresh_stale(2), words.refresh_stale(2), words.refresh_stale(2)] == [2, 1, 0]
    assert len(titles("treffen")) == 3
