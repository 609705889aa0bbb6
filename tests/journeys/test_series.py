"""A series from a phone: told as people say it, looked at, saved; then changed for one date, another, and all later."""

import re
from datetime import datetime, timedelta

import icalendar
import recurring_ical_events

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.db import transaction

PASSWORD = "zwölf Kirschbäume im Schnee"


def _second_tuesday_to_come():
    """Of a month that has not begun, in the first half of a year: so that the end of July is some months away."""
    day = clock.today().replace(day=1)
    while day <= clock.today() or day.month > 2:
        day = (day + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=(1 - day.weekday()) % 7 + 7)


def _ticked(page):
    return [box.get_attribute("value") for box in page.locator("[name=kept]").all() if box.is_checked()]


def _dates_on_pages(app):
    """(start, is it cancelled) of everything the calendar lists."""
    found, browser = set(), app.test_client()
    for number in range(1, 20):
        page = browser.get(f"/kalender?seite={number}").text
        for row in re.findall(r'<li class="event(.*?)</li>', page, re.S):
            start = datetime.fromisoformat(re.search(r'<time datetime="([^"]+)"', row)[1])
            found.add((start, "is-cancelled" in row.split(">")[0]))
    return found


def _dates_in_feed(app):
    """The same as a calendar program works it out from the feed."""
    calendar = icalendar.Calendar.from_ical(app.test_client().get("/feeds/kalender.ics").text)
    dates = recurring_ical_events.of(calendar).between(datetime(2020, 1, 1), datetime(2040, 1, 1))
    return {(date["DTSTART"].dt.replace(tzinfo=None), str(date["SUMMARY"]).startswith("ABGESAGT")) for date in dates}


def test_ana_posts_every_second_tuesday_and_changes_some_of_them(app, cast, visitor):
    with transaction():
        accounts.set_password(cast.ana.user, PASSWORD)
    first = _second_tuesday_to_come()
    ana = visitor().opens("/anmelden").fills(email=cast.ana.user.email, password=PASSWORD)
    ana.page.get_by_role("button", name="Anmelden", exact=True).click()

    ana.opens("/mein/veranstaltungen/neu")
    ana.fills(title="Sprachcafé", first_day=first.isoformat(), starts="15:00", ends="17:00", place_name="Market Square")
    ana.page.locator(".repeats summary").focus()
    ana.page.keyboard.press("Enter")
    ana.page.select_option("[name=repeats]", "monthly_weekday")
    assert "am zweiten Dienstag" in ana.page.locator("[name=repeats] option:checked").inner_text()
    ana.fills(repeats_until=f"{first.year}-07-31")
    ana.page.get_by_label("Nicht in den Schulferien").focus()
    ana.page.keyboard.press("Space")
    ana.page.get_by_role("button", name="Termine ansehen").click()
    ana.sees("Jeden zweiten Dienstag im Monat, bis 31. Juli").looks_around()
    ticked = _ticked(ana.page)
    assert ticked[0] == first.isoformat()
    assert len(ticked) >= 4
    assert ana.page.locator("[name=title]").input_value() == "Sprachcafé"

    ana.page.locator(f"#kept-{ticked[1]}").focus()
    ana.page.keyboard.press("Space")
    ana.page.locator("button[value=publish]").click()
    ana.sees("Ihre Veranstaltung steht im Kalender.").sees("Die nächsten Termine").looks_around()
    series = ana.page.url
    dates = [day for day in ticked if day != ticked[1]]
    assert len(_dates_on_pages(app)) == len(dates)
    assert _dates_in_feed(app) == _dates_on_pages(app)

    ana.opens(f"{series}/{dates[0]}").looks_around().goes_to("Diesen Termin absagen").looks_around()
    ana.fills(reason="Die Heizung ist kaputt.").page.get_by_role("button", name="Diesen Termin absagen").click()
    ana.sees("Dieser Termin fällt aus.").looks_around()

    ana.opens(f"{series}/{dates[1]}").goes_to("Verlegen oder sagen, was anders ist").looks_around()
    moved = datetime.fromisoformat(dates[1]) + timedelta(days=1)
    ana.fills(first_day=moved.date().isoformat(), note="Diesmal am Mittwoch.")
    ana.page.get_by_role("button", name="Diesen Termin ändern").click()
    ana.sees("Dieser Termin wurde verlegt.").looks_around()

    ana.opens(f"{series}/{dates[2]}").goes_to("Mehrere Termine ändern").looks_around()
    ana.goes_to("Diesen Termin und alle danach").looks_around().fills(starts="16:00", ends="18:00")
    ana.page.get_by_role("button", name="Speichern", exact=True).click()
    ana.sees("Stimmt das so?").looks_around().presses("Ja, so speichern")
    ana.sees("Ihre Änderungen sind gespeichert.").sees("16:00–18:00 Uhr").looks_around()

    pages = _dates_on_pages(app)
    assert _dates_in_feed(app) == pages
    assert {(start.date().isoformat(), start.hour, is_off) for start, is_off in pages} == {
        (dates[0], 15, True), (moved.date().isoformat(), 15, False), *((day, 16, False) for day in dates[2:]),
    }  # fmt: skip
