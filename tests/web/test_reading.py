"""Looking changes nothing: no GET writes, and what signed-in people see stays with them."""

import json

import pytest
import world
from sqlalchemy import select

from kiknet.accounts.models import UserSession
from kiknet.db import db
from kiknet.web.parking import ParkedForm

PERSONS = (None, "vera", "ben", "ana", "carla", "olga")
WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "TRUNCATE", "REPLACE")


def pages(app):
    return [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]


def open_as(app, stage, person):
    browser = app.test_client()
    return browser.as_(getattr(stage.cast, person)) if person else browser


def written(queries):
    return [statement for statement in queries if statement.lstrip().upper().startswith(WRITES)]


@pytest.mark.sqlite  # what a page sends is the same on both; that it opens there, too, is asked in test_rights
@pytest.mark.parametrize("person", PERSONS)
def test_nobody_changes_anything_by_looking(app, queries, person):
    stage = world.build()
    browser = open_as(app, stage, person)

    with queries.counted():
        for rule in pages(app):
            for ask in (browser.get, browser.head):
                answer = ask(stage.path(rule))
                assert written(queries) == [], (rule.rule, answer.status_code)


def test_a_form_that_waits_is_shown_again_without_a_change(app, queries):
    stage = world.build()
    stranger = app.test_client()
    answer = stranger.post("/mein/veranstaltungen/neu", data={"title": "Würmchen-7"})
    key = db.session.scalar(select(ParkedForm.key))
    ana = stranger.as_(stage.cast.ana)

    with queries.counted():
        page = ana.get(f"/mein/veranstaltungen/neu?geparkt={key}")

    assert answer.location.startswith("/anmelden?next=")
    assert "Würmchen-7" in page.text
    assert written(queries) == []
    assert ana.get(f"/mein/mitglieder?geparkt={key}").status_code == 200
    assert "Würmchen-7" not in ana.get(f"/mein/mitglieder?geparkt={key}").text


def test_asking_for_the_head_of_a_closed_page_parks_nothing(app, queries):
    with queries.counted():
        for method in ("HEAD", "OPTIONS"):
            app.test_client().open("/mein/veranstaltungen", method=method)

    assert written(queries) == []


FOR_EVERYBODY = {
    "web.asset", "media.file", "feeds.calendar", "feeds.organisation", "feeds.event", "feeds.date", "feeds.atom",
    "feeds.listings", "feeds.embed", "feeds.embed_style", "booking.feed",
}  # fmt: skip
"""What is the same for all, and may be kept."""


@pytest.mark.sqlite  # no database writes headers
def test_what_somebody_signed_in_sees_is_stored_nowhere(app):
    stage = world.build()
    ana, stranger = open_as(app, stage, "ana"), app.test_client()

    for rule in pages(app):
        if rule.endpoint in FOR_EVERYBODY or (rule.endpoint.startswith("api.") and rule.endpoint != "api.index"):
            continue
        address = stage.path(rule)
        hers, theirs = ana.get(address), stranger.get(address)
        assert "no-store" in hers.headers["Cache-Control"], address
        assert "public" not in theirs.headers["Cache-Control"], address
        assert "ETag" not in hers.headers, address


def test_a_file_for_the_network_only_has_nothing_a_stranger_could_ask_with(app, cast):
    from drafts import draft

    from kiknet.calendar.service import post_event

    event = post_event(cast.ana, draft(visibility="network"))
    address = f"/veranstaltungen/{event.id}.ics"
    hers = open_as(app, world.World(cast), "ana").get(address)

    assert hers.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in hers.headers
    assert app.test_client().get(address, headers={"If-None-Match": "*"}).status_code == 404


def test_a_token_in_the_browser_is_not_the_one_in_the_table(app, cast):
    open_as(app, world.World(cast), "ana")

    rows = json.dumps([row.token_hash for row in db.session.scalars(select(UserSession))])
    with app.test_client().as_(cast.ana).session_transaction() as cookie:
        assert cookie["_user_id"] not in rows
