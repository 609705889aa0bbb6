"""The pages about matches: Ana and Ben for the Mill, Vera may only look there, Carla for the Library."""

import pytest
from listings import listed, offered
from sqlalchemy import select

from kiknet.board.availability import Availability, Weekly
from kiknet.board.service import listings
from kiknet.db import db, transaction
from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership


def only():
    db.session.rollback()
    return db.session.scalars(select(Match)).one()


def test_hits_stand_on_ones_own_page_with_their_reasons(cast, browser):
    listed(cast.ana)
    offered(cast.carla)

    page = browser.as_(cast.ana).get("/mein/treffer").text

    assert "Passt gut" in page
    assert "Ältere sprechen gern mit Ihnen" in page
    assert "Die Sprache passt: Deutsch." in page


def test_a_page_without_hits_says_what_will_come(cast, browser):
    assert "Noch kein Treffer" in browser.as_(cast.ana).get("/mein/treffer").text
    assert browser.as_(cast.olga).get("/mein/treffer").status_code == 200


def test_saying_that_it_does_not_fit(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}/absage"
    browser.as_(cast.carla)

    assert "Passt das nicht?" in browser.get(address).text
    assert browser.post(address, data={"reason": "x" * 501}).status_code == 422
    assert browser.post(address, data={"reason": "Dienstags ist zu."}).status_code == 303

    assert only().state == "dismissed"
    ours = browser.get("/mein/treffer").text
    assert "Passt doch" in ours
    assert 'Unser Grund: <span dir="auto">Dienstags ist zu.</span>' in ours
    assert "Dienstags ist zu." not in browser.as_(cast.ana).get("/mein/treffer").text
    assert browser.as_(cast.carla).post(f"/mein/treffer/{only().id}/ruecknahme").status_code == 303
    assert only().state == "suggested"


def test_who_dismissed_it_decides_whether_it_returns(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    browser.as_(cast.carla).post(f"/mein/treffer/{only().id}/absage", data={})

    assert browser.as_(cast.ana).post(f"/mein/treffer/{only().id}/ruecknahme").status_code == 403


def test_viewers_look_and_others_do_not_even_see(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}/absage"

    assert browser.as_(cast.vera).get(address).status_code == 403
    assert "Ältere sprechen gern" in browser.get("/mein/treffer").text
    assert browser.as_(cast.olga).get(address).status_code == 404


@pytest.mark.parametrize("deed", [listings.withdraw_listing, listings.pause_listing])
def test_what_has_left_the_board_is_not_shown_by_its_match_either(cast, browser, deed):
    need = listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}"
    assert need.title in browser.as_(cast.carla).get(f"{address}/absage").text

    deed(cast.ana, need)

    assert browser.get(f"{address}/absage").status_code == 404
    assert browser.post(f"{address}/absage", data={}).status_code == 404
    assert browser.post(f"{address}/ruecknahme").status_code == 404


def test_seen_hits_are_no_longer_new(cast, browser):
    listed(cast.ana)
    offered(cast.carla)

    browser.as_(cast.ana).post("/mein/treffer/gesehen")

    assert only().state == "seen"
    assert "Alle als gesehen markieren" not in browser.get("/mein/treffer").text


def test_the_page_of_ones_own_listing_names_what_fits_it(cast, browser):
    need, _other = listed(cast.ana), offered(cast.carla)

    assert "Das passt dazu" in browser.as_(cast.ana).get(f"/suchen-bieten/{need.id}").text
    assert "Das passt dazu" not in browser.as_(cast.carla).get(f"/suchen-bieten/{need.id}").text


def test_who_left_something_open_hears_what_would_make_it_better(cast, browser):
    need = listed(cast.ana, availability=Availability())
    given = offered(cast.carla)

    for address in ("/mein/treffer", f"/suchen-bieten/{need.id}"):
        page = browser.as_(cast.ana).get(address).text
        assert "Wenn Sie angeben, wann es sein könnte, zeigt sich, ob beide Zeit haben." in page
        assert f"/mein/suchen-bieten/{need.id}/bearbeiten" in page

    theirs = browser.as_(cast.carla).get("/mein/treffer").text
    assert "Wenn Sie" not in theirs
    assert "Es ist noch offen, wann es sein könnte." in theirs
    assert f"/mein/suchen-bieten/{given.id}/bearbeiten" not in theirs


def test_without_a_time_of_day_it_is_asked_for(cast, browser):
    listed(cast.ana, availability=Availability("weekly", (Weekly(1),)))
    offered(cast.carla)

    assert "Wenn Sie eine Uhrzeit angeben, zeigt sich, ob sie beiden passt." in (
        browser.as_(cast.ana).get("/mein/treffer").text
    )


def test_who_may_only_look_is_not_asked_to_add_anything(cast, browser):
    listed(cast.ana, availability=Availability())
    offered(cast.carla)

    assert "Jetzt ergänzen" not in browser.as_(cast.vera).get("/mein/treffer").text


def test_more_hits_cost_no_more_questions(cast, browser, queries):
    listed(cast.ana)
    offered(cast.carla)
    browser.as_(cast.ana).get("/mein/treffer")
    with queries.counted() as one:
        browser.get("/mein/treffer")
    for number in range(4):
        offered(cast.carla, title=f"Gespräche {number}")
    browser.get("/mein/treffer")

    with queries.counted() as five:
        browser.get("/mein/treffer")

    assert len(five) == len(one)


def test_who_suits_us_is_ranked_with_reasons(cast, browser):
    with transaction():
        for organisation in (cast.mill, cast.city_library):
            organisation.fields, organisation.audiences = ["sprache-bildung"], ["women"]
    listed(cast.ana)
    offered(cast.carla)

    page = browser.as_(cast.ana).get("/wer-passt").text

    assert "The Library" in page
    assert "„Ältere sprechen gern mit Ihnen“ passt zu Ihrem Eintrag „Menschen zum Deutschsprechen“." in page
    assert "Gemeinsame Handlungsfelder: Sprache und Bildung." in page


@pytest.mark.parametrize("address", ["/mein/treffer", "/wer-passt"])
def test_somebody_of_two_organisations_is_asked_for_which_one_they_look(cast, browser, address):
    listed(cast.ana)
    offered(cast.carla)
    with transaction():
        db.session.add(Membership(user=cast.ana.user, organisation=cast.city_library, role="editor"))
    browser.as_(Acting(cast.ana.user))

    asked = browser.get(address)

    assert asked.status_code == 303
    assert asked.headers["Location"] == f"/mein/auftreten?next={address}"
