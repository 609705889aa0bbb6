"""Strangers who ask for the same page get the same page, until something in the network changes."""

from datetime import timedelta

import pytest
from drafts import draft

from kiknet import clock
from kiknet.calendar.service import cancel_event, post_event

MONTH = "/kalender/2027/03"


@pytest.fixture
def event(cast):
    return post_event(cast.ana, draft(title="Sprachcafé"))


@pytest.mark.parametrize("path", [MONTH, "/veranstaltungen/{}"])
def test_asking_again_reads_nothing_but_whether_something_has_changed(browser, event, queries, path):
    address = path.format(event.id)
    first = browser.get(address)

    with queries.counted(is_remembered=True):
        again = browser.get(address)

    assert queries == []
    assert again.text == first.text
    assert "Sprachcafé" in again.text


@pytest.mark.parametrize("path", [MONTH, "/veranstaltungen/{}"])
def test_a_change_shows_at_once(browser, cast, event, path):
    browser.get(path.format(event.id))

    cancel_event(cast.ana, event, "Die Heizung ist kaputt.")

    assert "abgesagt" in browser.get(path.format(event.id)).text.lower()


def test_what_ana_sees_stays_with_her(browser, new_browser, cast):
    inside = post_event(cast.ana, draft(title="Nur für uns", visibility="network"))
    ana = new_browser().as_(cast.ana)

    assert "Nur für uns" in ana.get(MONTH).text
    assert "Nur für uns" not in browser.get(MONTH).text
    assert ana.get(f"/veranstaltungen/{inside.id}").status_code == 200
    assert browser.get(f"/veranstaltungen/{inside.id}").status_code == 404
    assert "Nur für uns" in ana.get(MONTH).text


def test_each_language_and_filter_is_a_page_of_its_own(browser, event):
    german, english = browser.get(MONTH).text, browser.get(f"{MONTH}?sprache=en").text

    assert 'lang="de"' in german
    assert 'lang="en"' in english
    assert "Sprachcafé" in german
    assert "Sprachcafé" not in browser.get(f"{MONTH}?kostenlos=1&q=nirgends").text
    assert browser.get(MONTH).text == german


def test_no_page_is_older_than_a_minute(browser, event, queries, monkeypatch):
    browser.get(MONTH)
    later = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    with queries.counted(is_remembered=True):
        browser.get(MONTH)

    assert queries
