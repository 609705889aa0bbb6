"""Pages with much on them: short enough on a phone to find something, with nothing taken away at a desk or on paper."""

from datetime import date, datetime, timedelta

import pytest
from drafts import draft
from listings import listed
from playwright.sync_api import expect

from kiknet.accounts.service import set_password
from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.reports import service
from kiknet.reports.service import ReportDraft

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1200, "height": 900}
TITLE = "Sprachcafé für alle, die im Stadtteil wohnen"
ROWS = [("/kalender", ".event", 105), ("/suchen-bieten", ".listing", 195)]
PASSWORD = "vier kleine Lampen leuchten"


@pytest.fixture
def report(cast, at):
    """Of the year in which Ana held one language café."""
    at(2027, 3, 1, 12)
    post_event(cast.ana, draft(fields=("sprache-bildung",), audiences=("women",)))
    at(2027, 3, 20, 12)
    found = service.begin(
        cast.olga,
        ReportDraft(title="Das Jahr 2027", first=date(2027, 1, 1), last=date(2027, 12, 31), text="Es war viel."),
    )
    service.publish(cast.olga, found, found.revision)
    return f"/berichte/{found.id}"


def _table(page):
    return page.locator("section[aria-labelledby=nach-feld] table")


def test_on_a_phone_a_breakdown_says_most_in_a_line_and_opens_with_the_keyboard(report, visitor):
    stranger = visitor(PHONE).opens(report).looks_around()
    page = stranger.page

    stranger.sees("Die meisten Termine: Sprache und Bildung (1)")
    expect(_table(page)).to_be_hidden()
    button = page.locator("section[aria-labelledby=nach-feld] summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(_table(page)).to_be_visible()
    stranger.looks_around()
    page.keyboard.press("Enter")
    expect(_table(page)).to_be_hidden()


def test_on_a_phone_what_each_figure_counts_is_read_below_them_all(report, visitor):
    page = visitor(PHONE).opens(report).page

    explained = page.get_by_text("Jeder einzelne Termin, der im Zeitraum begonnen hat").locator("visible=true")
    expect(explained).to_have_count(0)
    page.get_by_text("Was wie gezählt wird").click()
    expect(explained).to_have_count(1)


def test_at_a_desk_and_on_paper_everything_is_there_at_once(report, visitor):
    page = visitor(DESK).opens(report).looks_around().page
    expect(_table(page)).to_be_visible()
    assert page.locator(".fold:visible, .figures__definitions:visible").count() == 0
    assert page.locator(".figures small:visible").count() == page.locator(".figures tbody tr").count()

    on_paper = visitor(PHONE).opens(report).page
    on_paper.emulate_media(media="print")
    expect(_table(on_paper)).to_be_visible()
    assert on_paper.locator(".fold:visible").count() == 0


def test_a_link_leads_to_each_part(report, visitor):
    page = visitor(PHONE).opens(report).page

    page.get_by_role("navigation", name="Auf dieser Seite").get_by_role("link", name="Nach Handlungsfeld").click()
    expect(page.locator("#nach-feld")).to_be_in_viewport()


@pytest.fixture
def full_network(cast, at):
    """Twelve days with three events each, and twenty needs: as much as one page shows."""
    at(2027, 3, 1, 12)
    for day in range(2, 14):
        for hour in (10, 14, 18):
            starts = datetime(2027, 3, day, hour)
            ends = starts + timedelta(hours=2)
            post_event(cast.ana, draft(title=TITLE, starts_local=starts, ends_local=ends, fields=("sprache-bildung",)))
    for number in range(20):
        listed(cast.carla, title=f"Menschen zum Deutschsprechen gesucht, Gruppe {number}", text="Wir üben gern. " * 12)


@pytest.mark.parametrize(("address", "row", "most"), ROWS)
def test_on_a_phone_a_row_is_low_enough_to_look_through_many(full_network, visitor, address, row, most):
    page = visitor(PHONE).opens(address).looks_around().page

    heights = [each.bounding_box()["height"] for each in page.locator(row).all()]
    assert len(heights) >= 20
    assert max(heights) <= most


def test_a_text_is_cut_on_a_phone_alone(full_network, visitor):
    def is_whole(page):
        return page.locator(".listing__text").first.evaluate("it => it.scrollHeight <= it.clientHeight")

    assert is_whole(visitor(DESK).opens("/suchen-bieten").page)
    phone = visitor(PHONE).opens("/suchen-bieten").page
    assert not is_whole(phone)
    phone.emulate_media(media="print")
    assert is_whole(phone)


def test_a_day_of_the_calendar_is_one_tap_away(full_network, visitor):
    page = visitor(PHONE).opens("/kalender").page
    days = page.get_by_role("navigation", name="Auf dieser Seite")
    assert days.bounding_box()["height"] <= 48

    days.get_by_role("link", name="Mi., 10.3.").click()

    expect(page.locator("#tag-2027-03-10")).to_be_in_viewport()
    assert days.locator("visible=true").count() == 1
    page.emulate_media(media="print")
    expect(days).to_be_hidden()


def test_how_one_hears_of_things_is_one_line_each_on_a_phone(cast, visitor):
    with transaction():
        set_password(cast.ana.user, PASSWORD)
    ana = visitor(PHONE).opens("/anmelden").fills(email=cast.ana.user.email, password=PASSWORD)
    ana.page.get_by_role("button", name="Anmelden", exact=True).click()
    ana.page.wait_for_url("**/mein/")

    ana.opens("/mein/hinweise/einstellungen").looks_around()
    mail = ana.page.get_by_label("Eine neue Nachricht von einer anderen Organisation: per Mail")
    here = ana.page.get_by_label("Eine neue Nachricht von einer anderen Organisation: hier")
    assert mail.bounding_box()["y"] == here.bounding_box()["y"]
    mail.select_option("montags")
    ana.page.get_by_role("button", name="Speichern").last.click()
    ana.sees("Gespeichert")
    assert mail.input_value() == "weekly"
