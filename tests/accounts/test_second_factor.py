"""The second factor: set up, asked for, never accepted twice, and reset when it is lost."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from cast import OLGAS_SECRET, PASSWORD
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import passwords, second_factor, totp
from kiknet.audit import AuditEntry
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected, TooOften
from kiknet.mail import OutboxMail

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"


def code(secret=SECRET, steps=0):
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=30 * steps))


@pytest.fixture
def ana(cast):
    """Ana has a password and a second factor."""
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)
        cast.ana.user.totp_secret = SECRET
    return cast.ana.user


@pytest.fixture
def codes(ana):
    with transaction():
        return second_factor._new_codes(ana)


def first_step(browser, to=""):
    return browser.post("/anmelden" + to, data={"email": "ana@example.org", "password": PASSWORD})


def test_ana_sets_it_up_with_her_phone(browser, cast):
    browser.as_(cast.ana)
    page = browser.get("/mein/konto/zweiter-faktor/einrichten")
    secret = re.search(r'id="totp-key"[^>]*>([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    assert 'src="data:image/svg+xml' in page.text

    wrong = browser.post("/mein/konto/zweiter-faktor/einrichten", data={"code": "000000"})
    assert wrong.status_code == 422
    assert secret in wrong.text.replace(" ", "")

    shown = browser.post("/mein/konto/zweiter-faktor/einrichten", data={"code": code(secret)})
    assert len(re.findall(r"\b\w{4}-\w{4}-\w{4}\b", shown.text)) == 10
    db.session.expire_all()
    assert cast.ana.user.totp_secret == secret
    with browser.session_transaction() as kept:
        assert secret not in repr(dict(kept))


def test_signing_in_then_asks_for_a_code(browser, ana):
    answer = first_step(browser, "?next=/mein/konto/geraete")
    assert answer.location == "/anmelden/code"
    assert browser.get("/mein/konto").status_code == 303

    wrong = browser.post("/anmelden/code", data={"code": "123 45"})
    assert wrong.status_code == 422

    right = browser.post("/anmelden/code", data={"code": f" {code()[:3]} {code()[3:]} "})
    assert (right.status_code, right.location) == (303, "/mein/konto/geraete")
    assert browser.get("/mein/konto").status_code == 200


def test_a_code_cannot_be_used_twice(browser, new_browser, ana):
    used = code()
    first_step(browser)
    assert browser.post("/anmelden/code", data={"code": used}).status_code == 303

    other = new_browser()
    first_step(other)

    assert other.post("/anmelden/code", data={"code": used}).status_code == 422
    assert other.post("/anmelden/code", data={"code": code(steps=-1)}).status_code == 422
    assert other.post("/anmelden/code", data={"code": code(steps=1)}).status_code == 303


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(app, ana, steps, fits):
    assert second_factor.passes(ana, code(steps=steps)) is fits


def test_guessing_codes_is_limited(app, ana):
    for number in range(10):
        assert not second_factor.passes(ana, f"00000{number}")

    with pytest.raises(TooOften):
        second_factor.passes(ana, code())


def test_the_second_step_waits_ten_minutes(browser, ana, monkeypatch):
    first_step(browser)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert browser.post("/anmelden/code", data={"code": code()}).location == "/anmelden"
    assert browser.get("/mein/konto").status_code == 303


def test_a_link_by_mail_does_not_go_round_the_second_step(browser, ana):
    browser.post("/anmelden", data={"email": "ana@example.org", "by_link": "1"})
    mail = db.session.scalars(select(OutboxMail)).one()

    answer = browser.post(re.search(r"http://localhost(/\S+)", mail.text)[1])

    assert answer.location == "/anmelden/code"
    assert browser.get("/mein/konto").status_code == 303


def test_a_recovery_code_signs_in_once_and_its_owner_is_told(browser, new_browser, ana, codes):
    first_step(browser)
    typed = codes[3].upper().replace("-", " ")
    assert browser.post("/anmelden/code", data={"code": typed}).status_code == 303

    other = new_browser()
    first_step(other)
    assert other.post("/anmelden/code", data={"code": codes[3]}).status_code == 422

    mail = db.session.scalars(select(OutboxMail)).one()
    assert "Notfall-Code wurde benutzt" in mail.subject
    assert "9 Notfall-Codes" in mail.text


def test_recovery_codes_are_stored_only_as_hashes(app, ana, codes):
    from kiknet.accounts.models import RecoveryCode

    stored = set(db.session.scalars(select(RecoveryCode.code_hash)))

    assert len(stored) == 10
    assert stored.isdisjoint(codes)
    assert totp.recovery_hash(1, codes[0]) != totp.recovery_hash(2, codes[0])


def test_new_recovery_codes_replace_the_old_ones(browser, cast, ana, codes):
    browser.as_(cast.ana)
    assert browser.post("/mein/konto/zweiter-faktor/codes", data={"proof": "wrong"}).status_code == 422

    shown = browser.post("/mein/konto/zweiter-faktor/codes", data={"proof": PASSWORD})

    fresh = re.findall(r"\b\w{4}-\w{4}-\w{4}\b", shown.text)
    assert len(fresh) == 10
    assert not second_factor.passes(ana, codes[0])
    assert second_factor.passes(ana, fresh[0])


def test_switching_it_off_needs_a_password_or_a_code(browser, cast, ana, codes):
    browser.as_(cast.ana)
    refused = browser.post("/mein/konto/zweiter-faktor/ausschalten", data={"proof": "123456"})
    assert refused.status_code == 422

    assert browser.post("/mein/konto/zweiter-faktor/ausschalten", data={"proof": code()}).status_code == 303

    db.session.expire_all()
    assert not ana.has_second_factor
    assert "Der zweite Schritt ist ausgeschaltet" in db.session.scalars(select(OutboxMail.subject)).all()


def test_the_office_sets_it_up_before_anything_else(browser, cast):
    with transaction():
        cast.olga.user.totp_secret = None
    browser.as_(cast.olga)

    for path in ("/mein/konto", "/buero/personen", "/kalender"):
        assert browser.get(path).location == "/mein/konto/zweiter-faktor/einrichten", path
    assert browser.post("/mein/konto/angaben", data={"display_name": "O", "language": "de"}).status_code == 303
    assert browser.get("/mein/konto/zweiter-faktor/einrichten").status_code == 200
    assert browser.post("/abmelden").location == "/"


def test_in_the_demo_the_office_is_not_kept_waiting(app, browser, cast, settings):
    with transaction():
        cast.olga.user.totp_secret = None
    browser.as_(cast.olga)
    app.extensions["kiknet"] = replace(settings, env="demo")
    try:
        assert browser.get("/buero/personen").status_code == 200
    finally:
        app.extensions["kiknet"] = settings


def test_the_office_resets_a_lost_one_and_both_are_told(browser, new_browser, cast, ana):
    anas = new_browser().as_(cast.ana)
    page = f"/buero/personen/{ana.id}/zweiter-faktor"
    browser.as_(cast.olga)
    assert "Ana" in browser.get(page).text

    assert browser.post(page).status_code == 303

    db.session.expire_all()
    assert not ana.has_second_factor
    assert anas.get("/mein/konto").status_code == 303
    mails = {m.recipient: m.subject for m in db.session.scalars(select(OutboxMail))}
    assert mails == {
        "ana@example.org": "Ihr zweiter Schritt wurde zurückgesetzt",
        "olga@example.org": "Sie haben einen zweiten Schritt zurückgesetzt",
    }
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "account.second_factor_reset")).one()
    assert (entry.user_id, entry.object_id) == (cast.olga.user.id, ana.id)


def test_only_the_office_may_reset_it_and_nobody_their_own(cast, ana):
    with pytest.raises(NotAllowed):
        second_factor.reset_second_factor(cast.carla.user, ana)
    with pytest.raises(NotAllowed):
        second_factor.reset_second_factor(cast.olga.user, cast.olga.user)
    assert ana.has_second_factor
    assert cast.olga.user.totp_secret == OLGAS_SECRET


def test_a_code_that_does_not_fit_switches_nothing_on(cast):
    with pytest.raises(Rejected):
        second_factor.switch_on(cast.ben.user, SECRET, code(steps=5))

    assert not cast.ben.user.has_second_factor
