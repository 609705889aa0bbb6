"""The wall at a network meeting: what the room may see, page after page, new by itself; and the quick form for it."""

import re

import cooperating
import pytest
from sqlalchemy import func, select

from kiknet import clock
from kiknet.cooperations import wall
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import joining, parting
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.organisations.service import office

WALL = "/kooperationen/wand"


def pin(by, title="A garden", **more):
    return found(by, CooperationDraft(**{"title": title, "visibility": "public", **more}))


def test_strangers_in_the_room_see_what_is_public_and_the_network_all(cast, browser, new_browser):
    pin(cast.ana, "A garden", needs="Spades")
    pin(cast.ana, "A secret plan", visibility="network")

    strangers, carlas = browser.get(WALL).text, new_browser().as_(cast.carla).get(WALL).text

    assert "A garden" in strangers
    assert "Spades" in strangers
    assert "A secret plan" not in strangers
    assert "A secret plan" in carlas
    assert "A secret plan" not in new_browser().as_(cast.carla).get(f"{WALL}?wer=alle").text


def test_the_network_s_notes_are_for_whoever_is_of_the_network(cast):
    assert wall.room_of(None) == wall.EVERYBODY
    assert wall.room_of(cast.olga) == wall.NETWORK


@pytest.mark.parametrize("state", ["planning", "active", "completed", "cancelled", "archived"])
def test_only_what_looks_for_partners_hangs_there(cast, browser, state):
    idea = pin(cast.ana)
    with transaction():
        idea.state = state
    assert "A garden" not in browser.get(WALL).text


def test_what_the_office_has_hidden_hangs_nowhere(cast, browser):
    idea = pin(cast.ana)
    with transaction():
        idea.hidden_at = clock.now()
    assert "A garden" not in browser.as_(cast.ana).get(WALL).text


def test_who_is_in_and_who_would_join_stand_on_the_note(cast, browser, new_browser):
    joining.join(cast.carla, pin(cast.ana))

    seen = browser.get(WALL).text
    assert "The Mill" in seen
    assert "The Library" not in seen
    assert "eine weitere möchte mitmachen" in seen
    assert "The Library" in new_browser().as_(cast.ana).get(WALL).text


def test_eight_ideas_are_two_pages_and_after_the_last_it_begins_anew(cast, browser):
    for number in range(8):
        pin(cast.ana, f"Idea {number}")

    first = browser.get(WALL).text
    onward = re.search(r'data-next="([^"]+)"', first)[1]
    second = browser.get(onward).text

    assert first.count('class="idea"') == second.count('class="idea"') == 4
    assert 'http-equiv="refresh"' in first
    assert re.search(r'data-next="([^"]+)"', second)[1] == WALL
    assert browser.get(f"{WALL}?seite=99").text == first


def test_unchanged_it_is_not_sent_again_and_costs_one_query(cast, browser, queries):
    pin(cast.ana)
    etag = browser.get(WALL).headers["ETag"]

    with queries.counted():
        again = browser.get(WALL, headers={"If-None-Match": etag})
    assert (again.status_code, len(queries)) == (304, 1)

    pin(cast.carla, "A choir")
    anew = browser.get(WALL, headers={"If-None-Match": etag})
    assert anew.status_code == 200
    assert "A choir" in anew.text


def test_what_the_network_sees_is_kept_nowhere_and_answers_no_stranger(cast, browser, new_browser):
    pin(cast.ana, visibility="network")
    etag = browser.get(WALL).headers["ETag"]
    carlas = new_browser().as_(cast.carla).get(WALL, headers={"If-None-Match": etag})

    assert (carlas.status_code, carlas.headers["Cache-Control"], "ETag" in carlas.headers) == (200, "no-store", False)
    assert "A garden" in carlas.text
    answer = browser.get(WALL)
    assert "A garden" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_four_notes_cost_as_many_queries_as_one(cast, browser, queries):
    pin(cast.ana)
    with queries.counted():
        browser.get(WALL)
    one = len(queries)
    for number in range(3):
        joining.join(cast.carla, pin(cast.ana, f"Idea {number}"))
    db.session.rollback()

    with queries.counted():
        page = browser.get(WALL)

    assert page.text.count('class="idea"') == 4
    assert len(queries) == one <= 12


def test_the_code_leads_to_this_wall_and_an_empty_one_invites(browser, cast):
    page = browser.get(WALL).text
    assert "data:image/svg+xml" in page
    assert "localhost/kooperationen/wand" in page
    assert "Hier hängt noch nichts." in page


def test_ana_hangs_up_an_idea_in_under_a_minute(cast, browser):
    browser.as_(cast.ana)
    form = browser.get("/mein/kooperationen/idee").text
    key = re.search(r'name="key"[^>]*value="([^"]+)"', form)[1]
    note = {
        "title": "Lachyoga",
        "summary": "Wir lachen. Alle.",
        "needs": "Ein Saal",
        "visibility": "public",
        "key": key,
    }

    for _twice in range(2):
        answer = browser.post("/mein/kooperationen/idee", data=note)
        assert answer.status_code == 303

    idea = db.session.scalars(select(Cooperation)).one()
    assert (idea.title, idea.needs, idea.visibility, idea.state) == ("Lachyoga", "Ein Saal", "public", "idea")
    assert answer.location == f"/kooperationen/{idea.id}"
    assert "Lachyoga" in browser.get(WALL).text


def test_without_a_title_the_form_comes_back_with_everything(cast, browser):
    answer = browser.as_(cast.ana).post("/mein/kooperationen/idee", data={"needs": "Ein Saal", "visibility": "public"})
    assert answer.status_code == 422
    assert "Ein Saal" in answer.text
    assert db.session.scalar(select(func.count()).select_from(Cooperation)) == 0


def test_carla_joins_from_the_card_and_takes_it_back(cast, browser):
    idea = pin(cast.ana)
    browser.as_(cast.carla)
    assert "Was könnten Sie beitragen?" in browser.get(f"/kooperationen/{idea.id}/mitmachen").text

    answer = browser.post(f"/kooperationen/{idea.id}/mitmachen", data={"contribution": "Tee"})
    assert "The Mill erfährt davon" in browser.get(answer.location).text
    assert idea.partner(cast.city_library.id).contribution == "Tee"

    browser.post(f"/kooperationen/{idea.id}/ruecknahme")
    assert idea.partner(cast.city_library.id) is None


def test_what_is_too_long_comes_back_beside_its_field(cast, browser):
    idea = pin(cast.ana)
    answer = browser.as_(cast.carla).post(f"/kooperationen/{idea.id}/mitmachen", data={"contribution": "x" * 501})
    assert answer.status_code == 422
    assert "500 Zeichen" in answer.text


def test_a_stranger_who_would_join_is_asked_to_sign_in_and_ana_is_led_to_what_she_leads(cast, browser, new_browser):
    idea = pin(cast.ana)
    assert browser.get(f"/kooperationen/{idea.id}/mitmachen").location.startswith("/anmelden")
    assert new_browser().as_(cast.ana).get(f"/kooperationen/{idea.id}/mitmachen").status_code == 303
    assert new_browser().as_(cast.vera).get("/mein/kooperationen/idee").status_code == 403


def test_what_a_new_organisation_begins_only_the_network_sees_at_first(cast, browser):
    with transaction():
        cast.mill.trust = "new"
    browser.as_(cast.ana)
    note = {"title": "Lachyoga", "visibility": "public"}

    refused = browser.post("/mein/kooperationen/idee", data=note)
    assert refused.status_code == 422
    assert "sieht zuerst nur das Netzwerk" in refused.text
    assert browser.post("/mein/kooperationen/idee", data=note | {"visibility": "network"}).status_code == 303


def test_the_idea_of_a_suspended_organisation_is_off_the_wall_until_it_is_back(cast, new_browser):
    idea = cooperating.led(cast.ana, "Nachtflohmarkt", visibility="public")
    pages = "/", WALL, "/kooperationen", "/suche?q=Nachtflohmarkt", f"/kooperationen/{idea.id}"
    for page in pages[:-1]:
        assert f'href="/kooperationen/{idea.id}"' in new_browser().get(page).text, page
    office.suspend(cast.olga, cast.mill, "Pause")
    for page in pages[:-1]:
        assert f'href="/kooperationen/{idea.id}"' not in new_browser().get(page).text, page
    assert new_browser().get(pages[-1]).status_code == 404
    assert "Nachtflohmarkt" not in new_browser().as_(cast.carla).get("/kooperationen/wand").text
    office.resume(cast.olga, cast.mill)
    assert "Nachtflohmarkt" in new_browser().get("/kooperationen/wand").text


def test_the_start_page_names_who_leads_an_idea_and_not_who_has_left_it(cast, browser):
    idea = cooperating.led(
        cast.ana, "Nachtflohmarkt", state="seeking", visibility="public", accepted=[cast.city_library]
    )
    parting.hand_over(cast.ana, idea, cast.city_library.id)
    parting.leave(cast.ana, idea)
    assert [short.who for short in wall.latest(None, 3)] == ["The Library"]
    office.suspend(cast.olga, cast.city_library, "Pause")
    assert wall.latest(None, 3) == []
