"""Who meets a barrier can say so without an account, and the office hears of it."""

from sqlalchemy import select

from kiknet.db import db, transaction
from kiknet.legal.service import MOST_AN_HOUR
from kiknet.mail import OutboxMail

FORM = "/barrierefreiheit/rueckmeldung"


def mails():
    return list(db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_a_stranger_reports_a_barrier_and_the_office_gets_a_mail(browser, cast):
    sent = {"message": "Der Knopf ist zu klein.", "about": "/kalender", "address": "vera@example.org"}

    answer = browser.post(FORM, data=sent)

    assert (answer.status_code, answer.location) == (303, "/barrierefreiheit")
    [mail] = mails()
    assert mail.recipient == "olga@example.org"
    assert all(text in mail.text for text in sent.values())


def test_everybody_in_the_office_gets_it_and_nobody_else(browser, cast):
    with transaction():
        db.session.merge(cast.carla.user).office_role = "office"

    browser.post(FORM, data={"message": "Zu kleine Schrift"})

    assert {mail.recipient for mail in mails()} == {"olga@example.org", "carla@example.org"}


def test_the_page_leads_to_the_form(browser, cast):
    assert FORM in browser.get("/barrierefreiheit").text
    assert browser.get(FORM).status_code == 200


def test_a_mistake_keeps_what_was_typed(browser, cast):
    answer = browser.post(FORM, data={"message": "Ich höre nichts", "address": "keine Adresse"})

    assert answer.status_code == 422
    assert "Ich höre nichts" in answer.text
    assert "keine Adresse" in answer.text
    assert mails() == []


def test_nothing_to_say_is_refused(browser, cast):
    assert browser.post(FORM, data={"message": "  "}).status_code == 422


def test_a_machine_that_fills_every_field_is_thanked_and_ignored(browser, cast):
    answer = browser.post(FORM, data={"message": "Billige Uhren", "website": "https://example.org"})

    assert answer.status_code == 303
    assert mails() == []


def test_who_writes_too_often_waits_and_loses_nothing(browser, cast):
    for _ in range(MOST_AN_HOUR):
        browser.post(FORM, data={"message": "Wieder ich"})

    answer = browser.post(FORM, data={"message": "Ein langer, mühsam getippter Text"})

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "mühsam getippter" in answer.text
    assert len(mails()) == MOST_AN_HOUR


def test_without_an_office_people_are_told_another_way(browser, cast):
    with transaction():
        db.session.merge(cast.olga.user).office_role = "none"

    answer = browser.post(FORM, data={"message": "Hallo?"})

    assert answer.status_code == 422
    assert "Impressum" in answer.text
    assert "Hallo?" in answer.text


def test_line_breaks_in_one_line_fields_stay_on_one_line(browser, cast):
    browser.post(FORM, data={"message": "x", "about": "/kalender\r\nBcc: alle@example.org"})

    assert "\nBcc:" not in mails()[0].text
