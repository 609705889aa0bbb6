"""For which organisation somebody acts: chosen, never guessed; the form's own choice counts first."""

from kiknet.db import db, transaction
from kiknet.organisations.models import Membership


def _ana_joins_the_library(cast):
    with transaction():
        db.session.add(Membership(user=cast.ana.user, organisation=cast.library, role="editor"))


def test_the_choice_is_remembered_and_leads_back(browser, cast):
    _ana_joins_the_library(cast)
    ana = browser.as_(cast.ana)

    answer = ana.post("/mein/auftreten", data={"acting_for": cast.library.id, "next": "/mein/veranstaltungen"})

    assert (answer.status_code, answer.location) == (303, "/mein/veranstaltungen")
    with ana.session_transaction() as session:
        assert session["acting_for"] == cast.library.id


def test_nobody_acts_for_an_organisation_of_others(browser, cast):
    ana = browser.as_(cast.ana)

    assert ana.post("/mein/auftreten", data={"acting_for": cast.library.id}).status_code == 403
    with ana.session_transaction() as session:
        assert session["acting_for"] == cast.mill.id


def test_the_way_back_stays_in_the_house(browser, cast):
    ana = browser.as_(cast.ana)

    for trap in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        answer = ana.post("/mein/auftreten", data={"acting_for": cast.mill.id, "next": trap})
        assert answer.location == "/mein/", trap
