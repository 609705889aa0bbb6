"""A stranger finds the button for their device, without an account and without a cookie."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import world
from drafts import draft

from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.feeds.links import FeedLinks
from kiknet.organisations import queries
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office
from kiknet.web import qr

THINGERS = "/abonnieren?stadtteil=thingers&zielgruppe=women&gesprochen=tr"


def links_on(answer):
    return [html.unescape(link) for link in re.findall(r'href="([^"]+)"', answer.text)]


def test_everything_can_be_subscribed_with_one_button(browser, cast):
    answer = browser.get("/abonnieren")

    assert "webcal://localhost/feeds/kalender.ics" in links_on(answer)
    assert "Set-Cookie" not in answer.headers


def test_a_filter_travels_into_every_link(browser, cast):
    links = links_on(browser.get(THINGERS))

    wanted = {"stadtteil": ["thingers"], "zielgruppe": ["women"], "gesprochen": ["tr"]}
    webcal = next(link for link in links if link.startswith("webcal:"))
    google = next(link for link in links if "google" in link)
    outlook = next(link for link in links if "outlook.live.com" in link)
    assert parse_qs(urlsplit(webcal).query) == wanted
    assert parse_qs(urlsplit(google).query)["cid"] == [webcal]
    assert parse_qs(urlsplit(outlook).query)["url"] == [webcal.replace("webcal:", "http:")]


@pytest.mark.parametrize("scheme", ["webcal", "http"])
def test_the_address_on_the_page_is_a_feed(browser, cast, scheme):
    answer = browser.get(THINGERS)
    address = next(link for link in links_on(answer) if link.startswith(f"{scheme}://localhost/feeds/"))

    feed = browser.get(address.partition("localhost")[2])

    assert feed.status_code == 200
    assert feed.mimetype == "text/calendar"


def test_one_organisation_alone_has_the_feed_that_follows_its_name(browser, cast):
    assert "webcal://localhost/feeds/organisationen/mill.ics" in links_on(browser.get("/abonnieren?organisation=mill"))


def test_the_days_of_a_calendar_page_do_not_end_the_subscription(browser, cast):
    assert "webcal://localhost/feeds/kalender.ics" in links_on(browser.get("/abonnieren?von=2027-03-01&bis=2027-03-31"))


def test_the_poster_says_in_words_what_one_gets(browser, cast):
    text = browser.get("/abonnieren/plakat?stadtteil=thingers&kostenlos=1").text

    assert "Thingers · kostenlos" in text
    assert "data:image/svg+xml" in text


def test_an_english_reader_keeps_the_language_in_the_feed(browser, cast):
    assert "webcal://localhost/feeds/kalender.ics?sprache=en" in links_on(browser.get("/abonnieren?sprache=en"))


def test_the_choice_costs_the_same_for_two_organisations_and_seven(browser, cast, queries):
    browser.get("/abonnieren")
    with queries.counted() as counted:
        browser.get("/abonnieren")
        two = len(counted)
    with transaction() as session:
        session.add_all(
            Organisation(slug=f"verein-{n}", name=f"Verein {n}", kind="culture", state="active") for n in range(5)
        )

    with queries.counted() as counted:
        answer = browser.get("/abonnieren")

    assert len(counted) == two
    assert "Verein 4" in answer.text


def test_the_code_holds_the_address_of_the_page_with_its_filter(browser, cast, monkeypatch):
    written = []
    monkeypatch.setattr(qr, "data_uri", lambda text: written.append(text) or "data:image/svg+xml,x")

    browser.get(THINGERS)
    browser.get("/abonnieren/plakat?stadtteil=thingers&sprache=en")

    assert written == [
        "http://localhost/abonnieren?stadtteil=thingers&zielgruppe=women&gesprochen=tr",
        "http://localhost/abonnieren?stadtteil=thingers&sprache=en",
    ]


def test_an_organisation_nobody_knows_is_no_reason_to_fail(browser, cast):
    assert browser.get("/abonnieren?organisation=nobody").status_code == 200


def test_google_gets_the_whole_address_as_one_value():
    links = FeedLinks("https://kalender.example.org/feeds/kalender.ics?q=Tee+%26+Brot&feld=a", "Netzwerk")

    cid = parse_qs(urlsplit(links.google).query)["cid"][0]
    assert cid == "webcal://kalender.example.org/feeds/kalender.ics?q=Tee+%26+Brot&feld=a"


def test_an_unknown_organisation_is_left_out_and_said(browser, cast):
    answer = browser.get("/abonnieren?organisation=nobody&organisation=mill")

    assert "Unter „nobody“ finden wir nichts" in answer.text
    assert "webcal://localhost/feeds/organisationen/mill.ics" in links_on(answer)
    alone = links_on(browser.get("/abonnieren?organisation=nobody"))
    assert "webcal://localhost/feeds/kalender.ics" in alone
    assert not [link for link in alone if "nobody" in link and "/abonnieren" not in link]


def test_a_merged_organisation_is_found_where_it_went(browser, cast, at):
    event = post_event(cast.carla, draft())
    office.merge(cast.olga, cast.city_library, cast.mill)

    assert event.title in browser.get("/kalender?organisation=library&von=2027-03-01").text
    assert event.title in browser.get("/feeds/kalender.ics?organisation=library").text
    assert "webcal://localhost/feeds/organisationen/mill.ics" in links_on(
        browser.get("/abonnieren?organisation=library")
    )
    moved = browser.get("/feeds/organisationen/library.ics")
    assert (moved.status_code, moved.location) == (301, "/feeds/organisationen/mill.ics")


def test_organisations_merged_one_after_the_other_are_followed_to_the_last(browser, app, at):
    cast = world.build().cast
    garden, choir = (queries.organisation_by_slug(slug)[0] for slug in ("garden", "choir"))
    post_event(cast.ana, draft(title="Sommerfest"))
    for gone, stays in ((choir, garden), (garden, cast.city_library), (cast.city_library, cast.mill)):
        office.merge(cast.olga, gone, stays)

    assert "Sommerfest" in browser.get("/feeds/kalender.ics?organisation=choir").text
