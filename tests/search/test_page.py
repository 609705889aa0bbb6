"""The search page, for everybody and on every page's header."""

import pytest
from drafts import draft

from kiknet.calendar.service import post_event
from kiknet.search import service


@pytest.fixture(autouse=True)
def some_events(cast):
    post_event(cast.ana, draft(title="Sprachcafé", summary="Deutsch üben"))
    post_event(cast.ana, draft(title="Frühstück <b>", visibility="network"))
    service.refresh_index()


def test_a_hit_says_what_when_and_where(browser):
    text = browser.get("/suche?q=sprachcafe").text

    assert "Sprachcafé" in text
    assert "9. März 2027" in text
    assert "Market Square" in text
    assert "Deutsch üben" in text
    assert "1 Treffer" in text


def test_the_field_keeps_what_was_asked(browser):
    assert 'value="a &#34;b&#34; &lt;c&gt;"' in browser.get('/suche?q=a "b" <c>').text


def test_a_stranger_gets_no_cookie_and_finds_nothing_of_the_network_alone(browser, new_browser, cast):
    answer = browser.get("/suche?q=fruehstueck")

    assert "Set-Cookie" not in answer.headers
    assert "Nichts gefunden" in answer.text
    assert "Frühstück &lt;b&gt;" in new_browser().as_(cast.carla).get("/suche?q=fruehstueck").text


def test_an_empty_result_names_the_words_that_alone_would_find_something(browser):
    text = browser.get("/suche?q=Sprachcafé+Xylophon").text

    assert 'href="/suche?q=Sprachcaf%C3%A9"' in text
    assert 'href="/suche?q=Xylophon"' not in text


def test_without_a_word_the_page_invites(browser):
    answer = browser.get("/suche")

    assert answer.status_code == 200
    assert "Geben Sie ein Wort ein" in answer.text


@pytest.mark.parametrize(
    "query", ["q=" + "a" * 9000, "q=%00", "q=a&seite=0", "q=a&seite=99999999999", "q=a&art=nix", "q=🎉"]
)
def test_strange_questions_are_answered(browser, query):
    assert browser.get(f"/suche?{query}").status_code == 200


def test_one_kind_can_be_chosen(browser):
    assert "The Mill" in browser.get("/suche?q=mill&art=organisationen").text
    assert "Sprachcafé" not in browser.get("/suche?q=mill&art=organisationen").text
    assert "Sprachcafé" in browser.get("/suche?q=mill&art=veranstaltungen").text


def test_every_page_leads_there_in_the_readers_language(browser):
    assert 'href="/suche?sprache=en"' in browser.get("/kalender?sprache=en").text
    assert 'name="sprache" value="en"' in browser.get("/suche?sprache=en").text
