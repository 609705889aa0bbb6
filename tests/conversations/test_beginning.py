"""A conversation begins at a thing: its page leads to the form, and the form knows whom one asks."""

import pytest
import rooms
from drafts import draft
from sqlalchemy import select
from talks import notices_of

from kiknet.booking.service import requests
from kiknet.calendar.service import post_event
from kiknet.conversations.models import Conversation
from kiknet.db import db


@pytest.fixture
def event(cast):
    return post_event(cast.ana, draft(title="Sprachcafé"))


def test_carla_asks_the_organiser_of_an_event_and_finds_the_conversation_again(cast, event, browser):
    carla, address = browser.as_(cast.carla), f"/mein/nachrichten/neu?ueber=veranstaltung-{event.id}"
    assert address.replace("&", "&amp;") in carla.get(f"/veranstaltungen/{event.id}").text
    assert "The Mill" in carla.get(address).text

    answer = carla.post(address, data={"text": "Gibt es Kinderbetreuung?"})

    talk = db.session.scalars(select(Conversation)).one()
    assert answer.location == f"/mein/nachrichten/{talk.id}"
    assert (talk.subject, talk.about_kind, talk.about_id) == ("Sprachcafé", "events", event.id)
    assert talk.url == f"/veranstaltungen/{event.id}"
    assert carla.get(address).location == f"/mein/nachrichten/{talk.id}"
    assert len(notices_of(cast.ana)) == 1


def test_nobody_asks_themselves_and_viewers_do_not_write(cast, event, new_browser):
    address = f"/mein/nachrichten/neu?ueber=veranstaltung-{event.id}"

    for who in (cast.ana, cast.vera):
        assert new_browser().as_(who).get(address).status_code == 403
        assert address not in new_browser().as_(who).get(f"/veranstaltungen/{event.id}").text


@pytest.mark.parametrize("about", ["", "veranstaltung-", "veranstaltung-999", "mond-1", "veranstaltung-x", "-1"])
def test_without_a_thing_there_is_no_form(cast, browser, about):
    assert browser.as_(cast.carla).get(f"/mein/nachrichten/neu?ueber={about}").status_code == 404


def test_what_one_may_not_see_one_cannot_ask_about(cast, browser):
    hidden = post_event(cast.ana, draft(), publish=False)

    assert browser.as_(cast.carla).get(f"/mein/nachrichten/neu?ueber=veranstaltung-{hidden.id}").status_code == 404


def test_an_empty_question_comes_back(cast, event, browser):
    answer = browser.as_(cast.carla).post(f"/mein/nachrichten/neu?ueber=veranstaltung-{event.id}", data={"text": ""})

    assert answer.status_code == 422
    assert "Bitte schreiben Sie etwas." in answer.text


def test_about_a_booking_either_side_asks_the_other(cast, new_browser):
    hall = rooms.offered(cast.ana)
    booking = requests.request_booking(cast.carla, rooms.asked(hall))
    address = f"/mein/nachrichten/neu?ueber=buchung-{booking.id}"

    assert "The Mill" in new_browser().as_(cast.carla).get(address).text
    ana = new_browser().as_(cast.ana)
    assert "The Library" in ana.get(address).text
    ana.post(address, data={"text": "Brauchen Sie Stühle?"})
    new_browser().as_(cast.carla).post(address, data={"text": "Ja, zwölf."})

    assert len(db.session.scalars(select(Conversation)).all()) == 1


def test_about_a_room_one_asks_its_owner(cast, browser):
    hall = rooms.offered(cast.ana)
    carla = browser.as_(cast.carla)

    assert f"ueber=raum-{hall.id}" in carla.get(f"/raeume/{hall.id}").text
    assert "The Mill" in carla.get(f"/mein/nachrichten/neu?ueber=raum-{hall.id}").text
