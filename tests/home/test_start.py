"""The start page and an organisation's page, for strangers and for those who belong to it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from drafts import draft
from flask import Response
from flask.testing import FlaskClient

from kiknet import clock
from kiknet.calendar.organisers import accept, ask
from kiknet.calendar.service import post_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.organisations.models import FormerSlug


@pytest.fixture(autouse=True)
def on_a_tuesday_in_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 9, 8, tzinfo=UTC))


def on(day, hour=15, **more):
    starts = datetime(2027, 3, day, hour)
    return draft(starts_local=starts, ends_local=starts + timedelta(hours=2), **more)


def test_a_stranger_sees_what_is_on_this_week(cast, browser):
    post_event(cast.ana, on(9, title="Heute da"))
    post_event(cast.carla, on(10, title="Am Mittwoch"))
    post_event(cast.ana, on(16, title="Nächste Woche"))
    post_event(cast.ana, on(9, 16, title="Plan", scheduling="planned"))

    page = browser.get("/")

    assert "Heute da" in page.text
    assert "Am Mittwoch" in page.text
    assert "Nächste Woche" not in page.text
    assert "Plan<" not in page.text
    assert ">heute<" in page.text
    assert ">morgen<" in page.text
    assert 'href="/mitmachen"' in page.text
    assert "Set-Cookie" not in page.headers


def test_twelve_are_enough_for_a_start(cast, browser, queries):
    post_event(cast.ana, on(9, 9))
    browser.get("/")
    with queries.counted():
        browser.get("/")
    one = len(queries)
    for number in range(14):
        post_event(cast.ana, on(9 + number % 3, 10, title=f"Nummer {number}"))
    db.session.rollback()

    with queries.counted():
        page = browser.get("/")

    assert page.text.count('class="event"') == 12
    assert len(queries) == one <= 4


def test_an_empty_week_still_invites(cast, browser):
    assert "Für die nächsten Tage ist nichts eingetragen." in browser.get("/").text


def test_ana_sees_what_her_organisation_has_next(cast, browser):
    post_event(cast.ana, on(28, title="In drei Wochen"))
    post_event(cast.carla, on(28, title="Nicht ihres"))

    page = browser.as_(cast.ana).get("/").text

    assert "In drei Wochen" in page
    assert "Nicht ihres" not in page
    assert "/mein/veranstaltungen/neu" in page


def test_a_first_visit_is_light(app, cast):
    browser = FlaskClient(app, Response)
    for hour in range(9, 21):
        post_event(cast.ana, on(9, hour, spoken=("de", "tr"), fields=("sprache-bildung",)))
    compressed = {"Accept-Encoding": "br"}
    page = len(browser.get("/", headers=compressed).data)
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', browser.get("/").text))
    sizes = [len(browser.get(path, headers=compressed).data) for path in loaded]

    assert page + sum(sizes) <= 60_000
    assert 1 + len(loaded) <= 6


def test_an_organisations_page_shows_what_comes_and_what_was(cast, browser):
    post_event(cast.ana, on(20, title="Kommt"))
    post_event(cast.ana, on(2, title="War"))
    together = post_event(cast.carla, on(21, title="Zusammen"))
    ask(cast.carla, together, cast.mill)
    accept(cast.ana, together)
    post_event(cast.carla, on(22, title="Fremd"))

    coming, past = browser.get("/organisationen/mill").text, browser.get("/organisationen/mill?zeit=vergangen").text

    assert ["Kommt" in coming, "Zusammen" in coming, "War<" in coming, "Fremd" in coming] == [True, True, False, False]
    assert ["Kommt" in past, "War<" in past] == [False, True]
    assert 'href="/abonnieren?organisation=mill"' in coming


def test_an_old_address_leads_to_the_new_one(cast, browser):
    with transaction() as session:
        session.add(FormerSlug(slug="old-mill", organisation_id=cast.mill.id))

    answer = browser.get("/organisationen/old-mill")

    assert (answer.status_code, answer.location) == (301, "/organisationen/mill")
    assert browser.get("/organisationen/nobody").status_code == 404


def test_five_events_of_an_organisation_cost_as_many_queries_as_one(cast, browser, queries):
    post_event(cast.ana, on(20))
    browser.get("/organisationen/mill")
    with queries.counted():
        browser.get("/organisationen/mill")
    one = len(queries)
    for hour in range(16, 20):
        post_event(cast.ana, on(20, hour))
    db.session.rollback()

    with queries.counted():
        page = browser.get("/organisationen/mill")

    assert page.text.count('class="event"') == 5
    assert len(queries) == one


def test_ideas_that_look_for_partners_stand_there_for_whoever_may_see_them(cast, browser, new_browser):
    for title, visibility in (("Lachyoga", "public"), ("Stiller Plan", "network")):
        found(cast.ana, CooperationDraft(title=title, needs="Ein Saal", visibility=visibility))

    strangers, anas = browser.get("/").text, new_browser().as_(cast.ana).get("/").text

    assert "Ideen, die Partner suchen" in strangers
    assert ["Lachyoga" in strangers, "Stiller Plan" in strangers] == [True, False]
    assert ["Lachyoga" in anas, "Stiller Plan" in anas] == [True, True]


def test_what_is_on_and_what_is_ones_own_may_be_on_the_same_day(cast, browser):
    post_event(cast.ana, on(9, title="Unser Fest"))

    page = browser.as_(cast.ana).get("/")  # and keeps the promise of ids that are there once

    assert page.text.count("Unser Fest") == 2
    assert page.text.count('id="tag-2027-03-09"') == 1


def test_what_an_organisation_looks_for_does_not_stand_below_months_of_dates(cast, browser):
    for day in range(10, 20):
        post_event(cast.ana, on(day, title=f"Treffen {day}"))

    first = browser.get("/organisationen/mill").text
    more = browser.get(re.search(r'href="(/organisationen/mill\?seite=2)#termine"', first)[1]).text

    assert [f"Treffen {day}" in first for day in (10, 17, 18)] == [True, True, False]
    assert [f"Treffen {day}" in more for day in (17, 18, 19)] == [False, True, True]
