"""Calendar programs ask every few hours: what has not changed is not sent again, and no change is ever missed."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta

import ics
import pytest
from drafts import draft
from sqlalchemy import delete, update
from werkzeug.http import http_date

from kiknet import clock, revisions
from kiknet.app import create_app
from kiknet.calendar import approval, organisers, service, words
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.feeds import feed, memory, pieces
from kiknet.revisions import Revision
from kiknet.vocabulary.models import Field

WHOLE = "/feeds/kalender.ics"
WOMEN = f"{WHOLE}?zielgruppe=women"
MILL, LIBRARY = "/feeds/organisationen/mill.ics", "/feeds/organisationen/library.ics"


@pytest.fixture(autouse=True)
def _in_march(at):
    pass


def again(browser, path, answer, **headers):
    return browser.get(path, headers={"If-None-Match": answer.headers["ETag"]} | headers)


@pytest.mark.parametrize("path", [WHOLE, WOMEN, MILL, f"{WHOLE}?sprache=en"])
def test_what_has_not_changed_is_not_sent_again(browser, cast, path):
    post_event(cast.ana, draft(audiences=("women",)))
    first = browser.get(path)

    unchanged = again(browser, path, first)

    assert (unchanged.status_code, unchanged.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
        assert unchanged.headers[name] == first.headers[name]
    assert browser.get(path).data == first.data


@pytest.mark.parametrize(
    ("pattern", "status"),
    [
        ("{}", 304), ("W/{}", 304), ('"x", {}', 304), ('"x",W/{},"y"', 304), ("*", 304),
        ('"x"', 200), ('W/"x", "y"', 200), ("nonsense", 200), ("", 200),
    ],
)  # fmt: skip
def test_every_form_of_if_none_match(browser, cast, pattern, status):
    post_event(cast.ana, draft())
    etag = browser.get(WHOLE).headers["ETag"]

    assert browser.get(WHOLE, headers={"If-None-Match": pattern.format(etag)}).status_code == status


def test_the_date_counts_only_where_no_etag_was_sent(browser, cast, at):
    post_event(cast.ana, draft())
    at(2027, 3, 1, 13)
    modified = browser.get(WHOLE).headers["Last-Modified"]
    assert modified == "Mon, 01 Mar 2027 11:00:00 GMT"

    assert browser.get(WHOLE, headers={"If-Modified-Since": modified}).status_code == 304
    later = http_date(clock.now() + timedelta(hours=1))
    assert browser.get(WHOLE, headers={"If-Modified-Since": later}).status_code == 304
    earlier = http_date(clock.now() - timedelta(days=1))
    assert browser.get(WHOLE, headers={"If-Modified-Since": earlier}).status_code == 200
    assert browser.get(WHOLE, headers={"If-Modified-Since": "yesterday"}).status_code == 200
    both = {"If-Modified-Since": modified, "If-None-Match": '"x"'}
    assert browser.get(WHOLE, headers=both).status_code == 200


def test_two_changes_within_one_second_are_two_changes(browser, cast, monkeypatch):
    moment = clock.now().replace(microsecond=100_000)
    monkeypatch.setattr(clock, "now", lambda: moment)
    post_event(cast.ana, draft())
    first = browser.get(WHOLE)
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(milliseconds=500))
    post_event(cast.ana, draft(title="Yoga"))

    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(seconds=30))
    second = browser.get(WHOLE, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert second.status_code == 200
    assert ics.titles(second.data) == ["Sprachcafé", "Yoga"]
    settled = {"If-Modified-Since": second.headers["Last-Modified"]}
    assert browser.get(WHOLE, headers=settled).status_code == 304


def test_what_leaves_a_feed_changes_it_for_programs_that_only_know_dates(browser, cast, at):
    event = post_event(cast.ana, draft())
    at(2027, 3, 1, 13)
    since = {"If-Modified-Since": browser.get(WHOLE).headers["Last-Modified"]}
    service.withdraw_event(cast.ana, event)

    assert browser.get(WHOLE, headers=since).status_code == 200


def test_head_says_the_same_without_the_body(browser, cast):
    post_event(cast.ana, draft())
    whole, head = browser.get(WHOLE), browser.head(WHOLE)

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Content-Disposition"):
        assert head.headers[name] == whole.headers[name]
    assert browser.head(WHOLE, headers={"If-None-Match": head.headers["ETag"]}).status_code == 304


def test_compressed_and_plain_are_the_same_calendar(browser, cast):
    post_event(cast.ana, draft())
    plain, small = browser.get(WHOLE), browser.get(WHOLE, headers={"Accept-Encoding": "gzip, br"})

    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert small.headers["Content-Length"] == str(len(small.data))
    assert again(browser, WHOLE, small, **{"Accept-Encoding": "gzip, br"}).status_code == 304
    assert again(browser, WHOLE, small).status_code == 304
    assert again(browser, WHOLE, plain, **{"Accept-Encoding": "gzip"}).status_code == 304
    assert browser.get(WHOLE, headers={"Accept-Encoding": "gzip, br"}).data == small.data


def test_a_feed_sent_in_portions_says_beforehand_how_long_it_is(browser, cast, monkeypatch):
    monkeypatch.setattr(feed, "PORTION", 2)
    for day in range(1, 6):
        post_event(cast.ana, draft(title=f"Chor {day}"))
    answer = browser.get(WHOLE)

    assert answer.text.count("BEGIN:VEVENT") == 5
    assert answer.headers["Content-Length"] == str(len(answer.data))
    brotli = browser.get(WHOLE, headers={"Accept-Encoding": "br"})
    assert brotli.headers["Content-Encoding"] == "br"
    assert again(browser, WHOLE, brotli).status_code == 304


def test_another_process_gives_the_same_bytes_and_etag(browser, cast, settings):
    for number in range(3):
        post_event(cast.ana, draft(title=f"Chor {number}"), partners=[cast.city_library])
    here = browser.get(WHOLE)
    memory.forget()
    other = create_app(settings)

    with other.app_context():
        there = other.test_client().get(WHOLE)
        db.session.remove()
        db.engine.dispose()

    assert (there.data, there.headers["ETag"]) == (here.data, here.headers["ETag"])


def test_a_change_elsewhere_leaves_a_filter_as_it_is(browser, cast):
    post_event(cast.ana, draft(audiences=("women",)))
    other = post_event(cast.carla, draft(title="Männerchor", audiences=("men",)))
    women, mill = browser.get(WOMEN), browser.get(MILL)

    service.change_event(cast.carla, other, draft(title="Männer", audiences=("men",)), other.revision)
    post_event(cast.ana, draft(title="Entwurf", audiences=("women",)), publish=False)

    assert again(browser, WOMEN, women).status_code == 304
    assert again(browser, MILL, mill).status_code == 304


@pytest.mark.parametrize("path", [WHOLE, MILL, WOMEN])
@pytest.mark.parametrize("deed", ["change", "cancel", "postpone", "withdraw", "hide", "network", "post", "partner"])
def test_every_deed_changes_the_feeds_it_shows_in(browser, cast, path, deed):
    event = post_event(cast.ana, draft(audiences=("women",)), partners=[cast.city_library])
    first = browser.get(path)
    given = draft(audiences=("women",))

    match deed:
        case "change":
            service.change_event(cast.ana, event, replace(given, summary="Neu"), event.revision)
        case "cancel":
            service.cancel_event(cast.ana, event, "x")
        case "postpone":
            service.postpone_event(cast.ana, event, "x")
        case "withdraw":
            service.withdraw_event(cast.ana, event)
        case "hide":
            approval.hide_event(cast.olga, event, "x")
        case "network":
            service.change_event(cast.ana, event, replace(given, visibility="network"), event.revision)
        case "post":
            post_event(cast.ana, replace(given, title="Yoga"))
        case "partner":
            organisers.accept(cast.carla, event)

    second = again(browser, path, first)
    assert second.status_code == 200
    assert second.data != first.data


def test_a_feed_that_goes_back_to_what_it_was_may_say_so(browser, cast):
    event = post_event(cast.ana, draft())
    first = browser.get(WHOLE)
    extra = post_event(cast.ana, draft(title="Yoga"))
    middle = browser.get(WHOLE)
    service.withdraw_event(cast.ana, extra)

    last = again(browser, WHOLE, middle)

    assert last.status_code == 200
    assert last.data == first.data
    assert list(ics.events(last.data)) == [event.uid]


def test_the_day_is_part_of_it(browser, cast, at):
    post_event(cast.ana, draft())
    first = browser.get(WHOLE)

    at(2027, 3, 2, 0, 0)
    next_day = again(browser, WHOLE, first)

    assert next_day.status_code == 200
    assert next_day.headers["Last-Modified"] == "Mon, 01 Mar 2027 22:59:59 GMT"


def test_a_renamed_field_of_action_shows_after_the_next_change(browser, cast):
    post_event(cast.ana, draft(fields=("sprache-bildung",)))
    first = browser.get(WHOLE)
    with transaction() as session:
        session.execute(update(Field).where(Field.position == 1).values(names={"de": "Sprache"}))
        revisions.stamp()

    second = again(browser, WHOLE, first)

    assert second.status_code == 200
    assert "CATEGORIES:Sprache\r\n" in second.text


def test_an_unchanged_feed_costs_no_query_but_the_networks_mark(browser, cast, queries):
    post_event(cast.ana, draft())
    first = browser.get(WHOLE)

    with queries.counted() as sent:
        assert again(browser, WHOLE, first).status_code == 304
        assert browser.get(WHOLE).status_code == 200

    assert sent == []


@pytest.mark.parametrize("path", [WHOLE, WOMEN, MILL])
def test_five_events_cost_the_queries_of_one(browser, cast, queries, path):
    post_event(cast.ana, draft(audiences=("women",)), partners=[cast.city_library])
    browser.get(path)
    memory.forget()
    with queries.counted() as sent:
        browser.get(path)
        one = len(sent)
    for number in range(4):
        post_event(cast.ana, draft(title=f"Chor {number}", audiences=("women",)), partners=[cast.city_library])
    memory.forget()

    with queries.counted() as sent:
        browser.get(path)

    assert len(sent) == one
    assert len(ics.events(browser.get(path).data)) == 5


def test_after_a_change_only_the_changed_event_is_read(browser, cast, queries):
    events = [post_event(cast.ana, draft(title=f"Chor {number}")) for number in range(5)]
    browser.get(WHOLE)
    service.cancel_event(cast.ana, events[3], "x")

    with queries.counted() as sent:
        text = browser.get(WHOLE)

    assert ics.titles(text.data).count("ABGESAGT: Chor 3") == 1
    [reading] = [statement for statement in sent if "event_texts.text" in statement]
    assert re.search(r"events\.id IN \((\?|%\(\w+\)s(::\w+)?)\)", reading), "it asks for one event"


def test_of_many_feeds_only_the_latest_are_remembered(cast):
    kept = memory.Kept(10, len)
    kept.put("a", "xxxx")
    kept.put("b", "xxxx")
    assert kept.get("a") == "xxxx"
    kept.put("c", "xxxx")

    assert (kept.get("a"), kept.get("b"), kept.get("c"), kept.size) == ("xxxx", None, "xxxx", 8)
    kept.put("a", "x")
    assert kept.size == 5


def test_a_feed_too_large_to_be_remembered_is_read_again(browser, cast, monkeypatch):
    monkeypatch.setattr(memory, "assortments", memory.Kept(100, lambda assortment: assortment.size))
    for number in range(3):
        post_event(cast.ana, draft(title=f"Chor {number}"))
        assert len(ics.events(browser.get(WHOLE).data)) == number + 1

    assert memory.assortments.size == 0


def test_after_very_many_changes_everything_is_read_again(browser, cast, monkeypatch):
    monkeypatch.setattr(pieces, "MOST_CHANGES", 1)
    browser.get(WHOLE)
    for number in range(3):
        post_event(cast.ana, draft(title=f"Chor {number}"))

    assert ics.titles(browser.get(WHOLE).data) == ["Chor 0", "Chor 1", "Chor 2"]


def test_a_database_from_yesterday_is_believed(browser, cast):
    event = post_event(cast.ana, draft(title="Chor"))
    service.change_event(cast.ana, event, draft(title="Yoga"), event.revision)
    browser.get(WHOLE)
    with transaction() as session:
        session.execute(update(Revision).values(number=1, changed_at=clock.now()))
        session.execute(update(Event).values(title="Tanz", revision=1))
        session.execute(delete(EventText))

    assert ics.titles(browser.get(WHOLE).data) == ["Tanz"]


def test_found_by_new_words(browser, cast):
    """Words are written by a job after the change, so feeds that look for words are read anew each time."""
    post_event(cast.ana, draft(title="Chor"))
    address = f"{WHOLE}?q=holzschuh"
    first = browser.get(address)
    assert ics.titles(first.data) == []
    with transaction():
        cast.mill.name = "Holzschuhmühle"
        revisions.stamp(cast.mill)
    browser.get(address)

    words.refresh_stale()
    post_event(cast.carla, draft(title="Lesung"))

    assert ics.titles(again(browser, address, first).data) == ["Chor"]


def test_the_network_without_any_event_answers_too(browser, app):
    first = browser.get(WHOLE)

    assert ics.events(first.data) == {}
    assert db.session.query(Event).count() == 0
    assert again(browser, WHOLE, first).status_code == 304
