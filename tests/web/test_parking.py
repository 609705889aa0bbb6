"""A session that ends while somebody types loses nothing, and gives nothing to anybody else."""

import importlib
import pkgutil

import pytest
from cast import PASSWORD
from sqlalchemy import func, select
from wtforms import PasswordField

import kiknet
from kiknet.accounts import passwords
from kiknet.db import db, transaction
from kiknet.web.forms import Form
from kiknet.web.parking import NEVER_KEPT, ParkedForm

NEW = "/mein/veranstaltungen/neu"


@pytest.fixture
def ana(cast):
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)
    return cast.ana


def number_of_parked():
    return db.session.scalar(select(func.count(ParkedForm.key)))


def sign_in(browser, address):
    return browser.post(address, data={"email": "ana@example.org", "password": PASSWORD})


def test_ana_signs_in_again_and_finds_what_she_typed(browser, ana):
    away = browser.post(NEW, data={"title": "Würmchen-7", "description": "Дуже довгий текст. " * 1000})

    back = sign_in(browser, away.location)
    page = browser.get(back.location).text

    assert "Nichts von dem, was Sie geschrieben haben, ist verloren." in page
    assert "Würmchen-7" in page
    assert "Дуже довгий текст." in page


def test_in_two_tabs_as_well(browser, ana):
    one, other = (browser.post(NEW, data={"title": title}) for title in ("Würmchen-1", "Würmchen-2"))

    first = browser.get(sign_in(browser, one.location).location)
    second = browser.get(browser.get(other.location).location)

    assert "Würmchen-1" in first.text
    assert "Würmchen-2" in second.text


def test_nobody_fills_in_a_form_for_somebody_else(browser, new_browser, ana):
    invites = new_browser().post("/mein/mitglieder", data={"email": "mallory@example.com", "role": "admin"})
    address = invites.location.partition("next=")[2].replace("%3D", "=").replace("%3F", "?")

    assert "geparkt=" in address
    assert "mallory@example.com" not in browser.as_(ana).get(address).text


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
def test_what_another_site_sends_is_not_kept(browser, ana, headers):
    answer = browser.post("/mein/mitglieder", data={"email": "mallory@example.com"}, headers=headers)

    assert (answer.status_code, answer.location) == (303, "/anmelden?next=/mein/")
    assert number_of_parked() == 0


def test_what_our_own_page_sends_is(browser, ana):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}

    assert "geparkt" in browser.post(NEW, data={"title": "x"}, headers=headers).location


def test_a_stranger_whose_cookie_is_gone_keeps_the_message(app, browser, cast):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = browser.post("/organisationen/mill/kontakt", data={"message": "Würmchen-7", "email": "x@example.org"})
        page = browser.get(answer.location)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 303
    assert "Würmchen-7" in page.text


def test_passwords_and_codes_are_never_kept():
    for module in pkgutil.walk_packages(kiknet.__path__, "kiknet."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    forms, secret = [Form], {"code"}
    while forms:
        form = forms.pop()
        forms += form.__subclasses__()
        secret |= {n for n in dir(form) if getattr(getattr(form, n), "field_class", None) is PasswordField}

    assert {"password", "proof"} <= secret <= NEVER_KEPT
