"""For which organisation somebody acts: chosen, never guessed; the form's own choice counts first."""

from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from kiknet.db import db, transaction
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Invitation, Membership, Organisation


def _ana_joins_the_library(cast):
    with transaction():
        db.session.add(Membership(user=cast.ana.user, organisation=cast.city_library, role="editor"))


def test_the_choice_is_remembered_and_leads_back(browser, cast):
    _ana_joins_the_library(cast)
    ana = browser.as_(cast.ana)

    answer = ana.post("/mein/auftreten", data={"acting_for": cast.city_library.id, "next": "/mein/veranstaltungen"})

    assert (answer.status_code, answer.location) == (303, "/mein/veranstaltungen")
    with ana.session_transaction() as session:
        assert session["acting_for"] == cast.city_library.id


def test_nobody_acts_for_an_organisation_of_others(browser, cast):
    ana = browser.as_(cast.ana)

    assert ana.post("/mein/auftreten", data={"acting_for": cast.city_library.id}).status_code == 403
    with ana.session_transaction() as session:
        assert session["acting_for"] == cast.mill.id


def test_the_way_back_stays_in_the_house(browser, cast):
    ana = browser.as_(cast.ana)

    for trap in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = ana.post("/mein/auftreten", data={"acting_for": cast.mill.id, "next": trap})
        assert answer.location == "/mein/", trap


def test_with_two_organisations_and_no_choice_one_is_asked_and_led_back(browser, cast):
    _ana_joins_the_library(cast)
    ana = browser.as_(Acting(cast.ana.user))

    answer = ana.get("/mein/mitglieder?seite=2")
    assert (answer.status_code, answer.location) == (303, "/mein/auftreten?next=/mein/mitglieder?seite%3D2")
    page = ana.get(answer.location).text
    assert 'value="/mein/mitglieder?seite=2"' in page
    assert "The Library" in page


def test_what_was_typed_before_choosing_waits(browser, cast):
    _ana_joins_the_library(cast)
    ana = browser.as_(Acting(cast.ana.user))

    answer = ana.post("/mein/mitglieder", data={"email": "dilek@example.org", "role": "editor"})
    back = parse_qs(urlsplit(answer.location).query)["next"][0]
    ana.post("/mein/auftreten", data={"acting_for": cast.mill.id, "next": back})

    assert 'value="dilek@example.org"' in ana.get(back).text


def test_two_tabs_may_act_for_two_organisations(browser, cast):
    _ana_joins_the_library(cast)
    ana = browser.as_(cast.ana)
    ana.post("/mein/auftreten", data={"acting_for": cast.city_library.id})

    form = {"email": "dilek@example.org", "role": "viewer"}
    assert ana.post("/mein/mitglieder", data=form).status_code == 403
    assert ana.post("/mein/mitglieder", data=form | {"acting_for": cast.mill.id}).status_code == 303

    assert [i.organisation_id for i in db.session.scalars(select(Invitation))] == [cast.mill.id]


def test_a_form_cannot_name_an_organisation_of_others(browser, cast):
    ana = browser.as_(cast.ana)

    answer = ana.post(
        "/mein/mitglieder", data={"email": "x@example.org", "role": "viewer", "acting_for": cast.city_library.id}
    )

    assert answer.status_code == 403
    assert db.session.scalar(select(Invitation)) is None


def test_a_choice_that_ended_is_not_replaced_by_a_guess(browser, cast):
    _ana_joins_the_library(cast)
    with transaction() as session:
        third = Organisation(slug="choir", name="The Choir", kind="culture", state="active", search_text="choir")
        session.add(Membership(user=cast.ana.user, organisation=third, role="viewer"))
    ana = browser.as_(Acting(cast.ana.user))
    with ana.session_transaction() as session:
        session["acting_for"] = 9999

    assert ana.get("/mein/organisation").location.startswith("/mein/auftreten")


def test_without_any_organisation_one_is_told_what_helps(browser, cast):
    with transaction():
        queries.membership_of(cast.vera.user, cast.mill).state = "removed"

    answer = browser.as_(Acting(cast.vera.user)).get("/mein/mitglieder")

    assert answer.status_code == 403
    assert "Dafür brauchen Sie eine Organisation" in answer.text


def test_the_page_that_asks_for_whom_one_acts_asks_once(cast, browser):
    with transaction() as session:
        session.add(Membership(user=cast.ben.user, organisation=cast.city_library, role="editor"))

    page = browser.as_(cast.ben).get("/mein/auftreten").text

    assert "Für wen handeln Sie?" in page
    assert page.count('action="/mein/auftreten"') == 2
    assert "Organisation auswählen" not in page
    assert "<select" not in page
