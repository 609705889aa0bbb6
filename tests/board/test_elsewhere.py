"""Listings on other pages: start, organisation, one's own area, the desk, the search, the API, the sitemap."""

import re
from datetime import timedelta

from listings import listed, offered, wanted

from kiknet import clock
from kiknet.board.service import answers, listings
from kiknet.db import transaction
from kiknet.search import service as search

TITLE = "Menschen zum Deutschsprechen"


def test_start_page_and_organisation_page_show_what_is_on_the_board(cast, browser, new_browser):
    listed(cast.ana)
    listed(cast.ana, title="Nur für uns", visibility="network")

    for path in ("/", "/organisationen/mill"):
        stranger, carla = browser.get(path).text, new_browser().as_(cast.carla).get(path).text
        assert TITLE in stranger
        assert "Nur für uns" not in stranger
        assert "Nur für uns" in carla
    assert TITLE not in browser.get("/organisationen/library").text


def test_what_waits_for_an_answer_stands_in_ones_own_area(cast, browser):
    need = listed(cast.ana)
    answers.show_interest(cast.carla, need, "Gern")

    assert "The Library" in browser.as_(cast.ben).get("/mein/").text


def test_the_office_approves_from_its_desk(cast, browser):
    with transaction():
        cast.mill.trust = "new"
    need = listed(cast.ana, text="Bitte melden Sie sich.")
    olga = browser.as_(cast.olga)
    desk = olga.get("/buero/").text
    assert TITLE in desk
    assert "Bitte melden Sie sich." in desk

    version = re.search(r'name="version" value="(\d+)"', desk)[1]
    listings.change_listing(cast.ana, need, wanted(text="Kaufen Sie!"), need.revision)
    approve = f"/suchen-bieten/{need.id}/freigabe"
    for unread in ({"version": version}, {}):
        assert olga.post(approve, data={"trust": "1"} | unread).status_code == 409
    assert not cast.mill.is_trusted

    version = re.search(r'name="version" value="(\d+)"', olga.get(f"/suchen-bieten/{need.id}").text)[1]
    assert olga.post(approve, data={"trust": "1", "version": version}).status_code == 303

    assert need.state == "active"
    assert cast.mill.is_trusted
    olga.get("/buero/")  # with the sentence that it is published
    assert TITLE not in olga.get("/buero/").text


def test_the_search_finds_it_at_once_and_no_longer_when_it_is_gone(cast, browser, new_browser):
    need = listed(cast.ana)
    listed(cast.ana, title="Geheimes Deutsch", visibility="network")
    assert TITLE in browser.get("/suche?q=deutschsprechen").text

    search.refresh_index()
    assert TITLE in browser.get("/suche?q=deutschsprechen&art=suchen-bieten").text
    assert "Geheimes Deutsch" not in browser.get("/suche?q=geheimes").text
    assert "Geheimes Deutsch" in new_browser().as_(cast.carla).get("/suche?q=geheimes").text

    listings.pause_listing(cast.ana, need)
    assert TITLE not in browser.get("/suche?q=deutschsprechen").text


def test_the_search_does_not_find_what_has_expired(cast, browser):
    need = listed(cast.ana)
    search.refresh_index()
    with transaction():
        need.valid_until = clock.today() - timedelta(days=1)

    assert TITLE not in browser.get("/suche?q=deutschsprechen").text


def test_the_sitemap_names_public_listings_only(cast, browser):
    public, hidden = listed(cast.ana), listed(cast.ana, visibility="network")
    page = browser.get("/sitemap.xml").text

    assert f"/suchen-bieten/{public.id}<" in page
    assert f"/suchen-bieten/{hidden.id}<" not in page


def test_the_api_says_what_the_pages_say(cast, browser):
    need = listed(cast.ana)
    offered(cast.carla, district_number=39)
    listed(cast.ana, title="Nur für uns", visibility="network")

    for query, number in (("", 2), ("?richtung=gesucht", 1), ("?stadtteil=thingers", 1), ("?kategorie=room", 0)):
        found = browser.get(f"/api/v1/listings{query}").json
        assert len(found["items"]) == number, query
    one = browser.get(f"/api/v1/listings/{need.id}").json
    assert (one["name"], one["direction"], one["organisation"]["slug"]) == (TITLE, "gesucht", "mill")
    assert one["availability"]["slots"] == [{"weekday": "TU", "from": "14:00", "to": "17:00"}]
    assert browser.get("/api/v1/listings?richtung=beides").status_code == 400

    listings.withdraw_listing(cast.ana, need)
    assert browser.get(f"/api/v1/listings/{need.id}").status_code == 410
