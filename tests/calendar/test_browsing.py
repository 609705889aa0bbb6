"""What strangers and the network see of the calendar: list, week and month."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from drafts import draft, open_draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiknet import clock
from kiknet.calendar.approval import hide_event
from kiknet.calendar.filter import KEYS
from kiknet.calendar.service import post_event, postpone_event, withdraw_event
from kiknet.db import db

VIEWS = ("/kalender", "/kalender?ansicht=woche", "/kalender?ansicht=monat", "/kalender?druck=1")
NOW = datetime(2027, 3, 9, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_tuesday_in_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def at(day, hour, length=2, **more):
    starts = datetime(2027, 3, day, hour)
    return draft(starts_local=starts, ends_local=starts + timedelta(hours=length), **more)


@pytest.fixture
def everything(cast):
    """One event in every state that could be shown by mistake."""
    post_event(cast.ana, at(9, 15, title="Public"))
    post_event(cast.ana, at(9, 16, title="Network", visibility="network"))
    post_event(cast.ana, at(9, 17, title="Planned", scheduling="planned"))
    post_event(cast.ana, at(9, 18, title="Draft"), publish=False)
    post_event(cast.ana, open_draft(title="Open"))
    hide_event(cast.olga, post_event(cast.ana, at(9, 19, title="Hidden")), "Werbung")
    withdraw_event(cast.ana, post_event(cast.ana, at(9, 20, title="Withdrawn")))
    postpone_event(cast.ana, post_event(cast.ana, at(9, 21, title="Postponed")), "Der Ofen ist kaputt.")
    cast.mill.trust = "new"
    db.session.commit()
    post_event(cast.ana, at(9, 22, title="Submitted"))


def titles(page):
    return re.findall(
        r'dir="auto">(Public|Network|Planned|Draft|Open|Hidden|Withdrawn|Postponed|Submitted)<', page.text
    )


@pytest.mark.parametrize("path", VIEWS)
def test_strangers_see_what_is_public_and_nothing_else(everything, browser, path):
    page = browser.get(path)

    assert titles(page) == ["Public", "Postponed"]
    assert "Verschoben" in page.text
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("path", VIEWS)
def test_the_network_also_sees_what_is_for_it_with_a_word(everything, cast, browser, path):
    page = browser.as_(cast.carla).get(path)

    assert titles(page) == ["Public", "Network", "Postponed"]
    assert page.text.count("Nur Netzwerk") == 1


@pytest.mark.parametrize("path", VIEWS)
def test_five_events_cost_as_many_queries_as_one(cast, browser, queries, path):
    post_event(cast.ana, at(9, 15, fields=("sprache-bildung",), spoken=("tr",)))
    browser.get(path)
    with queries.counted():
        browser.get(path)
    one = len(queries)
    for hour in range(16, 20):
        post_event(cast.ana, at(9, hour, fields=("sprache-bildung",), spoken=("tr",)))
    db.session.rollback()

    with queries.counted():
        page = browser.get(path)

    assert page.text.count("Sprachcafé") == 5
    assert len(queries) == one <= 3


def cells(page):
    """The titles of each day of a month's grid, by day."""
    found = re.findall(r'<time datetime="([\d-]+)">\d+</time></a>(.*?)</td>', page.text, re.DOTALL)
    return {
        day: re.findall(r'<span class="entry__time">([^<]+)</span>.*?entry__title" dir="auto">([^<]+)<', cell)
        for day, cell in found
    }


def test_what_lasts_for_days_or_past_midnight_stands_on_each_of_them(cast, browser):
    post_event(cast.ana, at(12, 20, length=6, title="Tanz"))
    post_event(cast.ana, at(30, 18, length=24 * 3, title="Festival"))
    post_event(cast.ana, at(15, 0, length=48, is_all_day=True, title="Zelt"))

    march, april = cells(browser.get("/kalender/2027/03")), cells(browser.get("/kalender/2027/04"))

    assert [(day, *entries) for day, entries in march.items() if entries] == [
        ("2027-03-12", ("20:00", "Tanz")),
        ("2027-03-13", ("bis 02:00", "Tanz")),
        ("2027-03-15", ("ganztägig", "Zelt")),
        ("2027-03-16", ("ganztägig", "Zelt")),
        ("2027-03-30", ("18:00", "Festival")),
        ("2027-03-31", ("läuft", "Festival")),
    ]
    assert [(day, *entries) for day, entries in april.items() if entries] == [
        ("2027-04-01", ("läuft", "Festival")),
        ("2027-04-02", ("bis 18:00", "Festival")),
    ]


def test_the_night_of_the_last_of_the_month_is_in_the_next_one_too(cast, browser):
    post_event(cast.ana, at(31, 22, length=4, title="Nacht"))

    assert cells(browser.get("/kalender/2027/04"))["2027-04-01"] == [("bis 02:00", "Nacht")]


def test_the_days_on_which_clocks_change_are_days_like_others(cast, browser):
    for day in (27, 28, 29):
        post_event(cast.ana, at(day, 0, length=24, is_all_day=True, title=f"Tag {day}"))
    post_event(cast.ana, at(28, 23, length=1, title="Spät"))

    march = cells(browser.get("/kalender/2027/03"))

    assert [len(march[f"2027-03-{day}"]) for day in (27, 28, 29)] == [1, 2, 1]


def test_the_list_begins_now_and_first_says_what_is_still_on(cast, browser):
    post_event(cast.ana, at(9, 6, length=1, title="Vorbei"))
    post_event(cast.ana, at(1, 10, length=24 * 12, title="Ausstellung"))
    post_event(cast.ana, at(9, 8, length=3, title="Frühstück"))

    page = browser.get("/kalender").text

    assert "Vorbei" not in page
    assert page.index("Ausstellung") < page.index("Frühstück")
    assert "bis Sa., 13. März" in page


def test_a_long_list_goes_on_where_the_first_page_ended(cast, browser):
    for hour in range(45):
        post_event(cast.ana, at(10 + hour // 20, hour % 20, length=1, title=f"Nummer {hour:02}"))

    first, second = browser.get("/kalender"), browser.get("/kalender?seite=2")

    assert re.findall(r"Nummer (\d\d)", first.text) == [f"{n:02}" for n in range(40)]
    assert re.findall(r"Nummer (\d\d)", second.text) == [f"{n:02}" for n in range(40, 45)]
    assert 'href="/kalender?seite=2" rel="next"' in first.text
    assert 'rel="next"' not in second.text


def test_a_day_of_the_grid_leads_to_the_list_from_that_day(cast, browser):
    post_event(cast.ana, at(12, 15, title="Danach"))
    page = browser.get("/kalender/2027/03?gesprochen=de").text

    assert 'href="/kalender?von=2027-03-12&amp;gesprochen=de"' in page
    assert "Danach" in browser.get("/kalender?von=2027-03-12").text
    assert "Danach" not in browser.get("/kalender?von=2027-03-13").text


def test_the_views_keep_the_filter_and_the_language(cast, browser):
    page = browser.get("/kalender/2027/05?zielgruppe=women&sprache=en").text

    assert "May 2027" in page
    for address in (
        "/kalender?von=2027-05-01&amp;zielgruppe=women&amp;sprache=en",
        "/kalender?woche=2027-W17&amp;zielgruppe=women&amp;sprache=en",
        "/kalender/2027/06?zielgruppe=women&amp;sprache=en",
        "/kalender/2027/04?zielgruppe=women&amp;sprache=en",
    ):
        assert f'href="{address}"' in page, address


def test_a_week_by_its_number(cast, browser):
    post_event(cast.ana, at(9, 15, title="Drin"))
    post_event(cast.ana, at(15, 15, title="Draußen"))

    page = browser.get("/kalender?woche=2027-W10").text

    assert "Mo., 8. März bis So., 14. März 2027" in page
    assert "Drin" in page
    assert "Draußen" not in page


@pytest.mark.parametrize("path", ["/kalender/2027/13", "/kalender/1850/01", "/kalender/2027/3", "/kalender/2100/01"])
def test_months_there_are_not(cast, browser, path):
    assert browser.get(path).status_code == 404


def test_on_paper_there_is_a_code_that_leads_to_this_page(cast, browser):
    post_event(cast.ana, at(9, 15))

    for path in ("/kalender?druck=1", "/kalender/2027/03?druck=1"):
        page = browser.get(path).text
        assert "data:image/svg+xml" in page
        assert 'data-behaviour="print"' in page
        assert 'role="search"' not in page
    assert "data:image" not in browser.get("/kalender").text


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "2027-W99",
            "0001-01-01",
            "9999-12-31",
            "%00",
            "\x00",
            "-1",
            "1e9",
            "monat",
            "woche",
            "9" * 30,
            "de",
            "ä" * 200,
        ]
    ),
)
QUERIES = st.lists(
    st.tuples(st.sampled_from([*KEYS, "ansicht", "woche", "seite", "druck", "sprache", "geparkt", "x"]), VALUES),
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES, st.sampled_from(["/kalender", "/kalender/2027/03", "/", "/organisationen/mill"]))
def test_no_address_however_odd_breaks_a_page(cast, browser, pairs, path):
    assert browser.get(path, query_string=pairs).status_code == 200


def test_what_strangers_see_is_shown_to_machines_too(everything, cast, browser):
    sitemap, robots = browser.get("/sitemap.xml"), browser.get("/robots.txt")

    assert sitemap.mimetype == "application/xml"
    assert sitemap.text.count("/veranstaltungen/") == 2
    assert "http://localhost/organisationen/mill" in sitemap.text
    assert "Sitemap: http://localhost/sitemap.xml" in robots.text
    assert "Disallow: /mein/" in robots.text
    assert browser.get("/favicon.ico").status_code == 302
    assert date(2027, 3, 9).isoformat() in sitemap.text
