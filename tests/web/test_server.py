"""What depends on where the server stands: behind proxies, under which name; its cookies, its log, its mails."""

import logging
from dataclasses import replace

import pytest
import world
from cast import PASSWORD
from post import link_in, mails_to
from sqlalchemy import select

from kiknet.accounts import passwords
from kiknet.app import create_app
from kiknet.config import Settings
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail
from kiknet.postman import build
from kiknet.web.throttle import Attempt

SPOOFED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "evil.example", "Forwarded": "for=203.0.113.7"}
KEY = "kZ8vJ2mQ0xT5nB7rL4cW9sD1fG6hP3yA"


@pytest.fixture
def server(app, settings):
    """The same database behind another server; call it with the settings that differ."""
    made = []

    def start(**changes):
        theirs = create_app(replace(settings, **changes))
        theirs.test_client_class = app.test_client_class
        made.append(theirs)
        return theirs

    yield start
    for theirs in made:
        with theirs.app_context():
            db.session.remove()
            db.engine.dispose()


def ask(server, **how):
    """The address the application takes the browser for."""
    seen = {}

    @server.before_request
    def look():
        from flask import request

        seen.update(address=request.remote_addr, host=request.host, is_secure=request.is_secure)

    server.test_client().get("/impressum", **how)
    return seen


def test_without_a_proxy_nobody_chooses_where_they_come_from(server):
    seen = ask(server(), headers=SPOOFED, environ_base={"REMOTE_ADDR": "198.51.100.1"})

    assert (seen["address"], seen["host"]) == ("198.51.100.1", "localhost")


def test_behind_one_proxy_its_word_counts_and_nobody_elses(server):
    """nginx appends the address it sees to whatever the browser claims."""
    headers = SPOOFED | {"X-Forwarded-For": "203.0.113.7, 198.51.100.1", "X-Forwarded-Proto": "https"}
    seen = ask(server(proxies=1), headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"})

    assert seen == {"address": "198.51.100.1", "host": "localhost", "is_secure": True}


def test_behind_two_proxies_the_outer_ones_word_counts(server):
    headers = {"X-Forwarded-For": "203.0.113.7, 198.51.100.1, 10.0.0.2"}

    assert ask(server(proxies=2), headers=headers)["address"] == "198.51.100.1"


def test_behind_a_proxy_one_visitor_does_not_use_up_the_tries_of_all(server, cast):
    there = server(proxies=1)
    there.config["WTF_CSRF_ENABLED"] = False
    form = {"display_name": "Dilek", "email": "d@example.org", "message": "Ein langer Text."}

    def write(address):
        headers = {"X-Forwarded-For": address}
        return there.test_client().post("/organisationen/mill/kontakt", data=form, headers=headers).status_code

    codes = [write("198.51.100.1") for _ in range(11)]

    assert codes == [303] * 10 + [429]
    assert write("198.51.100.2") == 303


def test_whoever_tries_too_often_keeps_the_message(app, browser, cast):
    form = {"display_name": "Dilek", "email": "d@example.org", "message": "Würmchen-7 und mehr"}
    for _ in range(10):
        browser.post("/organisationen/mill/kontakt", data=form)

    answer = browser.post("/organisationen/mill/kontakt", data=form)

    assert answer.status_code == 429
    assert "Würmchen-7" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


def production(tmp_path, **changes):
    given = {
        "KIKNET_INSTANCE": str(tmp_path),
        "KIKNET_ENV": "production",
        "KIKNET_SECRET_KEY": KEY,
        "KIKNET_BASE_URL": "https://kalender.example.org",
    }
    return Settings.from_environment(given | changes)


def test_production_answers_to_its_own_name_only(server, tmp_path):
    there = server(trusted_hosts=production(tmp_path).trusted_hosts).test_client()

    codes = {
        host: there.get("/impressum", headers={"Host": host}).status_code
        for host in ("kalender.example.org", "127.0.0.1:8000", "localhost", "evil.example", "kalender.example.org.evil")
    }

    assert codes == {
        "kalender.example.org": 200,
        "127.0.0.1:8000": 200,
        "localhost": 200,
        "evil.example": 400,
        "kalender.example.org.evil": 400,
    }


def test_the_operator_names_other_hosts(tmp_path):
    hosts = production(tmp_path, KIKNET_TRUSTED_HOSTS="a.example, b.example").trusted_hosts

    assert hosts[:2] == ("a.example", "b.example")
    assert "kalender.example.org" not in hosts


def test_links_in_mails_lead_to_us_whatever_the_browser_says_we_are_called(app, browser, cast):
    browser.post("/passwort", data={"email": "ana@example.org"}, headers={"Host": "evil.example"} | SPOOFED)

    mail = mails_to("ana@example.org", "password_link")[0]
    assert link_in(mail).startswith("/passwort/")
    assert "evil" not in mail.text


def test_no_page_or_feed_names_the_host_it_was_asked_under(app):
    stage = world.build()
    for address in (
        "/",
        "/kalender",
        "/organisationen/mill",
        "/feeds/kalender.ics",
        stage.path(_rule(app, "feeds.event")),
    ):
        answer = app.test_client().get(address, headers={"Host": "evil.example"} | SPOOFED)
        assert answer.status_code == 200
        assert "evil.example" not in answer.text, address


def _rule(app, endpoint):
    return next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)


@pytest.mark.parametrize(("base_url", "is_secure"), [("https://localhost", True), ("http://localhost", False)])
def test_cookies_are_for_us_alone(server, base_url, is_secure):
    there = server(base_url=base_url)

    cookie = there.test_client().get("/anmelden", base_url=base_url).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    assert ("Secure" in cookie) == is_secure


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "//[",
     "///evil.example", "javascript:alert(1)", "/%0d%0aSet-Cookie:x=1\r\nx:y", " //evil.example", "http:/evil.example",
     "\x00//evil.example"],
)  # fmt: skip
def test_after_signing_in_one_stays_here(app, browser, cast, target):
    with transaction():
        cast.ana.user.password_hash = passwords.hash_password(PASSWORD)

    form = {"email": "ana@example.org", "password": PASSWORD}
    answer = browser.post("/anmelden", query_string={"next": target}, data=form)
    again = browser.get("/anmelden", query_string={"next": target})
    switched = browser.post("/mein/auftreten", data={"next": target, "acting_for": str(cast.mill.id)})

    assert [a.location for a in (answer, again, switched)] == ["/mein/"] * 3


def test_the_links_of_a_page_that_is_not_there_stay_here(app):
    page = app.test_client().get("http://localhost//evil.example/gibt-es-nicht").text

    assert 'href="//evil' not in page


def test_the_log_knows_neither_people_nor_secrets(app, caplog):
    caplog.set_level(logging.DEBUG)
    stage = world.build()
    stranger = app.test_client()
    secrets = [str(value) for name, value in stage.ids.items() if name.endswith("token")]
    with transaction():
        stage.cast.ana.user.password_hash = passwords.hash_password(PASSWORD)

    for rule in app.url_map.iter_rules():
        for method in rule.methods & {"GET", "POST"}:
            query = {"q": "suchwort-7", "next": "/mein/?q=suchwort-7"}
            data = {"email": "dilek@example.org", "password": PASSWORD, "display_name": "Dilek"}
            stranger.open(stage.path(rule), method=method, query_string=query, data=data if method == "POST" else None)
    stranger.post("/anmelden", data={"email": "ana@example.org", "password": PASSWORD})

    text = "\n".join(record.getMessage() for record in caplog.records)
    assert "accounts.sign_in" in text
    for secret in ("@", "suchwort-7", PASSWORD, "Dilek", "geparkt", *secrets):
        assert secret not in text, secret


def test_what_breaks_is_logged_without_address_or_values(server, settings, caplog):
    there = server(testing=False)

    @there.get("/passwort/<token>/zerbricht")
    def breaks(token):
        db.session.execute(select(Attempt).where(Attempt.count == "no number, but ana@example.org"))
        raise RuntimeError("on purpose")

    breaks.is_public = True
    answer = there.test_client().get("/passwort/geheim-7/zerbricht?q=suchwort-7")

    assert answer.status_code == 500
    assert "<h1>" in answer.text
    assert "geheim-7" not in caplog.text
    assert "suchwort-7" not in caplog.text
    assert "ana@example.org" not in caplog.text


def test_when_nothing_works_a_sentence_is_left(server, tmp_path):
    there = server(testing=False, database_url=f"sqlite:///{tmp_path}/nobody/made/this.sqlite")

    answer = there.test_client().get("/organisationen")

    assert (answer.status_code, answer.mimetype) in {(500, "text/plain"), (500, "text/html")}
    assert answer.text.strip()


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Dilek\r\nBcc: all@example.com", "dilek@example.org"),
        ("=?utf-8?q?=0aBcc:x?=", "dilek@example.org"),
        ("Dilek", "dilek@example.org\r\nBcc: all@example.com"),
        ("Dilek, all@example.com", "dilek@example.org"),
        ("Dilek", "dilek@münchen.example.org"),
        ("Dilek", "dılek@example.org"),
    ],
)
def test_no_header_of_a_mail_can_be_written_from_outside(browser, cast, name, email):
    form = {"display_name": name, "email": email, "message": "Guten Tag!\r\n.\r\nMAIL FROM:<x>\r\n" * 3}
    browser.post("/organisationen/mill/kontakt", data=form)

    for row in db.session.scalars(select(OutboxMail)):
        message = build(row, "Kalender <kalender@example.org>")
        head = message.as_bytes().partition(b"\n\n")[0].decode()
        assert "\nBcc" not in head
        assert [line for line in head.splitlines() if line.lower().startswith(("bcc", "cc"))] == []
        assert message["To"].addresses[0].addr_spec == "ana@example.org"
        assert len(message["Reply-To"].addresses) == 1
        assert message["Reply-To"].addresses[0].addr_spec.isascii()
