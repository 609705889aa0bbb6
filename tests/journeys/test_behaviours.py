"""What JavaScript adds to pages that work without it."""

import pytest
from drafts import draft
from playwright.sync_api import expect

from kiknet.accounts.service import set_password
from kiknet.calendar.service import post_event
from kiknet.db import transaction


@pytest.fixture
def cafe(cast):
    return post_event(cast.ana, draft()).id


def test_a_password_can_be_looked_at_and_is_hidden_again(cast, visitor):
    page = visitor().opens("/anmelden").page
    show = page.locator("[data-behaviour=show-password]").first
    field = page.locator(f"#{show.get_attribute('data-target')}")

    show.click()
    expect(field).to_have_attribute("type", "text")
    expect(show).to_have_attribute("aria-pressed", "true")
    show.click()
    expect(field).to_have_attribute("type", "password")


def test_the_colours_one_chooses_stay_without_a_cookie(cast, visitor):
    somebody = visitor().opens("/")
    somebody.page.locator("[data-theme-choice=dark]").click()
    somebody.opens("/kalender")

    expect(somebody.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(somebody.page.locator("[data-theme-choice=dark]")).to_have_attribute("aria-pressed", "true")
    assert somebody.cookies == []
    somebody.looks_around()


def test_escape_closes_the_menu_and_returns_to_its_button(cast, visitor):
    page = visitor().opens("/").page
    button = page.locator(".menu-toggle > summary")

    expect(page.locator(".site-nav")).to_be_hidden()
    button.click()
    expect(page.locator(".site-nav")).to_be_visible()
    page.locator(".site-nav a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_slash_leads_to_the_search_field_but_stays_a_slash_in_a_field(cast, visitor):
    page = visitor().opens("/organisationen").page
    page.locator("input[name=q]").press("/")
    expect(page.locator("input[name=q]")).to_have_value("/")
    page.locator("h1").click()

    page.keyboard.press("/")
    page.wait_for_url("**/suche")
    page.locator("h1").click()
    page.keyboard.press("/")

    expect(page.locator("#suche")).to_be_focused()
    expect(page.locator("#suche")).to_have_value("")


def test_arrow_keys_walk_through_the_month(cast, visitor):
    page = visitor({"width": 1280, "height": 900}).opens("/kalender/2027/03").page
    day = page.locator(".month__day", has=page.locator("time[datetime='2027-03-10']"))

    day.focus()
    for key, there in [("ArrowRight", "11"), ("ArrowDown", "18"), ("Home", "15"), ("End", "21"), ("ArrowUp", "14")]:
        page.keyboard.press(key)
        expect(page.locator(".month__day:focus time")).to_have_attribute("datetime", f"2027-03-{there}")


def test_after_a_refused_form_the_summary_leads_to_the_field(cast, visitor):
    page = visitor().opens("/mitmachen").page

    page.locator("form.form [type=submit]").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    link = page.locator(".error-summary a").first
    link.click()
    expect(page.locator(link.get_attribute("href"))).to_be_focused()


def test_the_text_for_the_group_chat_is_copied(cast, cafe, visitor):
    somebody = visitor().opens(f"/veranstaltungen/{cafe}")
    somebody.context.grant_permissions(["clipboard-read", "clipboard-write"])
    somebody.page.locator("summary", has_text="Teilen").click()
    button = somebody.page.locator("[data-behaviour=copy]").first

    button.click()
    expect(button).to_have_text("Kopiert")
    copied = somebody.page.evaluate("navigator.clipboard.readText()")
    assert "Sprachcafé" in copied
    assert f"/veranstaltungen/{cafe}" in copied


def test_everything_is_there_without_javascript(cast, cafe, chromium, site):
    context = chromium.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/veranstaltungen/{cafe}")

    assert page.locator(".js-only").count() > 0
    assert page.locator(".js-only:visible").count() == 0
    page.locator(".menu-toggle > summary").click()
    expect(page.locator(".site-nav a").first).to_be_visible()
    page.locator("summary", has_text="Teilen").click()
    expect(page.locator("a[href^='https://wa.me/']")).to_be_visible()
    context.close()


def test_what_lasts_all_day_is_not_asked_for_hours_also_without_javascript(cast, chromium, site):
    with transaction():
        set_password(cast.ana.user, "a long password for a journey")
    context = chromium.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/anmelden")
    page.fill("[name=email]", cast.ana.user.email)
    page.fill("[name=password]", "a long password for a journey")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.goto(f"{site}/mein/veranstaltungen/neu")
    expect(page.locator("[name=starts]")).to_be_visible()

    page.locator("summary", has_text="Ganztägig").click()
    page.get_by_label("Ganztägig").check()

    expect(page.locator("[name=starts]")).to_be_hidden()
    expect(page.locator("[name=ends]")).to_be_hidden()
    page.get_by_label("Ganztägig").uncheck()
    expect(page.locator("[name=ends]")).to_be_visible()
    context.close()


def test_the_page_mirrors_for_arabic(cast, cafe, visitor):
    somebody = visitor().opens("/kalender?von=2027-03-01")
    somebody.page.evaluate("document.documentElement.dir = 'rtl'")
    time, title = (somebody.page.locator(f".event__{part}").first.bounding_box() for part in ("time", "title"))

    assert time["x"] > title["x"]
    somebody.looks_around()


def test_a_photo_that_is_far_too_large_is_let_go_of_before_it_is_sent(cast, visitor):
    with transaction():
        set_password(cast.ana.user, "a long password for a journey")
    ana = visitor().opens("/anmelden").fills(email=cast.ana.user.email, password="a long password for a journey")
    ana.page.get_by_role("button", name="Anmelden", exact=True).click()
    ana.page.wait_for_url("**/mein/")
    page = ana.opens("/mein/veranstaltungen/neu").fills(title="Sommerfest").page
    picture = page.locator("input[name=picture]")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    huge = "Object.defineProperty(File.prototype, 'size', {get: () => 40_000_000})"
    page.evaluate(huge)
    picture.set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"x"})

    expect(page.get_by_role("alert").filter(has_text="8 MB")).to_be_visible()
    assert picture.evaluate("field => field.files.length") == 0
    expect(page.locator("input[name=title]")).to_have_value("Sommerfest")
