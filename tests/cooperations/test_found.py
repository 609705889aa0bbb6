"""Where cooperations are found: in the search, on the page of their field, and under the measures they serve."""

import measures
import pytest

from kiknet.concept import links
from kiknet.cooperations import measures as deeds
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.cooperations.service.moving import hide
from kiknet.errors import NotAllowed
from kiknet.search import service as search

CAFE = CooperationDraft(
    title="Sprachcafé für alle", summary="Beim Kaffee Deutsch sprechen, offene Sprachtreffs im Stadtteil.",
    needs="Kuchen", fields=("sprache-bildung",), visibility="public",
)  # fmt: skip
FIELD = "/handlungsfelder/sprache-bildung"


@pytest.fixture
def cafe(cast, at):
    return found(cast.ana, CAFE, with_=[cast.city_library], have_agreed=True)


def test_everybody_finds_what_is_public_by_any_of_its_words(cast, cafe, browser):
    network_only = found(cast.ana, CooperationDraft(title="Sprachcafé im Verborgenen"))
    search.refresh_index()
    page = browser.get("/suche?q=sprachcafe").text
    assert f"/kooperationen/{cafe.id}" in page
    assert f"/kooperationen/{network_only.id}" not in page
    assert f"/kooperationen/{cafe.id}" in browser.get("/suche?q=kuchen").text
    hide(cast.olga, cafe, "Werbung")
    assert f"/kooperationen/{cafe.id}" not in browser.get("/suche?q=sprachcafe").text


def test_the_page_of_its_field_says_what_happens_now_and_which_ideas_are_open(cast, cafe, browser):
    idea = found(cast.carla, CooperationDraft(title="Lesepaten", fields=("sprache-bildung",), visibility="public"))
    other = found(cast.carla, CooperationDraft(title="Lauftreff", fields=("gesundheit-pflege",), visibility="public"))
    page = browser.get(FIELD).text
    assert page.index("Was gerade geschieht") < page.index("Sprachcafé für alle") < page.index("Offene Ideen")
    assert page.index("Offene Ideen") < page.index(idea.title)
    assert other.title not in page
    hide(cast.olga, cafe, "Werbung")
    assert "Sprachcafé für alle" not in browser.get(FIELD).text


def test_it_serves_a_measure_once_the_office_says_so(cast, cafe, browser, new_browser):
    measures.taken_over(cast.olga)
    page = browser.as_(cast.carla).get(f"/kooperationen/{cafe.id}/massnahmen").text
    assert "Beim Kaffee Deutsch sprechen" in page
    (first, *_rest) = deeds.suggested(cafe)
    browser.post(f"/kooperationen/{cafe.id}/massnahmen", data={"measures": first})
    (link,) = deeds.links_of(cafe)
    address = f"/kooperationen/{cafe.id}"
    assert "wartet auf das Netzwerkbüro" in browser.get(address).text
    assert "Wozu es beiträgt" not in new_browser().get(address).text
    assert "Sprachcafé für alle" in new_browser().as_(cast.olga).get("/buero/").text
    links.decide(cast.olga, link, confirms=True)
    assert "Wozu es beiträgt" in new_browser().get(address).text
    assert links.counted(link.measure.version_id) == {first: 1}


def test_nobody_chooses_measures_for_others(cast, at):
    own = found(cast.ana, CAFE)
    measures.taken_over(cast.olga)
    with pytest.raises(NotAllowed):
        deeds.choose(cast.carla, own, deeds.suggested(own))
