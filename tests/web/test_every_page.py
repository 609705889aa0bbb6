"""Promises about all pages, including those not written yet."""

import re
from pathlib import Path

import pytest

from kiknet.web import throttle
from kiknet.web.public import is_public

PUBLIC = Path(__file__).parent / "public_pages.txt"
TEMPLATES = sorted(Path("templates").rglob("*.html"))


def _rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def _address(rule):
    """The rule with something filled in that its converters accept."""
    samples = {"int": "1", "day": "2027-03-16", "any": r"\g<choice>"}
    pattern = r"<(?:(?P<kind>\w+)(?:\((?P<choice>\w+)[^)]*\))?:)?\w+>"
    return re.sub(pattern, lambda m: m.expand(samples.get(m["kind"], "x")), rule.rule)


def test_the_pages_strangers_may_open_are_these_and_no_others(app):
    public = sorted({r.rule for r in _rules(app) if is_public(app.view_functions[r.endpoint])})

    assert public == PUBLIC.read_text().split()


def test_strangers_are_asked_to_sign_in_everywhere_else(app, browser):
    closed = [r for r in _rules(app) if not is_public(app.view_functions[r.endpoint])]

    assert closed
    for rule in closed:
        throttle.forgive("park", "127.0.0.1")  # there are more addresses than forms a stranger may leave in an hour
        method = "GET" if "GET" in rule.methods else "POST"
        answer = browser.open(_address(rule), method=method)
        assert (rule.rule, answer.status_code) == (rule.rule, 303)
        assert answer.location.startswith("/anmelden"), rule.rule


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_templates_hold_no_inline_script_or_style(path):
    text = path.read_text()
    if "mail" in path.parts:
        return

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", text)


def test_a_stranger_gets_no_cookie_for_looking(app, browser, cast):
    for path in ("/", "/kalender", "/organisationen", "/abonnieren", "/feeds/kalender.ics"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert "Set-Cookie" not in answer.headers, path


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_switches_escaping_on_the_way(path):
    assert "autoescape" not in path.read_text(), "threads share a component's context: name the file .raw.html instead"
