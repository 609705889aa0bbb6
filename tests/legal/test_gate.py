"""A production network shows nothing in public while its legal pages are empty."""

from dataclasses import replace
from datetime import date

import pytest

from kiknet.app import create_app
from kiknet.db import db
from kiknet.legal import service
from kiknet.legal.models import PAGES
from kiknet.web.public import is_always_open, is_public


@pytest.fixture
def public_network(app, settings, cast):
    """The same database, seen by a server in production."""
    theirs = create_app(replace(settings, env="production", base_url="https://kalender.example.org"))
    theirs.config["WTF_CSRF_ENABLED"] = False
    theirs.test_client_class = app.test_client_class
    yield theirs
    with theirs.app_context():
        db.engine.dispose()


def fill_in(cast, pages=PAGES):
    for page in pages:
        service.write_text(cast.olga, page, "de", "Ein vollständiger Text", 0)


def test_every_public_page_is_closed_but_those_one_needs_to_open_it(public_network):
    stranger = public_network.test_client()
    views = public_network.view_functions
    rules = [r for r in public_network.url_map.iter_rules() if "GET" in r.methods and is_public(views[r.endpoint])]
    closed = [r for r in rules if not is_always_open(views[r.endpoint])]

    assert {"/", "/kalender", "/organisationen", "/abonnieren", "/feeds/kalender.ics"} <= {r.rule for r in closed}
    for rule in closed:
        answer = stranger.get(_address(rule), base_url="https://localhost")
        assert (rule.rule, answer.status_code) == (rule.rule, 503)
        assert int(answer.headers["Retry-After"]) > 0


def _address(rule):
    known = {"year": 2026, "day": date(2027, 3, 9), "slug": "x", "name": "fields", "key": "x", "token": "x"}
    return rule.build({name: known.get(name, 11) for name in rule.arguments})[1]


def test_strangers_are_told_why(public_network):
    answer = public_network.test_client().get("/", base_url="https://localhost")

    assert "Das Netzwerk wird eingerichtet" in answer.text


@pytest.mark.parametrize("path", ["/anmelden", "/impressum", "/datenschutz", "/barrierefreiheit", "/healthz"])
def test_what_the_office_needs_stays_open(public_network, path):
    assert public_network.test_client().get(path, base_url="https://localhost").status_code == 200


def test_a_finished_network_opens_by_itself(public_network, cast):
    stranger = public_network.test_client()
    fill_in(cast, PAGES[:2])
    assert stranger.get("/kalender", base_url="https://localhost").status_code == 503

    fill_in(cast, PAGES[2:])

    assert stranger.get("/kalender", base_url="https://localhost").status_code != 503


def test_gaps_keep_it_closed(public_network, cast):
    fill_in(cast, PAGES[:2])
    service.write_text(cast.olga, PAGES[2], "de", "Noch nicht [fertig …]", 0)

    assert public_network.test_client().get("/kalender", base_url="https://localhost").status_code == 503


def test_an_open_network_is_not_asked_again_with_every_page(public_network, cast, queries):
    fill_in(cast)
    stranger = public_network.test_client()
    stranger.get("/impressum", base_url="https://localhost")
    stranger.get("/gibt-es-nicht", base_url="https://localhost")
    stranger.get("/kalender", base_url="https://localhost")

    with public_network.app_context(), queries.counted() as sent:
        stranger.get("/kalender", base_url="https://localhost")

    assert not [statement for statement in sent if "legal_texts" in statement]


def test_the_demo_and_development_are_never_closed(browser, cast):
    assert browser.get("/kalender").status_code != 503
