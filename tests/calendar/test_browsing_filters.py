"""Filters, each alone and together: Ana posts two events that differ in everything."""

from datetime import datetime

import pytest
from drafts import draft

from kiknet.calendar.agenda import entries_between, list_entries
from kiknet.calendar.filter import Filter
from kiknet.calendar.month import Month
from kiknet.calendar.organisers import accept, ask
from kiknet.calendar.service import cancel_event, post_event
from kiknet.db import transaction
from kiknet.organisations.models import FormerSlug
from kiknet.places.draft import PlaceDraft

MARCH = Month(2027, 3)


@pytest.fixture
def two(cast):
    """The Mill's course for women in the hall of Thingers, and the Library's talk on the square."""
    course = post_event(
        cast.ana,
        draft(
            title="Kurs",
            place=PlaceDraft(name="The Hall"),
            fields=("sprache-bildung",),
            audiences=("women", "newcomers"),
            spoken=("de", "tr"),
            interpreted=("ar",),
            cost="free",
        ),
    )
    talk = post_event(
        cast.carla,
        draft(
            title="Vortrag",
            starts_local=datetime(2027, 3, 20, 19),
            ends_local=datetime(2027, 3, 20, 21),
            fields=("gesundheit-pflege",),
            audiences=("men",),
            spoken=("uk",),
            cost="paid",
        ),
    )
    return course, talk


def found(*pairs):
    """What a month and a list show a stranger; both always agree."""
    chosen = Filter.parse(pairs)
    month = [row.title for row in entries_between(None, chosen, MARCH.first, MARCH.last)]
    listed, _more = list_entries(None, chosen if chosen.first else Filter.parse([*pairs, ("von", "2027-03-01")]), 1)
    assert month == [row.title for row in listed]
    return month


@pytest.mark.parametrize(
    ("pairs", "titles"),
    [
        ([], ["Kurs", "Vortrag"]),
        ([("organisation", "mill")], ["Kurs"]),
        ([("organisation", "mill"), ("organisation", "library")], ["Kurs", "Vortrag"]),
        ([("organisation", "nobody")], []),
        ([("feld", "sprache-bildung")], ["Kurs"]),
        ([("feld", "sprache")], []),
        ([("stadtteil", "40")], ["Kurs"]),
        ([("stadtteil", "41")], []),
        ([("stadtteil", "thingers")], ["Kurs"]),
        ([("stadtteil", "thingers"), ("stadtteil", "39")], ["Kurs", "Vortrag"]),
        ([("stadtteil", "99999999999999999999")], []),
        ([("zielgruppe", "women")], ["Kurs"]),
        ([("zielgruppe", "women"), ("zielgruppe", "men")], ["Kurs", "Vortrag"]),
        ([("gesprochen", "tr")], ["Kurs"]),
        ([("gesprochen", "ar")], ["Kurs"]),
        ([("gesprochen", "uk")], ["Vortrag"]),
        ([("kostenlos", "1")], ["Kurs"]),
        ([("rollstuhl", "1")], ["Kurs"]),
        ([("q", "vortr")], ["Vortrag"]),
        ([("von", "2027-03-10")], ["Vortrag"]),
        ([("bis", "2027-03-10")], ["Kurs"]),
        ([("von", "2027-03-09"), ("bis", "2027-03-09")], ["Kurs"]),
        ([("stadtteil", "thingers"), ("zielgruppe", "women"), ("gesprochen", "tr")], ["Kurs"]),
        ([("stadtteil", "thingers"), ("gesprochen", "uk")], []),
        ([("kostenlos", "1"), ("rollstuhl", "1"), ("q", "kurs"), ("feld", "sprache-bildung")], ["Kurs"]),
        ([("kostenlos", "1"), ("organisation", "library")], []),
    ],
    ids=str,
)
def test_each_condition_narrows(cast, two, pairs, titles):
    assert found(*pairs) == titles


def test_women_only_is_found_under_women(cast):
    post_event(cast.ana, draft(title="Schwimmen", is_women_only=True))
    post_event(cast.ana, draft(title="Rudern"))

    assert found(("zielgruppe", "women")) == ["Schwimmen"]


def test_an_event_is_found_under_everybody_who_organises_it(cast, two):
    course, _talk = two
    ask(cast.ana, course, cast.city_library)
    assert found(("organisation", "library")) == ["Vortrag"]

    accept(cast.carla, course)

    assert found(("organisation", "library")) == ["Kurs", "Vortrag"]


def test_an_organisations_former_address_still_filters(cast, two):
    with transaction() as session:
        session.add(FormerSlug(slug="old-mill", organisation_id=cast.mill.id))

    assert found(("organisation", "old-mill")) == ["Kurs"]


def test_the_panel_shows_what_is_chosen_and_each_chip_takes_one_off(cast, two, browser):
    page = browser.get("/kalender?von=2027-03-01&stadtteil=thingers&gesprochen=tr&feld=sprache-bildung&sprache=de")

    assert page.status_code == 200
    for chip in ("ab Mo., 1. März 2027", "Sprache und Bildung", "Thingers", "Türkisch"):
        assert chip in page.text
    assert 'href="/kalender?von=2027-03-01&amp;feld=sprache-bildung&amp;stadtteil=thingers&amp;sprache=de"' in page.text
    assert 'name="stadtteil" value="thingers" checked' in page.text
    assert (
        'href="/abonnieren?feld=sprache-bildung&amp;stadtteil=thingers&amp;gesprochen=tr&amp;sprache=de"' in page.text
    )


def test_an_empty_page_says_which_condition_to_take_off(cast, two, browser):
    page = browser.get("/kalender?von=2027-03-01&gesprochen=uk&kostenlos=1&feld=gesundheit-pflege")

    assert "Zu all dem zusammen passt nichts." in page.text
    assert "ohne „kostenlos“" in page.text
    assert "ohne „Ukrainisch“" not in page.text


def test_an_empty_calendar_invites(cast, browser):
    assert "Hier ist noch nichts eingetragen." in browser.get("/kalender").text


def test_cancelled_stays_and_says_so(cast, two, browser):
    cancel_event(cast.ana, two[0], "Der Raum ist belegt.")

    for path in ("/kalender?von=2027-03-01", "/kalender/2027/03", "/kalender?woche=2027-W10"):
        page = browser.get(path).text
        assert "Abgesagt" in page, path
        assert "is-cancelled" in page, path
