"""The office writes what the law asks for; everybody can read it."""

import pytest

from kiknet.errors import ChangedMeanwhile, NotAllowed
from kiknet.legal import gaps, queries, service
from kiknet.legal.models import PAGES


def write(cast, page="imprint", language="de", text="# Anbieter\n\nStadt Beispiel", version=0):
    return service.write_text(cast.olga, page, language, text, version)


def test_the_office_writes_a_text_and_everybody_reads_it(browser, cast):
    write(cast)

    page = browser.get("/impressum")

    assert page.status_code == 200
    assert "<h2>Anbieter</h2>" in page.text
    assert "Stadt Beispiel" in page.text


def test_only_the_office_writes_legal_texts(new_browser, cast):
    with pytest.raises(NotAllowed):
        service.write_text(cast.ana, "imprint", "de", "Ana", 0)

    assert new_browser().as_(cast.ana).get("/buero/rechtstexte").status_code == 403
    assert new_browser().as_(cast.ana).get("/buero/rechtstexte/imprint/de").status_code == 403
    assert new_browser().get("/buero/rechtstexte").status_code == 303


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_a_starting_text_that_asks_questions(browser, cast, page):
    shown = browser.as_(cast.olga).get(f"/buero/rechtstexte/{page}/de")

    assert gaps.count(gaps.skeleton(page)) > 3
    assert gaps.skeleton(page).splitlines()[0] in shown.text


def test_a_text_with_gaps_is_kept_but_not_finished(browser, cast):
    olga = browser.as_(cast.olga)
    sent = {"text": "# Anbieter\n[Name …]", "version": "0"}

    answer = olga.post("/buero/rechtstexte/imprint/de", data=sent)

    assert answer.status_code == 303
    assert queries.legal_text("imprint", "de").text == sent["text"]
    assert "imprint" in queries.unfinished()
    assert "1 Lücke" in olga.get("/buero/rechtstexte").text


def test_of_two_who_write_at_once_the_second_sees_both_texts_and_chooses(new_browser, cast):
    write(cast, text="Der erste Text")
    first = queries.legal_text("imprint", "de").revision
    write(cast, text="Inzwischen gespeichert", version=first)
    olga = new_browser().as_(cast.olga)

    answer = olga.post("/buero/rechtstexte/imprint/de", data={"text": "Mein Text", "version": str(first)})

    assert answer.status_code == 409
    assert "Mein Text" in answer.text
    assert "Inzwischen gespeichert" in answer.text
    now = queries.legal_text("imprint", "de").revision
    assert f'value="{now}"' in answer.text
    answer = olga.post("/buero/rechtstexte/imprint/de", data={"text": "Mein Text", "version": str(now)})
    assert answer.status_code == 303
    assert queries.legal_text("imprint", "de").text == "Mein Text"


def test_two_who_begin_at_once_do_not_lose_either_text(cast):
    write(cast, text="Der erste Text")

    with pytest.raises(ChangedMeanwhile):
        write(cast, text="Der zweite Text")
    assert queries.legal_text("imprint", "de").text == "Der erste Text"


def test_a_text_missing_in_english_is_shown_in_german_and_says_so(browser, cast):
    write(cast, text="Nur deutsch")

    page = browser.get("/impressum?sprache=en")

    assert '<div class="prose" lang="de"' in page.text
    assert "This text exists in German only." in page.text
    write(cast, language="en", text="In English")
    assert "In English" in browser.get("/impressum?sprache=en").text


def test_an_unknown_page_or_language_is_not_there(browser, cast):
    olga = browser.as_(cast.olga)

    assert olga.get("/buero/rechtstexte/agb/de").status_code == 404
    assert olga.get("/buero/rechtstexte/imprint/xx").status_code == 404
