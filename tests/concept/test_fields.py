"""The public pages: each field of action with its goals, what is on, and whom to ask."""

import pytest
from drafts import draft
from measures import taken_over

from kiknet.calendar.service import cancel_event, post_event
from kiknet.concept import queries as concept
from kiknet.concept import service
from kiknet.concept.service import MeasureDraft
from kiknet.db import transaction
from kiknet.organisations.models import Organisation
from kiknet.revisions import stamp

PAGE = "/handlungsfelder/sprache-bildung"


@pytest.fixture(autouse=True)
def _on_the_first_of_march(at):
    at(2027, 3, 1, 12)


def active(*organisations, field="sprache-bildung"):
    with transaction() as session:
        for organisation in organisations:
            session.get(Organisation, organisation.id).fields = [field]
        stamp()


def test_a_stranger_finds_goals_dates_and_whom_to_ask(cast, browser):
    taken_over(cast.olga)
    active(cast.mill)
    post_event(cast.ana, draft(title="Sprachcafé", fields=("sprache-bildung",)))
    post_event(cast.ana, draft(title="Yoga", fields=("gesundheit-pflege",)))

    assert PAGE in browser.get("/handlungsfelder").text
    page = browser.get(PAGE).text

    assert "Deutsch lernt man überall" in page
    assert "Beim Kaffee Deutsch sprechen" in page
    assert "Sprachcafé" in page
    assert "Yoga" not in page
    assert "The Mill" in page
    assert "The Library" not in page.split("Wen Sie fragen können")[1]


def test_without_a_concept_the_pages_are_there_all_the_same(cast, browser):
    assert browser.get("/handlungsfelder").status_code == 200
    page = browser.get(PAGE)
    assert (page.status_code, "Was erreicht werden soll" in page.text) == (200, False)
    assert browser.get("/handlungsfelder/kultur").status_code == 404


def test_what_is_for_the_network_only_is_not_shown_to_strangers(app, cast, browser):
    post_event(cast.ana, draft(title="Nur für uns", fields=("sprache-bildung",), visibility="network"))

    assert "Nur für uns" not in browser.get(PAGE).text
    assert "Nur für uns" in app.test_client().as_(cast.carla).get(PAGE).text


def test_the_page_is_remembered_until_something_changes(cast, browser, queries):
    version = taken_over(cast.olga)
    event = post_event(cast.ana, draft(title="Sprachcafé", fields=("sprache-bildung",)))
    browser.get(PAGE)
    with queries.counted(is_remembered=True):
        browser.get(PAGE)
    assert queries == []

    measure = concept.measures_of(version.id)[0]
    service.describe(cast.olga, measure, MeasureDraft(plain="Miteinander reden"), measure.revision)
    assert "Miteinander reden" in browser.get(PAGE).text
    cancel_event(cast.ana, event, "Krank")
    assert "abgesagt" in browser.get(PAGE).text.lower()
    active(cast.city_library)
    assert "The Library" in browser.get(PAGE).text


def test_the_pages_cost_the_same_for_one_and_for_five(cast, browser, queries):
    taken_over(cast.olga)

    def cost():
        numbers = []
        for address in (PAGE, "/handlungsfelder"):
            browser.get(address)
            with queries.counted():
                browser.get(address)
            numbers.append(len(queries))
        return numbers

    active(cast.mill)
    post_event(cast.ana, draft(title="Sprachcafé", fields=("sprache-bildung",)))
    one = cost()
    active(cast.city_library)
    for number in range(4):
        post_event(cast.ana, draft(title=f"Sprachcafé {number}", fields=("sprache-bildung",)))

    assert cost() == one
