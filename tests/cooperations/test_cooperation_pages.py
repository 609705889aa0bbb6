"""The pages of a cooperation: begun, looked at, invited to, moved, remembered."""

import re

import cooperating
import pytest
from sqlalchemy import select

from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import partners
from kiknet.cooperations.service.founding import found
from kiknet.db import db

FORM = {"title": "Erzählcafé", "summary": "Deutsch üben bei Kaffee.", "needs": "Ein Raum", "visibility": "network"}


def the_one():
    return db.session.scalars(select(Cooperation)).one()


@pytest.fixture
def cafe(cast):
    return found(cast.ana, CooperationDraft(title="Erzählcafé", needs="Ein Raum", visibility="public"), origin="manual")


def test_ana_begins_one_and_asks_the_library_which_says_yes_and_the_planning_begins(cast, browser, new_browser):
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)

    begun = ana.post("/mein/kooperationen/neu", data=FORM | {"invited": [cast.city_library.id]})
    page = ana.get(begun.location).text
    assert "Es fehlt noch: eine zweite Organisation." in page
    assert "Mit der Planung beginnen" not in page

    address = f"/kooperationen/{the_one().id}"
    assert "Ihre Organisation ist eingeladen" in carla.get(address).text
    carla.post(f"{address}/einladung", data={"answer": "yes", "contribution": "Der Lesesaal"})
    page = ana.get(address).text
    assert "Der Lesesaal" in page
    assert "Die Planung kann beginnen" in page

    ana.post(f"{address}/stand", data={"state": "planning"})
    page = carla.get(address).text
    assert "Es fehlt noch: ein Termin" in page
    assert the_one().state == "planning"


def test_a_form_without_a_title_comes_back_with_everything_typed(cast, browser):
    answer = browser.as_(cast.ana).post("/mein/kooperationen/neu", data=FORM | {"title": ""})
    assert answer.status_code == 422
    assert "Deutsch üben bei Kaffee." in answer.text
    assert "Bitte geben Sie einen Titel an." in answer.text


def test_a_stranger_reads_what_is_public_and_sees_no_inside(cafe, cast, browser):
    partners.invite(cast.ana, cafe, cast.city_library)
    page = browser.get(f"/kooperationen/{cafe.id}").text
    assert "The Mill" in page
    assert "The Library" not in page
    assert "Erzählcafé" in browser.get("/kooperationen").text


def test_the_list_is_narrowed_by_state_and_organisation(cafe, cast, browser):
    assert "Erzählcafé" in browser.get("/kooperationen?stand=idee&organisation=mill").text
    assert "Erzählcafé" not in browser.get("/kooperationen?stand=laeuft").text
    assert "Erzählcafé" not in browser.get("/kooperationen?organisation=library").text


def test_history_is_a_list_people_can_read(cafe, cast, browser):
    partners.invite(cast.ana, cafe, cast.city_library)
    html = browser.as_(cast.ben).get(f"/kooperationen/{cafe.id}/verlauf").text
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "The Mill ( Ana ) hat The Library eingeladen" in page
    assert "hat die Kooperation begonnen" in page


def test_own_cooperations_and_what_waits_stand_in_the_own_area(cafe, cast, browser, new_browser):
    partners.invite(cast.ana, cafe, cast.city_library)
    carla = new_browser().as_(cast.carla)
    assert "1 Kooperation wartet auf Ihre Antwort" in carla.get("/mein/").text
    assert "1 Kooperation wartet auf Ihre Antwort" in carla.get("/mein/kooperationen").text
    assert "Erzählcafé" in browser.as_(cast.ana).get("/mein/kooperationen").text


def test_a_word_finds_cooperations_by_what_they_say_and_by_who_is_in(cast, browser):
    cooperating.led(cast.ana, "Nachtflohmarkt", visibility="public")
    found(cast.carla, CooperationDraft(title="Vorlesen im Park", summary="Bücher für Kinder", visibility="public"))

    for asked, shown in (("nachtfloh", "Nachtflohmarkt"), ("bucher", "Vorlesen im Park"), ("library", "Vorlesen")):
        page = browser.get(f"/kooperationen?q={asked}").text
        assert shown in page
        assert page.count('class="cooperation__title"') == 1
        assert f"„{asked}“" in page
    assert "Nehmen Sie einen der Filter weg" in browser.get("/kooperationen?q=lachyoga").text


def test_beside_what_is_empty_nothing_leads_to_all_of_it(cast, browser):
    cafe = cooperating.led(cast.ana, state="active", accepted=[cast.city_library])
    browser.as_(cast.ana)
    page = browser.get(f"/kooperationen/{cafe.id}").text
    for name in ("tasks", "posts", "outcome"):
        head = page.partition(f'id="abschnitt-{name}"')[2].partition("</div>")[0]
        assert head
        assert "<a " not in head

    browser.post(f"/kooperationen/{cafe.id}/aufgaben", data={"title": "Kuchen"})
    page = browser.get(f"/kooperationen/{cafe.id}").text
    assert "Alle ansehen" in page.partition('id="abschnitt-tasks"')[2].partition("</div>")[0]
