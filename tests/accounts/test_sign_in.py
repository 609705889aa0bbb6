"""Signing in with a password: who gets in, what strangers learn, how often one may try."""

import logging
import re
import time

import pytest
from cast import PASSWORD
from sqlalchemy import select

from kiknet.accounts import passwords
from kiknet.accounts import sign_in as deeds
from kiknet.accounts.models import UserSession
from kiknet.app import create_app
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail

WRONG = "E-Mail-Adresse und Passwort passen nicht zusammen"


@pytest.fixture
def ana(cast):
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana.user


def sign_in(browser, email, password, to=""):
    return browser.post("/anmelden" + to, data={"email": email, "password": password})


def is_signed_in(browser):
    return browser.get("/mein/konto").status_code == 200


def test_ana_signs_in_with_her_password_and_out_again(browser, ana):
    answer = sign_in(browser, "Ana@Example.org ", PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/mein/")
    assert is_signed_in(browser)

    assert browser.post("/abmelden").status_code == 303
    assert not is_signed_in(browser)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(browser, new_browser, ana):
    known = sign_in(browser, "ana@example.org", "something else entirely")
    unknown = sign_in(new_browser(), "nobody@example.org", "something else entirely")

    assert known.status_code == unknown.status_code == 422
    assert WRONG in known.text
    assert known.text.replace("ana@", "nobody@") == unknown.text


def test_somebody_without_a_password_cannot_sign_in_with_none(browser, cast):
    assert sign_in(browser, "ben@example.org", "").status_code == 422
    assert sign_in(browser, "ben@example.org", "None").status_code == 422
    assert not is_signed_in(browser)


def test_what_was_typed_is_still_there_but_never_the_password(browser, ana):
    answer = sign_in(browser, "ana@example.org", "a wrong one, still secret")

    assert 'value="ana@example.org"' in answer.text
    assert "still secret" not in answer.text


def test_signing_in_is_limited_for_one_person_across_workers(browser, settings, ana):
    """Two apps on one database are two workers: they count together."""
    other = create_app(settings)
    other.config["WTF_CSRF_ENABLED"] = False
    for attempt in range(10):
        worker = browser if attempt % 2 else other.test_client()
        assert sign_in(worker, "ana@example.org", "wrong, and long enough").status_code == 422

    refused = sign_in(other.test_client(), "ana@example.org", PASSWORD)

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "Das war zu oft" in refused.text
    with other.app_context():
        db.engine.dispose()


def test_one_address_cannot_try_many_people(browser, ana):
    for number in range(60):
        sign_in(browser, f"person{number}@example.org", "") if number < 58 else None
    answers = [sign_in(browser, f"p{n}@example.org", "wrong, and long enough").status_code for n in range(61)]

    assert answers[:60] == [422] * 60
    assert answers[60] == 429


def test_signing_in_makes_earlier_mistakes_forgotten(browser, new_browser, ana):
    for _attempt in range(9):
        sign_in(new_browser(), "ana@example.org", "wrong, and long enough")
    assert sign_in(browser, "ana@example.org", PASSWORD).status_code == 303

    for _attempt in range(9):
        assert sign_in(new_browser(), "ana@example.org", "wrong, and long enough").status_code == 422


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "evil.example",
        "%2F%2Fevil.example",
        " //evil.example",
        "/mein/\r\nSet-Cookie: a=b",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(browser, ana, target):
    answer = browser.post(
        "/anmelden", query_string={"next": target}, data={"email": "ana@example.org", "password": PASSWORD}
    )

    assert (answer.status_code, answer.location) == (303, "/mein/")


def test_after_signing_in_ana_is_where_she_wanted_to_go(browser, ana):
    answer = sign_in(browser, "ana@example.org", PASSWORD, "?next=/mein/konto/geraete?seite%3D2")

    assert answer.location == "/mein/konto/geraete?seite=2"


def test_a_form_sent_after_the_session_ended_comes_back_with_everything_typed(browser, ana):
    browser.get("/anmelden")
    sent = browser.post("/mein/konto/angaben", data={"display_name": "Ana Koval", "language": "en"})
    assert sent.location.startswith("/anmelden?next=")

    page = browser.get(sent.location)
    assert "Danach ist Ihr Formular wieder da" in page.text

    back = browser.post(sent.location, data={"email": "ana@example.org", "password": PASSWORD})
    form = browser.get(back.location)
    assert 'value="Ana Koval"' in form.text
    assert re.search(r'value="en" checked', form.text)
    assert "Nichts von dem, was Sie geschrieben haben, ist verloren" in form.text


def test_who_is_signed_in_already_goes_straight_on(browser, cast):
    answer = browser.as_(cast.ana).get("/anmelden?next=/mein/konto")

    assert (answer.status_code, answer.location) == (303, "/mein/konto")


def test_a_removed_session_is_a_stranger_at_the_next_request(browser, ana):
    sign_in(browser, "ana@example.org", PASSWORD)
    assert is_signed_in(browser)

    with transaction() as session:
        session.delete(session.scalars(select(UserSession)).one())

    assert browser.get("/mein/konto").location.startswith("/anmelden")


def test_a_session_planted_before_signing_in_is_worth_nothing(browser, ana):
    with browser.session_transaction() as planted:
        planted["acting_for"], planted["planted"] = 1, "yes"

    sign_in(browser, "ana@example.org", PASSWORD)

    with browser.session_transaction() as session:
        assert "planted" not in session
        assert "acting_for" not in session


def test_the_table_holds_no_token_that_signs_in(browser, ana):
    sign_in(browser, "ana@example.org", PASSWORD)

    with browser.session_transaction() as session:
        token = session["_user_id"]
    row = db.session.scalars(select(UserSession)).one()
    assert token not in {row.token_hash, row.device}


def test_a_password_kept_with_old_settings_is_kept_better_after_signing_in(browser, ana):
    from argon2 import PasswordHasher

    with transaction():
        ana.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    assert sign_in(browser, "ana@example.org", PASSWORD).status_code == 303

    db.session.refresh(ana)
    assert not passwords.is_outdated(ana.password_hash)
    assert passwords.matches(ana.password_hash, PASSWORD)


def test_without_the_token_of_the_form_nothing_is_accepted(app, browser, ana):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        without = sign_in(browser, "ana@example.org", PASSWORD)
        assert not is_signed_in(browser)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/anmelden").text)[1]
        with_it = browser.post(
            "/anmelden", data={"email": "ana@example.org", "password": PASSWORD, "csrf_token": token}
        )
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert without.location.startswith("/anmelden?geparkt=")
    assert with_it.status_code == 303


def test_no_copy_of_these_pages_is_kept(browser):
    answer = browser.get("/anmelden")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_outside_the_demo_nobody_is_offered_a_sign_in(browser, ana):
    with transaction():
        ana.is_demo = True

    assert passwords.DEMO_PASSWORD not in browser.get("/anmelden").text


def test_an_unknown_address_takes_as_long_as_a_known_one(app, ana):
    def work_for(email):
        """The least computing one try took: other programs on the machine do not count."""
        tries = []
        for _try in range(4):
            began = time.thread_time()
            deeds.check_password(email, "wrong, and long enough", "192.0.2.1")
            tries.append(time.thread_time() - began)
        return min(tries)

    known, unknown, without_password = map(work_for, ("ana@example.org", "nobody@example.org", "ben@example.org"))

    assert known / 2 < unknown < known * 2
    assert known / 2 < without_password < known * 2


def test_logs_hold_neither_addresses_nor_tokens_nor_passwords(browser, ana, caplog):
    with caplog.at_level(logging.DEBUG):
        sign_in(browser, "ana@example.org", "a wrong one, still secret")
        browser.post("/anmelden", data={"email": "ana@example.org", "by_link": "1"})
        token = re.search(r"/anmelden/link/(\S+)", db.session.scalars(select(OutboxMail)).one().text)[1]
        browser.get(f"/anmelden/link/{token}")
        browser.post(f"/anmelden/link/{token}")

    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("kiknet"))
    assert "accounts.sign_in_link" in ours
    assert not re.search("ana@|secret|" + re.escape(token), ours)


def test_signing_in_again_leaves_no_ghost_among_the_devices(browser, cast):
    browser.as_(cast.ana)
    browser.post("/anmelden", data={"email": "ana@example.org", "by_link": "1"})
    new = browser.application.test_client()
    new.post("/anmelden", data={"email": "ana@example.org", "by_link": "1"})
    link = re.search(r"http://localhost(/\S+)", db.session.scalars(select(OutboxMail)).one().text)[1]

    browser.post(link)

    assert len(db.session.scalars(select(UserSession).where(UserSession.ended_at.is_(None))).all()) == 1


def test_over_https_a_form_needs_the_page_it_came_from(app, browser, ana):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = browser.get("/anmelden", base_url="https://localhost")
        data = {
            "email": "ana@example.org",
            "password": PASSWORD,
            "csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1],
        }
        from_elsewhere = browser.post(
            "/anmelden", base_url="https://localhost", data=data, headers={"Referer": "https://evil.example/"}
        )
        from_here = browser.post(
            "/anmelden", base_url="https://localhost", data=data, headers={"Referer": "https://localhost/anmelden"}
        )
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert from_elsewhere.status_code in {303, 400}
    assert from_elsewhere.location != "/mein/"
    assert from_here.location == "/mein/"
