"""Holidays and feasts in the month, week and list: a switch in the address, for strangers too."""

import re
from datetime import UTC, date, datetime

import pytest
from drafts import draft

from kiknet import clock
from kiknet.calendar import agenda
from kiknet.calendar.service import post_event
from kiknet.observances import service


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, 8, tzinfo=UTC))


def cell(page, iso):
    return re.search(rf'<td[^>]*>(?:(?!</td>).)*datetime="{iso}".*?</td>', page, re.DOTALL)[0]


def test_a_stranger_switches_them_on_and_the_next_month_shows_them_too(cast, browser):
    plain = browser.get("/kalender/2027/03")
    assert "month__note" not in plain.text
    assert 'href="/kalender/2027/03?anlaesse=1"' in plain.text

    page = browser.get("/kalender/2027/03?anlaesse=1")
    assert "Set-Cookie" not in page.headers
    assert "Internationaler Frauentag" in cell(page.text, "2027-03-08")
    assert "Fest des Fastenbrechens (Zuckerfest) (± 1 Tag)" in cell(page.text, "2027-03-10")
    assert 'href="/kalender/2027/04?anlaesse=1"' in page.text
    assert 'name="anlaesse" value="1"' in page.text, "the filter keeps them"
    assert 'href="/kalender/2027/03"' in page.text, "they can be hidden again"


def test_what_lasts_for_weeks_is_said_once_and_not_on_every_day(cast, browser):
    page = browser.get("/kalender/2027/03?anlaesse=1").text

    assert "Ramadan bis Mo., 8. März (± 1 Tag)" in cell(page, "2027-03-01")
    assert "Ramadan" not in cell(page, "2027-03-02")
    assert "Osterferien bis Fr., 2. Apr." in cell(page, "2027-03-22")
    assert page.count("Mo., 22. März bis Fr., 2. Apr. 2027") == 1


def test_the_office_s_own_day_shows_and_is_escaped(cast, browser):
    day = date(2027, 3, 17)
    service.add(cast.olga, service.OwnDraft(name="<b>Fest", about="Ein Fest.", first_day=day, last_day=day))

    assert "&lt;b&gt;Fest" in cell(browser.get("/kalender/2027/03?anlaesse=1").text, "2027-03-17")


def day(page, iso):
    return re.search(rf'<li class="day[^>]*>\s*<h2[^>]*id="tag-{iso}".*?(?=<li class="day|</main>)', page, re.DOTALL)[0]


def test_the_week_shows_them_on_every_day(cast, browser):
    assert 'href="/kalender?woche=2027-W10&amp;anlaesse=1"' in browser.get("/kalender?woche=2027-W10").text

    page = browser.get("/kalender?woche=2027-W10&anlaesse=1").text

    assert "Internationaler Frauentag" in day(page, "2027-03-08")
    assert "Frauentag" not in day(page, "2027-03-09")
    assert 'href="/kalender?woche=2027-W11&amp;anlaesse=1"' in page
    assert 'href="/kalender?woche=2027-W10"' in page, "they can be hidden again"
    for view in ("/kalender?anlaesse=1", "/kalender/2027/03?anlaesse=1"):
        assert f'href="{view}"' in page, "another view shows them too"


def test_the_list_shows_them_also_on_days_when_nothing_is_on(cast, browser):
    post_event(cast.ana, draft(starts_local=datetime(2027, 3, 7, 15), ends_local=datetime(2027, 3, 7, 17)))
    post_event(cast.ana, draft(starts_local=datetime(2027, 3, 9, 15), ends_local=datetime(2027, 3, 9, 17)))
    assert "tag-2027-03-08" not in browser.get("/kalender").text

    page = browser.get("/kalender?anlaesse=1").text

    assert "Internationaler Frauentag" in day(page, "2027-03-08")
    assert page.index("tag-2027-03-07") < page.index("tag-2027-03-08") < page.index("tag-2027-03-09")
    assert "Osterferien" not in page, "the list ends with the last date"
    assert "Osterferien" in browser.get("/kalender?anlaesse=1&bis=2027-03-31").text


def test_a_feast_between_two_pages_of_the_list_stands_on_the_first(cast, browser, monkeypatch):
    monkeypatch.setattr(agenda, "PER_PAGE", 1)
    for number in (7, 9):
        post_event(
            cast.ana, draft(starts_local=datetime(2027, 3, number, 15), ends_local=datetime(2027, 3, number, 17))
        )

    pages = [browser.get(f"/kalender?anlaesse=1&seite={number}").text for number in (1, 2)]

    assert ["tag-2027-03-07" in page for page in pages] == [True, False]
    assert ["Internationaler Frauentag" in page for page in pages] == [True, False]
    assert ["tag-2027-03-09" in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("page", "switch"),
    [("/kalender/2027/03", "?anlaesse=1"), ("/kalender?woche=2027-W10", "&anlaesse=1"), ("/kalender", "?anlaesse=1")],
)
def test_the_switch_costs_one_query_and_without_it_none(app, cast, queries, page, switch):
    ana = app.test_client().as_(cast.ana)
    for address in (page, f"{page}{switch}"):
        ana.get(address)
    with queries.counted():
        ana.get(page)
    plain = len(queries)
    assert not any("own_observances" in statement for statement in queries)
    with queries.counted():
        ana.get(f"{page}{switch}")

    assert len(queries) == plain + 1
