"""Nadia has an account, for she has applied or was once in; she belongs to no organisation.

What is for the network is not for her: an address and a password are easily had.
"""

from datetime import datetime

import pytest
from drafts import draft
from listings import listed
from rooms import asked, at, offered

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.booking.service import requests
from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Contact
from kiknet.organisations.queries import members_of
from kiknet.organisations.service import members
from kiknet.web.public import is_public


@pytest.fixture
def nadia(app, cast):
    with transaction() as session:
        user = User(email="nadia@example.org", display_name="Nadia", confirmed_at=clock.now())
        session.add(user)
    return Acting(user)


def test_she_sees_of_rooms_what_strangers_see(cast, nadia, browser):
    hall = offered(cast.ana, mode="instant")
    hidden = offered(cast.ana, title="Nur für uns", visibility="network")
    requests.request_booking(cast.carla, asked(hall, at()))
    week = f"{at().starts_at:%G-W%V}"

    page = browser.as_(nadia).get(f"/raeume/{hall.id}?woche={week}")

    assert "belegt" in page.text
    assert "The Library" not in page.text
    assert "Nur für uns" not in browser.get("/raeume").text
    assert browser.get(f"/raeume/{hidden.id}").status_code == 404
    assert browser.get(f"/raeume/{hall.id}/aushang?woche={week}").status_code == 403
    assert browser.get(f"/raeume/{hall.id}/anfrage").status_code == 403


def test_she_sees_neither_what_is_listed_for_the_network_nor_whom_to_call(cast, nadia, browser):
    with transaction() as session:
        session.add(
            Contact(organisation=cast.mill, kind="phone", label="Ana", value="0831 12345", is_public=False, position=0)
        )
    need = listed(cast.ana)
    hidden = listed(cast.ana, title="Unter uns", visibility="network")

    page = browser.as_(nadia).get(f"/suchen-bieten/{need.id}")

    assert page.status_code == 200
    assert "0831 12345" not in page.text
    assert "0831 12345" not in browser.get("/organisationen/mill").text
    assert "Unter uns" not in browser.get("/suchen-bieten").text
    assert "Unter uns" not in browser.get("/suche?q=Unter").text
    assert browser.get(f"/suchen-bieten/{hidden.id}").status_code == 404


def test_she_sees_no_plans(cast, nadia, browser):
    plan = post_event(cast.ana, draft(title="Geheimer Plan", scheduling="planned"))
    inside = post_event(cast.ana, draft(title="Runde im Netz", visibility="network"))

    browser.as_(nadia)

    for event in (plan, inside):
        assert browser.get(f"/veranstaltungen/{event.id}").status_code == 404
    for page in ("/kalender", "/", f"/kalender?von={datetime(2020, 1, 1):%Y-%m-%d}"):
        text = browser.get(page).text
        assert "Geheimer Plan" not in text
        assert "Runde im Netz" not in text


HERS = {
    "/mein/", "/mein/konto", "/mein/hinweise", "/mein/hinweise/einstellungen", "/mein/auftreten",
    "/mein/import/vorlage.csv",
}  # fmt: skip
"""What somebody has of their own, whether or not they belong to an organisation."""


def test_every_page_of_the_network_is_closed_to_her_and_says_what_she_needs(app, nadia, browser):
    her, seen = browser.as_(nadia), set()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.arguments or "GET" not in rule.methods or is_public(view):
            continue
        page = her.get(rule.rule)
        assert page.status_code in {200, 303, 403, 404}, rule.rule
        if page.status_code == 200 and rule.rule not in HERS:
            seen.add(rule.rule)
    assert {path for path in seen if not path.startswith("/mein/konto/")} == set()
    assert "Dafür brauchen Sie eine Organisation" in her.get("/wer-passt").text


def test_her_own_things_are_hers(cast, nadia, browser):
    her = browser.as_(nadia)
    for path in (*HERS - {"/mein/auftreten"}, "/mitmachen"):
        assert her.get(path).status_code == 200, path
    start = her.get("/").text
    assert "Nadia" in start
    assert "Abmelden" in start
    assert 'href="/planung"' not in start


def test_who_was_removed_sees_no_more_than_that_with_the_next_click(cast, browser):
    hall = offered(cast.carla, mode="instant")
    requests.request_booking(cast.ana, asked(hall, at(days=3)))
    week = f"{at(days=3).starts_at:%G-W%V}"
    assert "The Mill" in browser.as_(cast.vera).get(f"/raeume/{hall.id}?woche={week}").text

    vera = next(m for m in members_of(cast.mill) if m.user_id == cast.vera.user.id)
    members.remove(cast.ana, vera)

    assert "The Mill" not in browser.get(f"/raeume/{hall.id}?woche={week}").text
