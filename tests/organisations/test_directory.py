"""Everybody finds organisations: by words in any spelling, by filters in the address, from A to Z."""

import pytest

from kiknet import revisions
from kiknet.db import db, transaction
from kiknet.organisations.models import Organisation
from kiknet.organisations.words import search_text


def listed(name, kind="other", state="active", **more):
    organisation = Organisation(
        slug=name.casefold()[:40], name=name, kind=kind, state=state, search_text=search_text(name, kind), **more
    )
    db.session.add(organisation)
    return organisation


@pytest.fixture
def town(cast):
    with transaction():
        revisions.stamp(
            listed("Türkischer Elternverein", "migrant_organisation", fields=["sprache-bildung"], languages=["tr"]),
            listed("Straßenfest-Initiative", audiences=["women", "families"], districts=["40"]),
            listed("Çiçek Çocuk Evi", "school_childcare", districts=["39"]),
            listed("Курс Чай", "culture", languages=["uk", "ru"], fields=["sprache-bildung", "gesundheit-pflege"]),
            listed("Ökumene im Viertel", "religious_community", state="unclaimed"),
        )


def names(browser, query=""):
    """The names on the page, in order."""
    text = browser.get(f"/organisationen{query}").text
    return [part.split("</a>")[0].rpartition(">")[2] for part in text.split('class="card__title"')[1:]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tuerkisch", "Türkischer Elternverein"),
        ("TÜRKISCHER eltern", "Türkischer Elternverein"),
        ("strassenfest", "Straßenfest-Initiative"),
        ("çocuk", "Çiçek Çocuk Evi"),
        ("cocuk cicek", "Çiçek Çocuk Evi"),
        ("курс чай", "Курс Чай"),
        ("oekumene", "Ökumene im Viertel"),
        ("migrantenorganisation", "Türkischer Elternverein"),
        ("library", "The Library"),
    ],
)
def test_every_spelling_finds_it(browser, town, typed, found):
    assert names(browser, f"?q={typed}") == [found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?art=culture", ["Курс Чай"]),
        ("?feld=sprache-bildung", ["Türkischer Elternverein", "Курс Чай"]),
        ("?feld=sprache-bildung&gesprochen=tr", ["Türkischer Elternverein"]),
        ("?gesprochen=ru", ["Курс Чай"]),
        ("?zielgruppe=women&zielgruppe=men", ["Straßenfest-Initiative"]),
        ("?stadtteil=39", ["Çiçek Çocuk Evi"]),
        ("?stadtteil=thingers", ["Straßenfest-Initiative"]),
        ("?stadtteil=39&stadtteil=thingers", ["Çiçek Çocuk Evi", "Straßenfest-Initiative"]),
        ("?buchstabe=o", ["Ökumene im Viertel"]),
        ("?stadtteil=nirgends", []),
        ("?q=100%25", []),
        ("?q=_", []),
    ],
)
def test_filters_live_in_the_address_and_combine(browser, town, query, found):
    assert names(browser, query) == found


def test_the_list_goes_from_a_to_z_as_people_expect(browser, town):
    assert names(browser) == [
        "Çiçek Çocuk Evi",
        "Ökumene im Viertel",
        "Straßenfest-Initiative",
        "The Library",
        "The Mill",
        "Türkischer Elternverein",
        "Курс Чай",
    ]


def test_whom_nobody_has_claimed_is_marked(browser, town):
    page = browser.get("/organisationen?q=oekumene").text

    assert "Noch nicht dabei." in page
    assert "/uebernehmen" in page
    assert "Noch nicht dabei." not in browser.get("/organisationen?q=mill").text


def test_nothing_found_says_what_helps(browser, town):
    assert "Nichts gefunden" in browser.get("/organisationen?q=gibtesnicht").text


def test_twenty_at_a_time_and_the_filter_travels(browser, cast):
    with transaction():
        revisions.stamp(*(listed(f"Chor {n:02}", "culture") for n in range(25)))

    first, second = names(browser, "?art=culture"), names(browser, "?art=culture&seite=2")

    assert (len(first), len(second)) == (20, 5)
    assert "art=culture&amp;seite=2" in browser.get("/organisationen?art=culture").text


def test_the_directory_costs_the_same_for_one_and_many(browser, cast, queries):
    browser.get("/organisationen")  # fields and districts are kept for a minute
    with queries.counted() as few:
        browser.get("/organisationen")
    with_two = len(few)
    with transaction():
        revisions.stamp(*(listed(f"Verein {n:02}", fields=["sprache-bildung"]) for n in range(15)))

    with queries.counted() as many:
        browser.get("/organisationen")

    assert len(many) == with_two


def test_one_filter_less_keeps_the_others(browser, town):
    page = browser.get("/organisationen?feld=sprache-bildung&gesprochen=tr").text

    active = page.split('class="filter-active"')[1].split("</ul>")[0]
    assert 'href="/organisationen?gesprochen=tr"' in active
    assert 'href="/organisationen?feld=sprache-bildung"' in active
