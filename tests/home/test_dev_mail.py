"""The mails of a network that sends none can be read; of any other nobody reads them."""

from dataclasses import replace

import pytest

from kiknet import mail
from kiknet.db import transaction


@pytest.fixture
def running_as(app, settings):
    """Lets the app believe it runs with other settings."""

    def run(**changes):
        app.extensions["kiknet"] = replace(settings, **changes)

    yield run
    app.extensions["kiknet"] = settings


@pytest.fixture
def two_mails(app):
    with transaction():
        for change in ("password", "second_factor_on"):
            mail.send_later("account_changed", "ana@example.org", "de", change=change, name="<b>Ana</b>")


def test_mails_can_be_read_newest_first(browser, two_mails):
    page = browser.get("/dev/mail").text

    assert page.index("Der zweite Schritt ist eingeschaltet") < page.index("Ihr Passwort wurde geändert")
    one = browser.get("/dev/mail/1").text
    assert "Guten Tag &lt;b&gt;Ana&lt;/b&gt;," in one
    assert "Set-Cookie" not in browser.get("/dev/mail").headers


def test_links_in_mails_can_be_pressed(browser, cast):
    browser.post("/anmelden", data={"email": "ana@example.org", "by_link": "1"})

    assert '<a href="http://localhost/anmelden/link/' in browser.get("/dev/mail/1").text


@pytest.mark.parametrize(
    "changes",
    [{"env": "production"}, {"env": "demo", "smtp_url": "smtp://mail.example.org"}],
)
def test_where_mails_are_sent_nobody_reads_them(browser, two_mails, running_as, changes):
    running_as(**changes)

    assert browser.get("/dev/mail").status_code == 404
    assert browser.get("/dev/mail/1").status_code == 404


def test_an_empty_outbox_says_what_to_do(browser):
    assert "Noch keine E-Mails" in browser.get("/dev/mail").text
    assert browser.get("/dev/mail/7").status_code == 404
