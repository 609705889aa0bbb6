"""Links by mail: to sign in, for a new password."""

import re
from datetime import timedelta

import pytest
from cast import PASSWORD
from sqlalchemy import func, select

from kiknet import clock
from kiknet.accounts import links, passwords
from kiknet.accounts.models import OneTimeLink, UserSession
from kiknet.db import db, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.mail import OutboxMail

NEW = "five words that fit nowhere"


def link_in_mail(to="ana@example.org"):
    mail = db.session.scalars(select(OutboxMail).where(OutboxMail.recipient == to).order_by(-OutboxMail.id)).first()
    return re.search(r"http://localhost(/\S+)", mail.text)[1]


def ask(browser, email="ana@example.org", to=""):
    return browser.post("/anmelden" + to, data={"email": email, "by_link": "1"})


def test_ana_signs_in_with_a_link(browser, cast):
    asked = ask(browser, to="?next=/mein/konto/geraete")
    assert "unterwegs" in browser.get(asked.location).text

    page = browser.get(link_in_mail())
    assert "Anmelden als Ana" in page.text
    assert page.headers["Referrer-Policy"] == "same-origin"

    answer = browser.post(link_in_mail())
    assert (answer.status_code, answer.location) == (303, "/mein/konto/geraete")
    assert "Hier sind Sie angemeldet" in browser.get(answer.location).text


def test_a_mail_scanner_that_fetches_the_link_does_not_use_it_up(browser, new_browser, cast):
    ask(browser)
    for _fetch in range(3):
        assert new_browser().get(link_in_mail()).status_code == 200

    assert browser.post(link_in_mail()).status_code == 303


def test_a_link_works_once(browser, new_browser, cast):
    ask(browser)
    browser.post(link_in_mail())

    answer = new_browser().post(link_in_mail())

    assert answer.status_code == 410
    assert "schon benutzt" in answer.text


def test_a_link_expires_after_half_an_hour(browser, cast, monkeypatch):
    ask(browser)
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    answer = browser.post(link_in_mail())

    assert answer.status_code == 410
    assert "abgelaufen" in answer.text


def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(browser, new_browser, cast):
    known, unknown = ask(browser), ask(new_browser(), "nobody@example.org")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert browser.get(known.location).text == new_browser().get(unknown.location).text
    assert db.session.scalars(select(OutboxMail.recipient)).all() == ["ana@example.org"]


def test_links_are_limited_so_that_nobody_is_flooded(browser, cast):
    answers = [ask(browser).status_code for _try in range(6)]

    assert answers == [303] * 5 + [429]


def test_only_the_hash_of_a_link_is_stored(browser, cast):
    ask(browser)
    token = link_in_mail().rpartition("/")[2]

    row = db.session.scalars(select(OneTimeLink)).one()

    assert token not in repr(vars(row))


def test_a_link_serves_only_its_purpose(browser, cast):
    ask(browser)
    token = link_in_mail().rpartition("/")[2]

    assert browser.get(f"/passwort/{token}").status_code == 404
    assert browser.get("/anmelden/link/made-up").status_code == 404


def test_links_for_others_to_use(app, cast):
    token = links.create("confirm", cast.ben.user, timedelta(days=2), application=7)

    link = links.look("confirm", token)
    assert (link.user, link.data) == (cast.ben.user, {"application": 7})
    links.use(link)

    with pytest.raises(Rejected, match="schon benutzt"):
        links.look("confirm", token)
    with pytest.raises(links.LinkOver):
        links.use(link)
    with pytest.raises(NotFound):
        links.look("something else", token)


def test_who_forgot_the_password_chooses_a_new_one(browser, new_browser, cast):
    elsewhere = new_browser().as_(cast.ana)
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)
    browser.post("/passwort", data={"email": "ana@example.org"})
    address = link_in_mail()
    assert browser.get(address).status_code == 200

    answer = browser.post(address, data={"new_password": NEW})

    assert (answer.status_code, answer.location) == (303, "/mein/")
    assert browser.get("/mein/konto").status_code == 200
    assert elsewhere.get("/mein/konto").status_code == 303
    db.session.expire_all()
    assert passwords.matches(cast.ana.user.password_hash, NEW)
    assert not passwords.matches(cast.ana.user.password_hash, PASSWORD)
    assert browser.post(address, data={"new_password": NEW}).status_code == 410
    assert "Ihr Passwort wurde geändert" in db.session.scalars(select(OutboxMail.subject)).all()


def test_a_weak_password_is_refused_and_the_link_still_works(browser, cast):
    browser.post("/passwort", data={"email": "ana@example.org"})

    refused = browser.post(link_in_mail(), data={"new_password": "short"})

    assert refused.status_code == 422
    assert "mindestens 12 Zeichen" in refused.text
    assert browser.post(link_in_mail(), data={"new_password": NEW}).status_code == 303


def test_a_new_password_makes_links_sent_before_worthless(browser, new_browser, cast):
    ask(new_browser())
    earlier = link_in_mail()
    browser.post("/passwort", data={"email": "ana@example.org"})
    browser.post(link_in_mail(), data={"new_password": NEW})

    assert new_browser().post(earlier).status_code == 410


def test_signing_in_with_a_link_confirms_the_address(browser, cast):
    with transaction():
        cast.ana.user.confirmed_at = None
    ask(browser)
    browser.post(link_in_mail())

    db.session.expire_all()
    assert cast.ana.user.confirmed_at is not None


def test_what_is_long_over_is_forgotten(app, cast, monkeypatch):
    from kiknet.accounts import service, session

    with app.test_request_context():
        session.begin(cast.ana.user, "Firefox")
    links.create("sign-in", cast.ana.user)
    service.end_sessions(cast.ana.user)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    service.forget_old()

    assert [db.session.scalar(select(func.count()).select_from(m)) for m in (OneTimeLink, UserSession)] == [0, 0]
