"""The office looks after people; its first account is made with the link from the server."""

import re

import pytest
from cast import PASSWORD
from sqlalchemy import delete, select

from kiknet.accounts import links, office, queries, service
from kiknet.accounts.models import User
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed
from kiknet.mail import OutboxMail


@pytest.fixture
def otto(cast):
    """Otto works in the office; he does not direct it."""
    with transaction():
        cast.ben.user.office_role, cast.ben.user.totp_secret = "office", "KRUGS4ZANFZSA3TPOQQGCIDT"
    return cast.ben


def test_olga_finds_people_by_name_or_address(browser, cast):
    browser.as_(cast.olga)

    team = browser.get("/buero/personen").text
    assert "olga@example.org" in team
    assert "carla@example.org" not in team
    found = browser.get("/buero/personen?q=CARLA@").text
    assert "carla@example.org" in found
    assert "ana@example.org" not in found
    assert "Niemand gefunden" in browser.get("/buero/personen?q=100%").text


def test_people_are_the_offices_business_only(browser, new_browser, cast):
    for path in ("/buero/personen", f"/buero/personen/{cast.carla.user.id}", "/buero/personen/999"):
        assert browser.as_(cast.ana).get(path).status_code == 403, path
        assert new_browser().get(path).status_code == 303, path
    assert new_browser().as_(cast.olga).get("/buero/personen/999").status_code == 404


def test_the_list_of_people_costs_the_same_for_one_and_twenty(browser, cast, queries):
    browser.as_(cast.olga)
    with queries.counted() as one:
        browser.get("/buero/personen?q=carla")
    with_one = len(one)
    with transaction() as session:
        session.add_all(User(email=f"p{n}@example.org", display_name=f"Person {n}") for n in range(30))

    with queries.counted() as many:
        page = browser.get("/buero/personen?q=person").text

    assert len(many) == with_one
    assert "seite=2" in page


def test_an_admin_gives_tasks_in_the_office_and_the_person_is_told(browser, cast):
    browser.as_(cast.olga)
    page = f"/buero/personen/{cast.carla.user.id}"
    assert 'name="role"' in browser.get(page).text

    assert browser.post(f"{page}/aufgabe", data={"role": "office"}).status_code == 303

    db.session.expire_all()
    assert cast.carla.user.office_role == "office"
    assert "geben Einträge frei" in db.session.scalars(select(OutboxMail)).one().text


def test_an_unknown_task_is_refused(browser, cast):
    answer = browser.as_(cast.olga).post(f"/buero/personen/{cast.carla.user.id}/aufgabe", data={"role": "queen"})

    assert answer.status_code == 422


def test_tasks_are_given_by_admins_only_and_never_to_oneself(cast, otto):
    with pytest.raises(NotAllowed):
        office.give_role(otto.user, cast.carla.user, "admin")
    with pytest.raises(NotAllowed):
        office.give_role(cast.olga.user, cast.olga.user, "none")
    with pytest.raises(NotAllowed):
        office.give_role(cast.ana.user, cast.ana.user, "admin")


def test_otto_sees_no_form_for_tasks(browser, cast, otto):
    page = browser.as_(otto).get(f"/buero/personen/{cast.carla.user.id}").text

    assert 'name="role"' not in page


@pytest.fixture
def empty_office(cast):
    with transaction() as session:
        session.execute(delete(User).where(User.office_role != "none"))


def set_up(browser, address):
    return browser.post(address, data={"display_name": "Olga", "email": "office@example.org", "new_password": PASSWORD})


def test_the_first_office_account_is_made_with_the_link_from_the_server(browser, new_browser, empty_office):
    address = service.first_office_link().removeprefix("http://localhost")
    assert "Das erste Konto" in browser.get(address).text

    answer = set_up(browser, address)

    assert (answer.status_code, answer.location) == (303, "/buero/")
    user = queries.user_by_email("office@example.org")
    assert (user.office_role, user.confirmed_at is None) == ("admin", False)
    assert browser.get("/mein/konto").location == "/mein/konto/zweiter-faktor/einrichten"
    assert new_browser().get(address).status_code == 404
    assert set_up(new_browser(), address).status_code == 404


def test_a_weak_first_password_is_refused_and_the_link_still_works(browser, empty_office):
    address = service.first_office_link().removeprefix("http://localhost")
    refused = browser.post(
        address, data={"display_name": "Olga", "email": "office@example.org", "new_password": "password1234"}
    )

    assert refused.status_code == 422
    assert "office@example.org" in refused.text
    assert set_up(browser, address).status_code == 303


def test_only_the_newest_link_founds_the_office(browser, empty_office):
    first, second = service.first_office_link(), service.first_office_link()

    assert browser.get(first.removeprefix("http://localhost")).status_code == 410
    assert browser.get(second.removeprefix("http://localhost")).status_code == 200


def test_nobody_founds_a_second_office(browser, cast):
    token = links.create("first-office")

    assert browser.get(f"/einrichten/{token}").status_code == 404


def test_the_command_line_looks_after_people(app, cast):
    runner = app.test_cli_runner()

    def run(*words):
        from kiknet.cli_user import user

        return runner.invoke(user, words)

    made = run("create", "Dana@example.org", "--name", "Dana", "--office")
    assert made.exit_code == 0
    assert re.search(r"http://localhost/passwort/\S{40,}", made.output)
    assert queries.user_by_email("dana@example.org").office_role == "office"
    assert "dana@example.org" in run("list").output
    assert "/passwort/" in run("set-password-link", "ana@example.org").output
    assert run("set-password-link", "nobody@example.org").exit_code == 1
    assert run("office-link").exit_code == 1
    assert run("reset-second-factor", "olga@example.org").exit_code == 0
    assert run("end-sessions", "olga@example.org").exit_code == 0
    db.session.expire_all()
    assert not cast.olga.user.has_second_factor
