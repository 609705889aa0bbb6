"""Stored VEVENT texts: written with the change, never believed when something they show has changed since."""

from dataclasses import replace
from datetime import datetime

import ics
import pytest
from drafts import draft, open_draft
from sqlalchemy import select, update

from kiknet import clock, i18n, revisions
from kiknet.app import create_app
from kiknet.calendar import organisers, service, texts, vevent
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.feeds import memory
from kiknet.feeds import queries as feeds
from kiknet.feeds.service import refresh_texts
from kiknet.places.draft import PlaceDraft

WHOLE = "/feeds/kalender.ics"


@pytest.fixture(autouse=True)
def _in_march(monkeypatch):
    moment = clock.from_local(datetime(2027, 3, 1, 12))
    monkeypatch.setattr(clock, "now", lambda: moment)
    memory.forget()


def stored(language="de"):
    found = select(EventText.event_id, EventText.text).where(EventText.language == language)
    return dict(db.session.execute(found).all())


def stale(language="de"):
    return list(feeds.stale_events(clock.today(), language))


def rename(thing, name):
    with transaction():
        thing.name = name
        revisions.stamp(thing)


def only_reads(sent):
    return [s for s in sent if not s.lstrip().upper().startswith(("SELECT", "PRAGMA", "ROLLBACK", "BEGIN"))] == []


def test_a_posted_event_has_its_text_at_once(cast):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall")))

    assert stored() == texts.rendered([event.id], "de")
    assert "SUMMARY:Sprachcafé\r\n" in stored()[event.id]
    assert stale() == []


def test_each_deed_writes_it_anew(cast):
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    for change in (
        lambda: service.change_event(cast.ana, event, draft(title="Chor"), event.revision),
        lambda: service.cancel_event(cast.ana, event, "x"),
        lambda: organisers.accept(cast.carla, event),
    ):
        before = stored()
        change()
        assert stored() != before
        assert stored() == texts.rendered([event.id], "de")
        assert stale() == []


def test_an_event_without_a_date_has_no_text(cast):
    post_event(cast.ana, open_draft())

    assert stored() == {}
    assert texts.rendered([], "de") == {}


def test_it_is_german_whoever_writes(cast):
    with i18n.as_("en"):
        event = post_event(cast.ana, draft(cost="free"))

    assert "Kosten: Kostenlos" in stored()[event.id].replace("\r\n ", "")


@pytest.mark.parametrize("what", ["place", "owner", "partner"])
def test_a_rename_shows_at_once_and_reading_writes_nothing(browser, cast, queries, what):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall")), partners=[cast.city_library])
    organisers.accept(cast.carla, event)
    untouched = post_event(cast.carla, draft(title="Lesung"))
    first, before = browser.get(WHOLE), stored()
    rename({"place": cast.hall, "owner": cast.mill, "partner": cast.city_library}[what], "Neuer Name")

    with queries.counted() as sent:
        second = browser.get(WHOLE, headers={"If-None-Match": first.headers["ETag"]})

    assert second.status_code == 200
    found = ics.events(second.data)[event.uid]
    assert "Neuer Name" in f"{found['LOCATION']} {found['DESCRIPTION']}"
    assert only_reads(sent)
    assert stored() == before
    assert event.id in stale()
    assert (untouched.id in stale()) == (what == "partner")


def test_the_job_stores_what_a_rename_has_made_stale_and_the_feed_stays_the_same(browser, cast):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall")))
    rename(cast.hall, "Saal")
    rename(cast.mill, "Die Mühle")
    fresh = browser.get(WHOLE)

    refresh_texts()

    assert stored() == texts.rendered([event.id], "de")
    assert "Saal" in stored()[event.id]
    assert stale() == stale("en") == []
    memory.forget()
    again = browser.get(WHOLE)
    assert (again.data, again.headers["ETag"]) == (fresh.data, fresh.headers["ETag"])
    assert refresh_texts() == 0


def test_the_job_writes_the_other_languages(browser, cast):
    event = post_event(cast.ana, draft(cost="free"))
    fresh = browser.get(f"{WHOLE}?sprache=en").data
    assert stored("en") == {}

    assert refresh_texts() == 1

    assert stored("en") == texts.rendered([event.id], "en")
    memory.forget()
    assert browser.get(f"{WHOLE}?sprache=en").data == fresh


def test_a_new_format_makes_every_text_stale(browser, cast, monkeypatch):
    event = post_event(cast.ana, draft())
    first = browser.get(WHOLE)
    monkeypatch.setattr(vevent, "FORMAT", vevent.FORMAT + 1)
    memory.forget()

    assert stale() == [event.id]
    assert browser.get(WHOLE).headers["ETag"] != first.headers["ETag"]


def test_another_address_of_the_network_makes_every_text_stale(cast, settings):
    event = post_event(cast.ana, draft())
    moved = create_app(replace(settings, base_url="https://kalender.example.org"))
    memory.forget()

    with moved.app_context():
        assert stale() == [event.id]
        text = moved.test_client().get(WHOLE).text
        db.session.remove()
        db.engine.dispose()

    assert f"URL:https://kalender.example.org/veranstaltungen/{event.id}" in text
    assert "localhost" not in text


def test_a_text_that_nobody_believes_is_not_sent(browser, cast):
    event = post_event(cast.ana, draft())
    with transaction() as session:
        session.execute(update(EventText).values(text="BEGIN:VEVENT\r\nSUMMARY:alt\r\nEND:VEVENT\r\n"))
        session.execute(update(EventText).values(revision=event.revision - 1))

    assert ics.titles(browser.get(WHOLE).data) == ["Sprachcafé"]


def test_a_slow_job_does_not_overwrite_a_later_text(cast, monkeypatch):
    event = post_event(cast.ana, draft())
    rename(cast.mill, "Die Mühle")
    monkeypatch.setattr(texts.revisions, "current", lambda: (event.revision - 1, None))
    monkeypatch.setattr(texts, "rendered", lambda ids, language: dict.fromkeys(ids, "alt"))

    with transaction():
        texts.store_by_id([event.id], "de")

    assert "SUMMARY:Sprachcafé" in stored()[event.id]
