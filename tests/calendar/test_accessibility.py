"""Getting in: what is known of the room is said wherever an event is, and corrected everywhere at once."""

from dataclasses import replace

import ics
import pytest
from drafts import draft
from rooms import HALL, offered
from sqlalchemy import select, update

from kiknet import i18n
from kiknet.booking.models import Resource
from kiknet.booking.service import resources
from kiknet.calendar import accessibility, date_deeds, service, texts
from kiknet.calendar.deeds import save
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.feeds import memory
from kiknet.feeds.service import refresh_texts
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place

WHOLE = "/feeds/kalender.ics"
STEP_FREE = f"{WHOLE}?rollstuhl=1"
STAIRS = "Eine Treppe führt hinauf."


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""
    memory.forget()


@pytest.fixture
def upstairs(cast):
    return offered(cast.ana, mode="instant", wheelchair="no", accessibility_note=STAIRS)


def correct(by, room, **changes):
    resources.change(by, room, replace(HALL, mode="instant", **changes), room.revision)


def take(by, event, number, room):
    row = event.occurrences[number]
    date_deeds.change_date(by, event, row, replace(date_deeds.draft_of(event, row), room_id=room.id))


def stored(event):
    return db.session.scalar(select(EventText.text).where(EventText.event_id == event.id, EventText.language == "de"))


def said(browser, path=WHOLE):
    """Of each VEVENT the line about accessibility, by its date."""
    found = ics.calendar(browser.get(path).data).walk("VEVENT")
    lines = {
        each["DTSTART"].dt.date().isoformat(): [
            line for line in str(each["DESCRIPTION"]).split("\n") if line.startswith("Barrierefreiheit: ")
        ]
        for each in found
    }
    return {day: line[0].partition(": ")[2] if line else "" for day, line in lines.items()}


@pytest.mark.parametrize(
    ("of_house", "of_room", "words"),
    [
        ("yes", "no", ["mit dem Rollstuhl nicht zugänglich"]),
        ("no", "partly", ["mit dem Rollstuhl teilweise zugänglich"]),
        ("yes", "unknown", ["mit dem Rollstuhl zugänglich"]),
        ("unknown", "yes", ["mit dem Rollstuhl zugänglich"]),
        ("unknown", "unknown", []),
    ],
)
def test_what_is_known_of_the_room_says_more_than_the_house(app, of_house, of_room, words):
    house = Place(wheelchair=of_house, accessibility_note="")
    room = Resource(wheelchair=of_room, accessibility_note="")

    with app.app_context(), i18n.as_("de"):
        assert accessibility.known(house, room).words == words


def test_what_there_is_in_the_house_is_there_for_the_room_and_the_other_way_round(app):
    house = Place(wheelchair="yes", has_lift=True, has_accessible_toilet=False, accessibility_note="Klingeln.")
    room = Resource(wheelchair="yes", has_accessible_toilet=True, has_hearing_loop=True, accessibility_note="Klingeln.")

    both = accessibility.known(house, room, "Wir holen Sie ab.")

    with app.app_context(), i18n.as_("de"):
        assert both.words[1:] == ["Aufzug", "barrierefreie Toilette", "Höranlage"]
    assert both.notes == ("Klingeln.", "Wir holen Sie ab.")
    assert accessibility.known(None, None) == accessibility.Accessibility()


def test_the_feed_says_of_the_room_what_the_page_says(cast, browser, upstairs):
    post_event(cast.carla, draft(room_id=upstairs.id, place=None, accessibility_note="Wir helfen tragen"))

    assert said(browser) == {
        "2027-03-09": "mit dem Rollstuhl nicht zugänglich. Eine Treppe führt hinauf. Wir helfen tragen"
    }


def test_while_a_room_is_not_certain_nothing_is_said_of_it(cast, browser, upstairs):
    event = post_event(cast.carla, draft(place=PlaceDraft(name="The Hall")))
    waits = offered(cast.ana, title="Café", wheelchair="no")
    service.change_event(cast.carla, event, draft(room_id=waits.id, place=None), event.revision)

    assert event.is_place_open
    assert said(browser) == {"2027-03-09": ""}
    assert "Rollstuhl" not in browser.get(f"/veranstaltungen/{event.id}").text


def test_each_date_of_a_series_says_of_its_own_room(cast, browser, upstairs):
    event = post_event(cast.ana, draft(rule="FREQ=WEEKLY;COUNT=3", place=PlaceDraft(name="The Hall")))
    take(cast.ana, event, 1, upstairs)

    assert said(browser) == {
        "2027-03-09": "mit dem Rollstuhl zugänglich",
        "2027-03-16": "mit dem Rollstuhl nicht zugänglich. Eine Treppe führt hinauf",
    }
    alone = f"/veranstaltungen/{event.id}/2027-03-16"
    assert said(browser, f"{alone}.ics") == {"2027-03-16": said(browser)["2027-03-16"]}
    assert STAIRS in browser.get(alone).text


def test_a_date_at_another_place_has_nothing_of_the_room(cast, browser, upstairs):
    event = post_event(cast.carla, draft(room_id=upstairs.id, place=None, rule="FREQ=WEEKLY;COUNT=2"))
    row = event.occurrences[1]
    there = replace(date_deeds.draft_of(event, row), room_id=None, place=PlaceDraft(name="Market Square"))
    date_deeds.change_date(cast.carla, event, row, there)

    assert said(browser)["2027-03-16"] == ""
    assert said(browser)["2027-03-09"].startswith("mit dem Rollstuhl nicht zugänglich")


@pytest.mark.parametrize("is_of_one_date", [False, True])
def test_a_correction_shows_at_once_and_reading_writes_nothing(cast, browser, upstairs, is_of_one_date):
    if is_of_one_date:
        event = post_event(cast.carla, draft(rule="FREQ=WEEKLY;COUNT=3"))
        take(cast.carla, event, 1, upstairs)
        page, day = f"/veranstaltungen/{event.id}/2027-03-16", "2027-03-16"
    else:
        event = post_event(cast.carla, draft(room_id=upstairs.id, place=None))
        page, day = f"/veranstaltungen/{event.id}", "2027-03-09"
    whole = browser.get(WHOLE)
    assert "nicht zugänglich" in browser.get(page).text
    assert ics.calendar(browser.get(STEP_FREE).data).walk("VEVENT") == []
    before = stored(event)

    correct(cast.ana, upstairs, wheelchair="yes")

    assert said(browser)[day] == "mit dem Rollstuhl zugänglich"
    assert browser.get(WHOLE, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 200
    assert "nicht zugänglich" not in browser.get(page).text
    assert ics.calendar(browser.get(STEP_FREE).data).walk("VEVENT")
    assert stored(event) == before

    assert refresh_texts() > 0
    assert stored(event) == texts.rendered([event.id], "de")[event.id] != before


def test_a_room_that_is_not_step_free_after_all_leaves_the_feed_of_those_who_need_it(cast, browser, upstairs):
    correct(cast.ana, upstairs, wheelchair="yes")
    post_event(cast.carla, draft(room_id=upstairs.id, place=None))
    first = browser.get(STEP_FREE)

    correct(cast.ana, upstairs, wheelchair="partly")

    again = browser.get(STEP_FREE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert ics.titles(first.data) == ["Sprachcafé"]
    assert ics.calendar(again.data).walk("VEVENT") == []


def test_what_others_corrected_meanwhile_is_written_as_it_is_now(cast, upstairs):
    event = post_event(cast.carla, draft(room_id=upstairs.id, place=None))
    with transaction() as session:
        assert event.room.wheelchair == "no"
        corrected = update(Resource.__table__).values(wheelchair="yes", revision=event.revision + 1)
        session.connection().execute(corrected)
        save(event)

    assert "nicht zugänglich" not in stored(event).replace("\r\n ", "")
