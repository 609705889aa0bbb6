"""A cooperation goes through its states, and each asks for what it needs."""

from datetime import date

import cooperating
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kiknet.audit import AuditEntry
from kiknet.cooperations import parts, states
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Outcome
from kiknet.cooperations.service import moving
from kiknet.cooperations.states import NEXT, STATES, Facts
from kiknet.cooperations.words import MISSING
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.mail import OutboxMail


@pytest.fixture
def cafe(cast):
    return cooperating.led(cast.ana, accepted=[cast.city_library])


@given(st.sampled_from(STATES), st.integers(0, 4), st.booleans(), st.booleans(), st.booleans())
def test_onward_is_always_one_of_the_choices_and_nothing_is_chosen_that_is_not_next(
    state, accepted, event, start, outcome
):
    choices = states.choices(state)
    assert set(choices) <= NEXT[state] - {"archived"}
    assert not states.onward(state) or choices[0] == states.onward(state)
    facts = Facts(accepted, event, start, outcome)
    if states.missing("active", facts) == "":
        assert states.missing("planning", facts) == ""


def test_all_the_way_from_idea_to_completed(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library], state="idea")
    moving.move(cast.ana, cafe, "seeking")
    moving.move(cast.ana, cafe, "planning")
    with pytest.raises(Rejected) as refusal:
        moving.move(cast.ana, cafe, "active")
    assert refusal.value.reason == str(MISSING["date"])
    with transaction():
        cafe.starts_on = date(2027, 3, 9)
    moving.move(cast.ana, cafe, "active")
    with pytest.raises(Rejected):
        moving.move(cast.ana, cafe, "completed")
    with transaction():
        cafe.outcome = Outcome(people_reached=20, text="Schön war es.")
    moving.move(cast.ana, cafe, "completed")
    assert cafe.state == "completed"
    assert cafe.ended_at is not None


def test_an_event_is_as_good_as_a_first_day(cast, cafe, monkeypatch):
    monkeypatch.setattr(parts, "last_dates", [lambda ids: dict.fromkeys(ids, date(2027, 3, 9))])
    moving.move(cast.ana, cafe, "active")
    assert cafe.state == "active"


def test_nobody_plans_alone(cast):
    alone = cooperating.led(cast.ana)
    with pytest.raises(Rejected):
        moving.move(cast.ana, alone, "planning")
    moving.move(cast.ana, alone, "seeking")
    assert alone.state == "seeking"


def test_who_is_in_hears_of_each_step_but_not_who_takes_it(cast, cafe):
    moving.move(cast.ana, cafe, "cancelled", "Kein Raum gefunden.")
    mails = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "cooperation_moved")).all()
    assert [mail.recipient for mail in mails] == ["carla@example.org"]
    assert mails[0].subject == "Abgesagt: Erzählcafé"
    assert "Kein Raum gefunden." in mails[0].text


def test_the_letter_says_what_the_step_means(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library], state="seeking")
    moving.move(cast.ana, cafe, "planning")
    text = db.session.scalars(select(OutboxMail.text).where(OutboxMail.kind == "cooperation_moved")).one()
    assert "The Mill hat den Stand geändert: In Planung\nJetzt einigen sich alle auf einen Termin" in text


def test_what_was_called_off_can_be_begun_again(cast, cafe):
    moving.move(cast.ana, cafe, "cancelled", "Krank")
    moving.move(cast.ana, cafe, "planning")
    assert (cafe.state, cafe.ended_reason, cafe.ended_at) == ("planning", "", None)


def test_a_step_that_is_none_is_refused(cast, cafe):
    for state in ("archived", "completed", "nonsense", "planning"):
        with pytest.raises(Rejected):
            moving.move(cast.ana, cafe, state)


def test_a_partner_does_not_decide_how_it_goes_on(cast, cafe):
    with pytest.raises(NotAllowed):
        moving.move(cast.carla, cafe, "cancelled")


def test_two_who_change_the_description_at_once_both_see_it(cast, cafe):
    version = cafe.revision
    moving.change(cast.ana, cafe, CooperationDraft(title="Café"), version)
    with pytest.raises(ChangedMeanwhile):
        moving.change(cast.ben, cafe, CooperationDraft(title="Kaffee"), version)


def test_a_form_of_somebody_slower_comes_back_with_both_texts(cast, cafe, browser):
    ben = browser.as_(cast.ben)
    address = f"/mein/kooperationen/{cafe.id}/bearbeiten"
    page = ben.get(address).text
    hidden = {name: page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0] for name in ("version", "opened")}
    moving.change(cast.ana, cafe, CooperationDraft(title="Café der Mühle"), cafe.revision)
    answer = ben.post(address, data={"title": "Café für alle", "visibility": "network", "lang": "de", **hidden})
    assert answer.status_code == 409
    assert "Café der Mühle" in answer.text
    assert "Café für alle" in answer.text


def test_what_is_missing_is_said_beside_what_is_there(cast, cafe, browser):
    page = browser.as_(cast.ana).get(f"/kooperationen/{cafe.id}").text
    assert "Es fehlt noch: ein Termin" in page
    assert "Ersten Tag eintragen" in page
    assert ">Es geht los<" not in page
    answer = browser.post(f"/kooperationen/{cafe.id}/stand", data={"state": "active"})
    assert "Es fehlt noch: ein Termin" in browser.get(answer.location).text


def test_a_button_pressed_twice_says_nothing_bad(cast, cafe, browser):
    ana = browser.as_(cast.ana)
    for _time in range(2):
        answer = ana.post(f"/kooperationen/{cafe.id}/stand", data={"state": "seeking"})
        assert "Das geht nicht mehr" not in ana.get(answer.location).text


def test_the_office_hides_with_a_reason_and_the_lead_reads_it(cast, cafe, browser, new_browser):
    carla_outside = new_browser()
    moving.hide(cast.olga, cafe, "Das ist Werbung.")
    page = browser.as_(cast.ana).get(f"/kooperationen/{cafe.id}").text
    assert "Das ist Werbung." in page
    assert carla_outside.get(f"/kooperationen/{cafe.id}").status_code == 404
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "cooperation.hide")).one()
    assert entry.changes["reason"] == "Das ist Werbung."
    moving.restore(cast.olga, cafe, "Ein Irrtum.")
    assert not cafe.is_hidden


def test_a_stranger_can_report_what_they_can_see(cafe, browser):
    answer = browser.post(f"/melden/kooperation/{cafe.id}", data={"reason": "spam"})
    assert answer.status_code == 404  # a stranger does not know of it
    with transaction():
        cafe.visibility = "public"
    assert browser.get(f"/melden/kooperation/{cafe.id}").status_code == 200


def test_what_has_come_of_it_is_asked_when_there_is_something_to_tell(cast, browser, at):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library], state="active")
    with transaction():
        cafe.starts_on = date(2027, 3, 9)
    browser.as_(cast.ana)
    assert "Es fehlt noch: das Ergebnis" not in browser.get(f"/kooperationen/{cafe.id}").text
    at(2027, 3, 9, 18)
    assert "Es fehlt noch: das Ergebnis" in browser.get(f"/kooperationen/{cafe.id}").text


def test_what_rests_rests_however_often_somebody_asks(cast, browser):
    idea = cooperating.led(cast.ana, state="archived")
    assert browser.as_(cast.ana).post(f"/kooperationen/{idea.id}/stand", data={"state": "archived"}).status_code == 303
    assert idea.state == "archived"


def test_a_reason_that_is_too_long_is_back_in_the_form(cast, cafe, browser):
    page = browser.as_(cast.ana).post(f"/kooperationen/{cafe.id}/stand", data={"reason": "Regen! " * 100})
    assert (page.status_code, "Regen! Regen!" in page.text) == (422, True)
    assert cafe.state == "planning"
