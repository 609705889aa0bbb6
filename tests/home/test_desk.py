"""The office's desk and everybody's own area: what waits, in order, at a constant cost."""

import re

import pytest
from drafts import draft
from post import mails_to

from kiknet.accounts import service as accounts
from kiknet.calendar import service
from kiknet.db import transaction
from kiknet.home import tasks
from kiknet.organisations import queries as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.service import applications, decisions


def applied(number, name=None):
    user = accounts.register(f"p{number}@example.org", f"Person {number}")
    return applications.apply(
        user, ApplicationDraft(f"Wir sind {number}.", name or f"Verein Nummer {number}", "culture")
    )


def test_what_waits_longest_is_first(browser, cast):
    for number in (1, 2, 3):
        applied(number)

    page = browser.as_(cast.olga).get("/buero/").text

    assert "3 Einträge warten" in page
    assert page.index("Verein Nummer 1") < page.index("Verein Nummer 2") < page.index("Verein Nummer 3")


def test_an_empty_desk_says_so(browser, cast):
    assert "Nichts wartet" in browser.as_(cast.olga).get("/buero/").text


def test_the_desk_costs_the_same_for_one_and_five(browser, cast, queries):
    olga = browser.as_(cast.olga)
    applied(1)
    olga.get("/buero/")  # what is kept for a minute is read now
    with queries.counted() as one:
        olga.get("/buero/")
    with_one = len(one)
    for number in (2, 3, 4, 5):
        applied(number)

    with queries.counted() as five:
        olga.get("/buero/")

    assert len(five) == with_one


def test_an_own_application_has_no_buttons_when_a_colleague_can_decide(browser, cast):
    with transaction():
        cast.carla.user.office_role = "office"
    applications.apply(cast.olga.user, ApplicationDraft("Mein Verein.", "Sportgruppe", "sport_club"))

    page = browser.as_(cast.olga).get("/buero/").text
    assert "jemand anderen im Büro" in page
    assert "/zusage" not in page
    assert [row.may_decide for row in tasks.waiting_for_the_office(cast.carla)] == [True]


def test_my_area_shows_my_organisations_and_what_i_may_do_there(browser, new_browser, cast):
    ana = browser.as_(cast.ana).get("/mein/").text
    assert "The Mill" in ana
    assert "Veranstaltung eintragen" in ana
    vera = new_browser().as_(cast.vera).get("/mein/").text
    assert "The Mill" in vera
    assert "Veranstaltung eintragen" not in vera
    assert "Rolle „Redaktion“" in vera


def test_who_belongs_to_nobody_reads_what_to_do(browser, cast):
    with transaction():
        organisations.membership_of(cast.vera.user, cast.mill).state = "removed"

    page = browser.as_(Acting(cast.vera.user)).get("/mein/").text

    assert "noch zu keiner Organisation" in page
    assert "vera@example.org" in page


def test_the_office_is_shown_its_desk_and_not_told_to_apply(browser, cast):
    page = browser.as_(cast.olga).get("/mein/").text

    assert "Zum Schreibtisch des Netzwerkbüros" in page
    assert "noch zu keiner Organisation" not in page


def test_the_answer_of_the_office_stands_in_my_area(browser, cast):
    mine = applications.apply(cast.carla.user, ApplicationDraft("Wir singen.", "Chor", "culture"))
    carla = browser.as_(cast.carla)
    assert "liegt beim Netzwerkbüro" in carla.get("/mein/").text

    decisions.decline(cast.olga, mine, "Den Chor gibt es schon.")

    assert "Den Chor gibt es schon." in carla.get("/mein/").text
    assert mails_to("carla@example.org", "application_declined")


def test_what_my_organisations_have_next_is_in_my_area(browser, cast, queries):
    ana = browser.as_(cast.ana)
    ana.get("/mein/")
    with queries.counted() as none:
        assert "Als Nächstes" not in ana.get("/mein/").text
    without = len(none)
    for title in ("Sprachcafé", "Nähtreff", "Chor"):
        service.post_event(cast.ana, draft(title=title))

    with queries.counted() as three:
        page = ana.get("/mein/").text

    assert "Als Nächstes" in page
    assert page.count('class="event__title"') == 3
    assert len(three) == without
    assert "Sprachcafé" not in browser.as_(cast.carla).get("/mein/").text


def test_entries_of_new_organisations_wait_among_the_applications(browser, cast):
    with transaction():
        cast.city_library.trust = "new"
    applied(1)
    entry = service.post_event(cast.carla, draft(title="Lesenacht"))
    olga = browser.as_(cast.olga)

    page = olga.get("/buero/").text
    assert page.index("Verein Nummer 1") < page.index("Lesenacht")
    assert olga.post(f"/veranstaltungen/{entry.id}/freigabe", data={"version": entry.revision}).status_code == 303
    assert "1 Eintrag wartet" in olga.get("/buero/").text


@pytest.mark.parametrize(
    ("path", "where"),
    [("/buero/", "Büro"), ("/buero/orte", "Büro"), ("/mein/hinweise", "Mein Bereich"), ("/mein/konto", "Konto")],
)
def test_the_navigation_says_where_one_is(browser, cast, path, where):
    page = browser.as_(cast.olga).get(path).text

    assert re.findall(r'aria-current="page">([^<]+)</a></li>', page) == [where]


@pytest.mark.parametrize(
    "path", ["anlaesse", "berichte", "konzept", "meldungen", "netzwerktreffen", "organisationen", "orte", "personen"]
)
def test_every_page_of_the_office_leads_back_to_its_desk(browser, cast, path):
    assert "Zum Schreibtisch" in browser.as_(cast.olga).get(f"/buero/{path}").text
