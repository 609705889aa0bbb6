"""Somebody who wants to write a program reads how to ask, and tries it."""

import html
import re

import pytest
from drafts import draft

from kiknet.api.document import ADDRESSES
from kiknet.api.parameters import PARAMETERS
from kiknet.calendar.service import post_event

PAGE = "/api/v1/"


def examples_on(answer):
    return [html.unescape(link) for link in re.findall(r'href="(/api/v1/[^"]+)"', answer.text)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_example_on_the_page_works(browser, cast, at, language):
    post_event(cast.ana, draft())

    examples = examples_on(browser.get(f"{PAGE}?sprache={language}"))

    assert len(examples) >= len(ADDRESSES)
    for example in examples:
        assert browser.get(example).status_code == 200, example


def test_an_empty_network_has_a_page_too(browser, app):
    answer = browser.get(PAGE)

    assert answer.status_code == 200
    assert "/api/v1/events/" not in str(examples_on(answer))


def test_the_page_names_every_parameter_and_every_key(browser, cast):
    text = browser.get(PAGE).text
    document = browser.get("/api/v1/openapi.json").json

    for name in set(PARAMETERS) - {"sprache"}:
        assert f"<dt><code>{name}</code>" in text, name
    for key in document["components"]["schemas"]["Occurrence"]["properties"]:
        assert f"<dt><code>{key}</code>" in text, key


def test_without_a_slash_it_is_found_too(browser, cast):
    answer = browser.get("/api/v1")

    assert (answer.status_code, answer.location) == (308, "http://localhost/api/v1/")


def test_it_leads_to_the_frame_and_the_feed(browser, cast):
    text = browser.get(PAGE).text

    assert 'href="/einbetten"' in text
    assert 'href="/abonnieren"' in text
