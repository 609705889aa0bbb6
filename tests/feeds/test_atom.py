"""A feed reader tells what was posted or changed last (RFC 4287)."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from drafts import draft

from kiknet import clock
from kiknet.calendar import date_deeds, service
from kiknet.calendar.service import post_event
from kiknet.db import transaction

ATOM = "/feeds/kalender.atom"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def _in_march(at):
    pass


def read(answer):
    """The feed, which keeps what RFC 4287 (4.1) demands of every feed and every entry."""
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for thing in [feed, *feed.findall("a:entry", NAMES)]:
        for name in ("id", "title", "updated"):
            assert len(thing.findall(f"a:{name}", NAMES)) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text(thing, "updated"))
        assert thing.findall("a:author/a:name", NAMES)
        alternates = [link for link in thing.findall("a:link", NAMES) if link.get("rel") == "alternate"]
        assert len(alternates) == 1
    ids = [text(entry, "id") for entry in feed.findall("a:entry", NAMES)]
    assert len(set(ids)) == len(ids)
    return feed


def text(element, name):
    return element.find(f"a:{name}", NAMES).text


def links(element):
    return {link.get("rel"): link.get("href") for link in element.findall("a:link", NAMES)}


def titles(answer):
    return [text(entry, "title") for entry in read(answer).findall("a:entry", NAMES)]


def test_what_was_posted_or_changed_last_stands_first(browser, cast, at):
    first = post_event(cast.ana, draft(title="Chor"))
    at(2027, 3, 2, 9)
    post_event(cast.ana, draft(title="Yoga"))
    assert titles(browser.get(ATOM)) == ["Yoga", "Chor"]

    at(2027, 3, 3, 9)
    service.cancel_event(cast.ana, first, "Heiserkeit")

    answer = browser.get(ATOM)
    assert titles(answer) == ["ABGESAGT: Chor", "Yoga"]
    entry = read(answer).find("a:entry", NAMES)
    assert text(entry, "updated") == "2027-03-03T08:00:00+00:00"
    assert text(entry, "published") == "2027-03-01T11:00:00+00:00"
    assert "Grund: Heiserkeit" in text(entry, "content")


def test_an_entry_says_when_where_by_whom_and_what_about(browser, cast):
    event = post_event(
        cast.ana, draft(description="Mit **Kuchen** & <b>Tee</b>", fields=("sprache-bildung",), audiences=("women",))
    )

    entry = read(browser.get(ATOM)).find("a:entry", NAMES)

    content = entry.find("a:content", NAMES)
    assert content.get("type") == "html"
    assert "<strong>Di., 9. März 2027, 15:00–17:00 Uhr</strong><br>Market Square" in content.text
    assert "<p>Mit <strong>Kuchen</strong> &amp; &lt;b&gt;Tee&lt;/b&gt;</p>" in content.text
    assert [category.attrib for category in entry.findall("a:category", NAMES)] == [
        {"term": "sprache-bildung", "label": "Sprache und Bildung"},
        {"term": "women", "label": "Frauen"},
    ]
    assert text(entry, "author/a:name") == "The Mill"
    assert links(entry)["alternate"] == f"http://localhost/veranstaltungen/{event.id}"
    assert browser.get(links(entry)["related"].removeprefix("http://localhost")).mimetype == "text/calendar"


def test_ids_stay_whatever_the_filter_and_the_language(browser, cast):
    post_event(cast.ana, draft(audiences=("women",)))

    ids = {
        text(read(browser.get(f"{ATOM}{query}")).find("a:entry", NAMES), "id")
        for query in ("", "?zielgruppe=women", "?sprache=en")
    }

    assert len(ids) == 1
    assert re.fullmatch(r"tag:localhost,2027:veranstaltung/\d+", ids.pop())


def test_a_filter_narrows_it_and_stands_in_its_name(browser, cast):
    post_event(cast.ana, draft(title="Chor", audiences=("women",)))
    post_event(cast.carla, draft(title="Lesung"))

    answer = browser.get(f"{ATOM}?organisation=mill&zielgruppe=women&von=2027-01-01")

    assert titles(answer) == ["Chor"]
    feed = read(answer)
    assert text(feed, "title").endswith(": The Mill · Frauen")
    own = "http://localhost/feeds/kalender.atom?organisation=mill&zielgruppe=women"
    assert (text(feed, "id"), links(feed)["self"]) == (own, own)
    assert links(feed)["alternate"] == "http://localhost/kalender?organisation=mill&zielgruppe=women"


def test_only_what_comes_and_only_what_everybody_may_see(browser, cast, at):
    post_event(cast.ana, draft(title="Für alle"))
    post_event(cast.ana, draft(title="Intern", visibility="network"))
    hidden = post_event(cast.ana, draft(title="Versteckt"))
    with transaction():
        hidden.publication = "hidden"
    assert titles(browser.as_(cast.ana).get(ATOM)) == ["Für alle"]

    at(2027, 3, 9, 23)
    assert titles(browser.get(ATOM)) == ["Für alle"]
    at(2027, 3, 10, 0, 1)
    assert titles(browser.get(ATOM)) == []


def test_at_most_a_hundred_entries_and_always_the_same_number_of_queries(browser, cast, queries):
    browser.get(ATOM)
    post_event(cast.ana, draft(title="Termin"))
    with queries.counted() as counted:
        browser.get(ATOM)
        one = len(counted)
    for number in range(101):
        post_event(cast.ana, draft(title=f"Termin {number}"))

    with queries.counted() as counted:
        answer = browser.get(ATOM)

    assert len(titles(answer)) == 100
    assert len(counted) == one


def test_what_has_not_changed_is_not_sent_again(browser, cast, queries, at):
    event = post_event(cast.ana, draft(audiences=("women",)))
    at(2027, 3, 1, 12, 1)
    first = browser.get(ATOM)
    known = {"If-None-Match": first.headers["ETag"]}
    with queries.counted() as counted:
        assert browser.get(ATOM, headers=known).status_code == 304
    assert counted == []  # but for the network's mark, which is read past SQLAlchemy
    assert browser.get(ATOM, headers={"If-Modified-Since": first.headers["Last-Modified"]}).status_code == 304

    elsewhere = browser.get(f"{ATOM}?zielgruppe=men").headers["ETag"]
    at(2027, 3, 1, 13)
    service.cancel_event(cast.ana, event, "")
    assert browser.get(ATOM, headers=known).status_code == 200
    assert browser.get(f"{ATOM}?zielgruppe=men", headers={"If-None-Match": elsewhere}).status_code == 304


def test_signs_xml_does_not_have_do_no_harm(browser, cast):
    event = post_event(cast.ana, draft())
    with transaction():
        event.title, event.summary = "Chor \x0b\x1b & <Tee> \uffff", "]]> \x00"[:-1] + "\x08"

    assert titles(browser.get(ATOM)) == ["Chor  & <Tee> "]


@pytest.mark.parametrize("page", ["/kalender", "/kalender/2027/03", "/abonnieren"])
def test_pages_tell_feed_readers_where_it_is(browser, cast, page):
    answer = browser.get(f"{page}?zielgruppe=women")

    address = "http://localhost/feeds/kalender.atom?zielgruppe=women"
    assert re.search(
        rf'<link rel="alternate" type="application/atom\+xml"[^>]* href="{re.escape(address)}"', answer.text
    )


def test_a_long_event_stays_until_it_is_over(browser, cast, at):
    starts = clock.to_local(clock.now()).replace(minute=0, second=0, microsecond=0)
    post_event(cast.ana, draft(title="Ausstellung", starts_local=starts, ends_local=starts + timedelta(days=20)))
    at(2027, 3, 15, 12)

    assert titles(browser.get(ATOM)) == ["Ausstellung"]


def test_a_series_is_one_entry_that_says_when_it_is_on_next(browser, cast, at, queries):
    event = post_event(cast.ana, draft(title="Chor", rule="FREQ=WEEKLY;COUNT=4"))
    date_deeds.cancel_date(cast.ana, event, event.occurrences[1], "Krank")
    at(2027, 3, 10, 9)

    answer = browser.get(ATOM)

    assert titles(answer) == ["Chor"]
    content = text(read(answer).find("a:entry", NAMES), "content")
    assert "jeden Dienstag, 4 Termine · 15:00–17:00 Uhr; als Nächstes: Di., 23. März 2027, 15:00–17:00 Uhr" in content


def test_dates_without_a_rule_say_the_next_one(browser, cast, at):
    post_event(cast.ana, draft(title="Chor", added=(datetime(2027, 4, 1, 19),)))
    at(2027, 3, 10, 9)

    content = text(read(browser.get(ATOM)).find("a:entry", NAMES), "content")
    assert "; als Nächstes: Do., 1. Apr. 2027, 19:00–21:00 Uhr</strong>" in content
