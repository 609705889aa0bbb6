"""One's own account: details, password, address, devices, leaving."""

import re
from datetime import timedelta

import pytest
from cast import PASSWORD
from sqlalchemy import func, select

from kiknet import clock
from kiknet.accounts import passwords, service
from kiknet.accounts.models import User, UserSession
from kiknet.audit import AuditEntry
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.mail import OutboxMail
from kiknet.organisations.models import Membership

NEW = "five words that fit nowhere"


@pytest.fixture
def ana(cast):
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana.user


def mails_to(address):
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.recipient == address).order_by(OutboxMail.id)))


def link_in(mail):
    return re.search(r"http://localhost(/\S+)", mail.text)[1]


def test_the_account_page_says_how_things_are(browser, cast, ana):
    page = browser.as_(cast.ana).get("/mein/konto").text

    assert "ana@example.org" in page
    assert "Ein Passwort ist festgelegt." in page
    assert "auf 1 Gerät angemeldet" in page


def test_ana_changes_her_name_and_language(browser, cast):
    browser.as_(cast.ana)
    answer = browser.post("/mein/konto/angaben", data={"display_name": " Ana \n Koval ", "language": "en"})

    assert answer.location == "/mein/konto"
    assert "Your details are saved." in browser.get("/mein/konto").text
    db.session.expire_all()
    assert cast.ana.user.display_name == "Ana Koval"


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "see www.example.org", "https://example.org", "a@example.org"])
def test_a_name_is_a_name(browser, cast, name):
    answer = browser.as_(cast.ana).post("/mein/konto/angaben", data={"display_name": name, "language": "de"})

    assert answer.status_code == 422
    assert "field__error" in answer.text


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(browser, new_browser, cast, ana):
    phone = new_browser().as_(cast.ana)
    browser.as_(cast.ana)
    wrong = browser.post("/mein/konto/passwort", data={"current_password": "not it at all", "new_password": NEW})
    assert wrong.status_code == 422
    assert "nicht Ihr jetziges Passwort" in wrong.text

    right = browser.post("/mein/konto/passwort", data={"current_password": PASSWORD, "new_password": NEW})

    assert right.status_code == 303
    assert browser.get("/mein/konto").status_code == 200
    assert phone.get("/mein/konto").status_code == 303
    assert [m.subject for m in mails_to("ana@example.org")] == ["Ihr Passwort wurde geändert"]


def test_guessing_the_current_password_is_limited(browser, cast, ana):
    browser.as_(cast.ana)
    guess = {"current_password": "guess", "new_password": NEW}
    answers = [browser.post("/mein/konto/passwort", data=guess).status_code for _try in range(11)]

    assert answers == [422] * 10 + [429]


def test_who_came_by_link_chooses_a_first_password(browser, cast):
    browser.as_(cast.ben)
    assert "jetziges" not in browser.get("/mein/konto/passwort").text

    assert browser.post("/mein/konto/passwort", data={"new_password": NEW}).status_code == 303

    db.session.expire_all()
    assert passwords.matches(cast.ben.user.password_hash, NEW)


def test_a_new_address_counts_once_both_are_confirmed(browser, new_browser, cast, ana):
    browser.as_(cast.ana)
    asked = browser.post("/mein/konto/e-mail", data={"email": "Ana.Koval@example.org", "current_password": PASSWORD})
    assert asked.location == "/mein/konto/e-mail/unterwegs"
    (old,), (new,) = mails_to("ana@example.org"), mails_to("ana.koval@example.org")

    assert new_browser().get(link_in(new)).status_code == 200
    first = new_browser().post(link_in(new))
    assert "die wir an die alte geschickt haben" in first.text
    db.session.expire_all()
    assert ana.email == "ana@example.org"

    second = new_browser().post(link_in(old))
    assert "Ihre neue Adresse gilt ab jetzt" in second.text
    db.session.expire_all()
    assert ana.email == "ana.koval@example.org"
    assert mails_to("ana@example.org")[-1].subject == "Ihre E-Mail-Adresse wurde geändert"
    assert new_browser().post(link_in(old)).status_code == 410


def test_a_second_wish_replaces_the_first(browser, new_browser, cast, ana):
    browser.as_(cast.ana)
    for email in ("first@example.org", "second@example.org"):
        browser.post("/mein/konto/e-mail", data={"email": email, "current_password": PASSWORD})
    first_old, second_old = mails_to("ana@example.org")

    assert new_browser().post(link_in(mails_to("first@example.org")[0])).status_code == 410
    assert new_browser().post(link_in(first_old)).status_code == 410
    new_browser().post(link_in(second_old))
    new_browser().post(link_in(mails_to("second@example.org")[0]))
    db.session.expire_all()
    assert ana.email == "second@example.org"


def test_an_address_in_use_is_not_given_away(browser, cast, ana):
    browser.as_(cast.ana)
    free = browser.post("/mein/konto/e-mail", data={"email": "free@example.org", "current_password": PASSWORD})
    taken = browser.post("/mein/konto/e-mail", data={"email": "carla@example.org", "current_password": PASSWORD})

    assert (free.status_code, free.location) == (taken.status_code, taken.location)
    (told,) = mails_to("carla@example.org")
    assert told.subject == "Sie haben schon ein Konto"
    assert "http" not in told.text


def test_the_own_address_is_no_change(browser, cast, ana):
    answer = browser.as_(cast.ana).post(
        "/mein/konto/e-mail", data={"email": "ANA@example.org", "current_password": PASSWORD}
    )

    assert answer.status_code == 422
    assert "Das ist schon Ihre Adresse." in answer.text


def test_ana_sees_her_devices_in_plain_words_and_ends_one(browser, new_browser, cast, ana):
    phone = new_browser()
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    phone.post("/anmelden", data={"email": "ana@example.org", "password": PASSWORD}, headers={"User-Agent": agent})
    browser.as_(cast.ana)
    page = browser.get("/mein/konto/geraete").text
    assert "Firefox auf Android" in page
    assert "Firefox on Android" in browser.get("/mein/konto/geraete?sprache=en").text
    assert "dieses Gerät" in page

    browser.post(re.search(r'action="(/mein/konto/geraete/\d+/abmeldung)"', page)[1])

    assert phone.get("/mein/konto").status_code == 303
    assert browser.get("/mein/konto").status_code == 200


def test_ana_ends_all_other_sessions(browser, new_browser, cast):
    others = [new_browser().as_(cast.ana) for _ in range(2)]
    carla = new_browser().as_(cast.carla)

    browser.as_(cast.ana).post("/mein/konto/geraete/abmeldung")

    assert [b.get("/mein/konto").status_code for b in (*others, browser, carla)] == [303, 303, 200, 200]


def test_nobody_ends_somebody_elses_session(browser, new_browser, cast):
    carla = new_browser().as_(cast.carla)
    carlas = db.session.scalars(select(UserSession.id)).one()

    answer = browser.as_(cast.ana).post(f"/mein/konto/geraete/{carlas}/abmeldung")

    assert answer.status_code == 404
    assert carla.get("/mein/konto").status_code == 200


def test_reading_writes_nothing_and_sending_notes_when_somebody_was_active(browser, cast, monkeypatch, queries):
    browser.as_(cast.ana)
    begun = db.session.scalars(select(UserSession.last_seen_at)).one()
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    with queries.counted() as sent:
        browser.get("/mein/konto")
    assert not [statement for statement in sent if not statement.startswith("SELECT")]
    assert db.session.scalars(select(UserSession.last_seen_at)).one() == begun

    browser.post("/mein/konto/angaben", data={"display_name": "", "language": "de"})
    db.session.rollback()
    assert db.session.scalars(select(UserSession.last_seen_at)).one() == later


def test_the_list_of_devices_costs_the_same_for_one_and_five(browser, new_browser, cast, queries):
    browser.as_(cast.ana)
    with queries.counted() as one:
        browser.get("/mein/konto/geraete")
    with_one = len(one)
    for _ in range(4):
        new_browser().as_(cast.ana)

    with queries.counted() as five:
        browser.get("/mein/konto/geraete")

    assert len(five) == with_one


def test_ana_deletes_her_account_and_everything_personal_is_gone(browser, cast, ana):
    with transaction():
        service.tell(ana, "second_factor_on")
    user_id = ana.id
    with transaction() as session:
        session.scalars(select(Membership).where(Membership.user_id == cast.ben.user.id)).one().role = "admin"
    browser.as_(cast.ana)
    wrong = browser.post("/mein/konto/loeschen", data={"current_password": "not it at all"})
    assert wrong.status_code == 422

    answer = browser.post("/mein/konto/loeschen", data={"current_password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/mein/konto").status_code == 303
    db.session.expire_all()
    assert db.session.get(User, user_id) is None
    for model in (UserSession, Membership):
        left = select(func.count()).select_from(model).where(model.user_id == user_id)
        assert db.session.scalar(left) == 0
    assert [m.subject for m in mails_to("ana@example.org")] == ["Ihr Konto ist gelöscht"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "account.erased")).one()
    assert "ana" not in repr(entry.changes).lower()


def test_who_is_still_needed_cannot_leave(browser, cast, ana):
    answer = browser.as_(cast.ana).post("/mein/konto/loeschen", data={"current_password": PASSWORD})

    assert answer.status_code == 422
    assert "The Mill braucht mindestens eine Person als Admin" in answer.text
    assert browser.get("/mein/konto").status_code == 200


def test_the_last_admin_of_the_office_stays(cast):
    with pytest.raises(Rejected):
        service.leave(cast.olga.user)


def test_registering_twice_is_one_account(app, cast):
    new = service.register(" Dana@Example.org", "Dana", "en")

    assert (new.email, new.language, new.password_hash, new.confirmed_at) == ("dana@example.org", "en", None, None)
    assert service.register("DANA@example.org", "Somebody else").id == new.id
    assert new.display_name == "Dana"
