"""A series through its pages: Ana posts it, looks at its dates before saving, and changes one, some or all of them."""

import json
import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from drafts import draft
from pages import as_read
from sqlalchemy import select

from kiknet import clock
from kiknet.calendar import date_deeds
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.service import cancel_event, post_event, withdraw_event
from kiknet.db import db

MANY_DAYS = [f"{d}.{m}.{year}" for year in (2027, 2028, 2029) for m in range(1, 13) for d in range(1, 29)]
NEW = "/mein/veranstaltungen/neu"
TUESDAYS = {
    "title": "Sprachcafé", "first_day": "2027-03-09", "starts": "15:00", "ends": "17:00", "place_name": "Market Square",
    "repeats": "weekly", "repeats_every": "1", "repeats_until": "2027-04-27", "added": "",
}  # fmt: skip
HOLIDAYS = {"skips_holidays": "y"}


@pytest.fixture(autouse=True)
def in_early_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, 8, tzinfo=UTC))


def series(cast, **changes):
    """Eight Tuesdays, from 9 March to 27 April 2027."""
    return post_event(cast.ana, draft(rule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427", **changes))


def days_of(event_id=None):
    """Day of the month and month of all dates, in order."""
    db.session.rollback()
    rows = db.session.scalars(select(Occurrence).order_by(Occurrence.starts_at))
    return [f"{row.starts_local.day}.{row.starts_local.month}." for row in rows if event_id in (None, row.event_id)]


def row_on(event, day):
    db.session.rollback()
    return db.session.scalars(
        select(Occurrence).where(
            Occurrence.event_id == event.id, Occurrence.recurrence_id == datetime.fromisoformat(f"{day}T15:00")
        )
    ).one()


def ticked(page):
    return re.findall(r'name="kept" value="([\d-]+)" checked', page.text)


def listed(page):
    return re.search(r'name="listed" value="([^"]*)"', page.text)[1].split(",")


def only_event():
    db.session.rollback()
    return db.session.scalars(select(Event)).one()


def test_the_dates_are_shown_before_anything_is_saved(cast, browser):
    page = browser.as_(cast.ana).post(NEW, data=TUESDAYS | HOLIDAYS | {"title": "", "then": "preview"})

    assert page.status_code == 200
    assert "Jeden Dienstag, bis 27. April 2027, nicht in den Schulferien" in page.text
    assert ticked(page) == ["2027-03-09", "2027-03-16", "2027-04-06", "2027-04-13", "2027-04-20", "2027-04-27"]
    assert page.text.count("ferien</small>") == 2
    assert days_of() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"repeats_until": ""}, "Die Reihe hat kein Ende"),
        ({"repeats_until": "", **HOLIDAYS}, "Die Schulferien sind bis"),
        ({"repeats": "monthly_date", "first_day": "2027-03-31"}, "In Monaten ohne einen 31. gibt es keinen Termin."),
        ({"repeats_on": ["2"]}, "Der erste Termin ist am Mittwoch, 10. März 2027."),
        ({"repeats_until": "", "repeats": "daily"}, "weitere, bis 31. März 2029"),
        ({"repeats": "FREQ=YEARLY"}, "Jedes Jahr am 9. März, bis 27. April 2027"),
        ({"repeats_until": "", "repeats_count": "3", "repeats_every": "2"}, "Alle zwei Wochen dienstags, 3 Termine"),
    ],
)
def test_the_list_says_what_is_special_about_it(cast, browser, typed, said):
    page = browser.as_(cast.ana).post(NEW, data=TUESDAYS | typed | {"then": "preview"})

    assert said in page.text


def test_two_people_change_the_same_series(cast, browser, new_browser):
    event = series(cast)
    address, ana, ben = f"/mein/veranstaltungen/{event.id}/bearbeiten", browser.as_(cast.ana), new_browser()
    forms = [_fields(window.get(address).text) for window in (ana, ben.as_(cast.ben))]
    sent = forms[0] | {"repeats_until": "2027-04-20"}
    ana.post(address, data=sent | {"confirmed": _mark(ana.post(address, data=sent))})

    sent = forms[1] | {"repeats_until": "2027-04-13", "title": "Sprachtreff"}
    answer = ben.post(address, data=sent | {"confirmed": _mark(ben.post(address, data=sent))})

    assert answer.status_code == 409
    assert "fassung-repeats_until" in answer.text
    assert days_of()[-1] == "20.4."
    assert only_event().title == "Sprachcafé"


def test_what_is_unticked_is_taken_out_and_stays_in_the_list(cast, browser):
    window = browser.as_(cast.ana)
    first = window.post(NEW, data=TUESDAYS | {"then": "preview"})
    unticked = {"listed": ",".join(listed(first)), "kept": [d for d in ticked(first) if d != "2027-03-16"]}

    again = window.post(NEW, data=TUESDAYS | unticked | {"then": "preview"})
    answer = window.post(NEW, data=TUESDAYS | unticked)

    assert "2027-03-16" in listed(again)
    assert "2027-03-16" not in ticked(again)
    assert answer.status_code == 303
    assert days_of() == ["9.3.", "23.3.", "30.3.", "6.4.", "13.4.", "20.4.", "27.4."]
    assert only_event().removed == [datetime(2027, 3, 16, 15)]


def test_a_refused_form_remembers_what_was_unticked(cast, browser):
    sent = TUESDAYS | {"title": "", "listed": "2027-03-09,2027-03-16", "kept": ["2027-03-09"]}

    page = browser.as_(cast.ana).post(NEW, data=sent)

    assert page.status_code == 422
    assert "2027-03-16" not in ticked(page)
    assert 'name="removed" value="2027-03-16"' in page.text


def test_what_is_ticked_again_takes_place(cast, browser):
    sent = TUESDAYS | {"removed": "2027-03-16,2027-03-23", "listed": "2027-03-16", "kept": ["2027-03-16"]}

    browser.as_(cast.ana).post(NEW, data=sent)

    assert "16.3." in days_of()
    assert "23.3." not in days_of()


def test_further_dates_may_have_a_time_of_their_own(cast, browser):
    browser.as_(cast.ana).post(NEW, data=TUESDAYS | {"added": "10.3.2027 18:30\n1.5.2027"})

    assert only_event().added == [datetime(2027, 3, 10, 18, 30), datetime(2027, 5, 1, 15)]
    assert "10.3." in days_of()


def test_a_few_single_dates_are_a_series_too(cast, browser):
    browser.as_(cast.ana).post(NEW, data=TUESDAYS | {"repeats": "", "added": "16.3.2027, 13.4.2027"})

    assert days_of() == ["9.3.", "16.3.", "13.4."]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"repeats_every": "0"}, "repeats_every"),
        ({"repeats_every": "²"}, "repeats_every"),
        ({"repeats_count": "3"}, "repeats_count"),
        ({"repeats_until": "2027-03-01"}, "repeats_until"),
        ({"repeats": "hourly"}, "repeats"),
        ({"repeats": "FREQ=SECONDLY"}, "repeats"),
        ({"repeats_on": ["9"]}, "repeats_on"),
        ({"added": "irgendwann"}, "added"),
        ({"added": "9.3.9999"}, "added"),
        ({"added": ",".join(MANY_DAYS)}, "added"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("then", ["preview", "publish"])
def test_what_cannot_be_meant_is_said_beside_its_field(cast, browser, typed, field, then):
    page = browser.as_(cast.ana).post(NEW, data=TUESDAYS | typed | {"then": then})

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert days_of() == []


@pytest.mark.parametrize(
    "hostile",
    [
        {"removed": "x," * 5000, "listed": "²", "kept": ["../..", "9999-99-99"]},
        {"removed": "0001-01-01", "listed": "2027-03-09," * 900, "kept": ["2027-03-09"] * 900},
        {"repeats": "FREQ=DAILY;COUNT=1000000000", "repeats_until": ""},
        {"repeats": "daily", "repeats_until": "2999-12-31"},
        {"repeats": "monthly_weekday", "repeats_nth": ["5", "-1", "77"], "repeats_on": ["0", "x"]},
        {"repeats": "X" * 60_000},
        {"repeats_count": "9" * 5000},
    ],
    ids=range(7),
)
@pytest.mark.parametrize("then", ["preview", "publish", "draft"])
def test_no_hostile_value_breaks_the_form(cast, browser, hostile, then):
    answer = browser.as_(cast.ana).post(NEW, data=TUESDAYS | hostile | {"then": then})

    assert answer.status_code in {200, 303, 422}


def test_a_single_event_has_no_list_of_dates(cast, browser):
    page = browser.as_(cast.ana).post(NEW, data=TUESDAYS | {"repeats": "", "then": "preview"})

    assert page.status_code == 200
    assert 'name="kept"' not in page.text


def test_the_page_of_a_series_tells_its_rule_and_the_next_dates(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-03-16"), "Krank")

    page = browser.get(f"/veranstaltungen/{event.id}")

    assert "Jeden Dienstag, bis 27. April 2027" in page.text
    assert page.text.count('class="series-dates__when"') == 5
    assert re.search(r'<li class="is-cancelled">.*?Abgesagt.*?/2027-03-16"', page.text, re.S)
    assert "Krank" in page.text
    assert len(re.findall("/2027-..-..", browser.get(f"/veranstaltungen/{event.id}/termine").text)) == 8


def test_the_page_of_a_series_begins_with_the_next_date_that_takes_place(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-03-09"), "Krank")

    head = browser.get(f"/veranstaltungen/{event.id}").text.split('class="event-when"', 1)[1].split("</p>", 1)[0]

    assert "Nächster Termin" in head
    assert "16. März 2027" in head
    assert "9. März" not in head
    assert "/2027-03-16" in head


def test_machines_read_the_series_and_its_next_dates(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-03-16"), "Krank")

    page = browser.get(f"/veranstaltungen/{event.id}")

    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page.text, re.S)[1])
    assert data["@type"] == "EventSeries"
    assert [(part["startDate"][:10], part["eventStatus"][-9:]) for part in data["subEvent"]][:2] == [
        ("2027-03-09", "Scheduled"), ("2027-03-16", "Cancelled"),
    ]  # fmt: skip
    assert data["subEvent"][1]["url"] == f"http://localhost/veranstaltungen/{event.id}/2027-03-16"


def test_a_message_with_the_address_shows_when_and_where(cast, browser):
    event = series(cast)
    date_deeds.remove_date(cast.ana, event, row_on(event, "2027-03-16"))

    page = browser.get(f"/veranstaltungen/{event.id}").text

    [told] = re.findall('<meta property="og:description" content="([^"]*)">', page)
    assert told == "jeden Dienstag, bis 27. April 2027 · 15:00–17:00 Uhr · Market Square"


def test_what_is_passed_on_of_a_series_is_when_it_is_on(cast, browser):
    event = series(cast)

    whole, one = (browser.get(f"/veranstaltungen/{event.id}{path}").text for path in ("", "/2027-03-16"))

    assert "Sprachcafé\njeden Dienstag, bis 27. April 2027 · 15:00–17:00 Uhr\n" in whole
    assert "calendar.google.com" not in whole
    assert "Sprachcafé\nDi., 16. März 2027, 15:00–17:00 Uhr\n" in one
    assert "20270316T140000Z" in one


def test_lists_mark_what_is_a_series(cast, browser):
    series(cast)
    post_event(cast.ana, draft(title="Fest"))

    page = browser.get("/kalender").text

    assert page.count('class="series-mark"') == 8
    assert "series-mark" not in page[page.index(">Fest<") :].split("</li>")[0]


def test_the_month_marks_what_is_a_series(cast, browser):
    series(cast)
    post_event(cast.ana, draft(title="Fest"))

    page = browser.get("/kalender/2027/03").text

    entries = re.findall(r'<a class="entry".*?</a>', page, re.DOTALL)
    assert [('aria-label="Reihe"' in each, "Sprachcafé" in each) for each in entries].count((True, True)) == 4
    assert [each for each in entries if "Fest" in each and "aria-label" in each] == []


@pytest.mark.parametrize(
    ("rule", "day", "copied"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270427", "2027-09-15", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20271103"),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6", "2027-09-15", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2027-09-17", "FREQ=MONTHLY;BYDAY=3FR"),
        ("FREQ=MONTHLY;BYMONTHDAY=9", "2027-09-17", "FREQ=MONTHLY;BYMONTHDAY=17"),
    ],
)
def test_a_copy_goes_on_as_the_series_did_from_another_day(cast, browser, rule, day, copied):
    event = post_event(cast.ana, draft(rule=rule, removed=(datetime(2027, 3, 16, 15),)))
    window = browser.as_(cast.ana)
    sent = _fields(window.get(f"{NEW}?kopie={event.id}&tag={day}").text)
    assert sent["first_day"] == day

    window.post(NEW, data=sent)

    db.session.rollback()
    copy = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    assert (copy.rule, copy.removed) == (copied, [])


def test_each_date_has_a_page_of_its_own(cast, browser):
    event = series(cast)

    page = browser.get(f"/veranstaltungen/{event.id}/2027-03-16")

    assert "Dienstag, 16. März 2027, 15:00–17:00 Uhr" in as_read(page.text)
    assert f'href="/veranstaltungen/{event.id}/2027-03-09"' in page.text
    assert f'href="/veranstaltungen/{event.id}/2027-03-23"' in page.text
    assert f"http://localhost/veranstaltungen/{event.id}/2027-03-16" in page.text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page.text, re.S)[1])
    assert (data["startDate"], data["url"][-11:]) == ("2027-03-16T15:00:00+01:00", "/2027-03-16")
    assert "Set-Cookie" not in page.headers


def test_one_date_goes_into_somebodys_calendar_alone(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-03-23"), "Krank")

    files = [browser.get(f"/veranstaltungen/{event.id}/2027-03-{day}.ics") for day in (16, 23)]

    dates = [icalendar.Calendar.from_ical(file.text).walk("VEVENT") for file in files]
    assert [len(found) for found in dates] == [1, 1]
    one, cancelled = dates[0][0], dates[1][0]
    assert one["DTSTART"].dt.replace(tzinfo=None) == datetime(2027, 3, 16, 15)
    assert ("RRULE" in one, "RECURRENCE-ID" in one) == (False, False)
    assert one["UID"] != cancelled["UID"]
    assert cancelled["STATUS"] == "CANCELLED"
    assert browser.get(f"/veranstaltungen/{event.id}/2027-03-17.ics").status_code == 404


@pytest.mark.parametrize("day", ["2027-03-10", "2026-03-10", "2027-02-30", "2027-05-04", "x"])
def test_a_day_that_is_no_date_is_not_found(cast, browser, day):
    event = series(cast)

    assert browser.get(f"/veranstaltungen/{event.id}/{day}").status_code == 404


def test_dates_of_what_strangers_do_not_see_are_not_found_and_of_what_is_withdrawn_are_gone(cast, browser):
    network, gone, single = series(cast, visibility="network"), series(cast), post_event(cast.ana, draft())
    withdraw_event(cast.ana, gone)

    assert browser.get(f"/veranstaltungen/{network.id}/2027-03-09").status_code == 404
    assert browser.get(f"/veranstaltungen/{network.id}/termine").status_code == 404
    assert browser.get(f"/veranstaltungen/{gone.id}/2027-03-09").status_code == 410
    assert browser.get(f"/veranstaltungen/{single.id}/2027-03-09").location == f"/veranstaltungen/{single.id}"
    assert browser.get(f"/veranstaltungen/{single.id}/2027-03-10").status_code == 404


def test_one_date_is_cancelled_with_a_word_and_takes_place_after_all(cast, browser):
    event = series(cast)
    address, window = f"/veranstaltungen/{event.id}/2027-03-16", browser.as_(cast.ana)
    assert window.get(f"{address}/absage").status_code == 200

    answer = window.post(f"{address}/absage", data={"reason": "Die Heizung ist kaputt."})

    assert (answer.status_code, answer.location) == (303, address)
    page = browser.get(address)
    assert "Dieser Termin fällt aus." in page.text
    assert "Die Heizung ist kaputt." in page.text
    assert "Die Heizung" not in browser.get(f"/veranstaltungen/{event.id}/2027-03-23").text
    assert row_on(event, "2027-03-16").is_cancelled

    window.post(f"{address}/absage/ruecknahme", data={})
    assert not row_on(event, "2027-03-16").is_cancelled


def test_one_date_is_moved_and_told_about(cast, browser):
    event = series(cast)
    address, window = f"/veranstaltungen/{event.id}/2027-03-16", browser.as_(cast.ben)
    sent = {"first_day": "2027-03-17", "starts": "18:00", "ends": "20:00", "place_name": "The Hall", "note": "Mit Tee"}
    assert 'value="2027-03-16"' in window.get(f"{address}/aenderung").text

    answer = window.post(f"{address}/aenderung", data=sent)

    assert answer.location == address
    page = browser.get(address)
    for text in ("Mittwoch, 17. März 2027, 18:00–20:00 Uhr", "Mit Tee", "The Hall", "Dieser Termin wurde verlegt."):
        assert text in as_read(page.text), text
    assert "Market Square" in browser.get(f"/veranstaltungen/{event.id}/2027-03-23").text
    assert row_on(event, "2027-03-16").starts_local == datetime(2027, 3, 17, 18)


def test_a_date_that_cannot_be_keeps_what_was_typed(cast, browser):
    event = series(cast)
    sent = {"first_day": "", "starts": "18:00", "ends": "20:00", "place_name": "The Hall", "note": "Mit Tee"}

    page = browser.as_(cast.ana).post(f"/veranstaltungen/{event.id}/2027-03-16/aenderung", data=sent)

    assert page.status_code == 422
    assert 'id="first_day-error"' in page.text
    assert "Mit Tee" in page.text


def test_two_people_change_the_same_date(cast, browser, new_browser):
    event = series(cast)
    address, ana, ben = f"/veranstaltungen/{event.id}/2027-03-16/aenderung", browser.as_(cast.ana), new_browser()
    ben.as_(cast.ben)
    forms = [_fields(window.get(address).text) for window in (ana, ben)]

    ana.post(address, data=forms[0] | {"note": "Mit Tee"})
    answer = ben.post(address, data=forms[1] | {"note": "Mit Kaffee"})

    assert answer.status_code == 409
    assert "Mit Tee" in answer.text
    assert "Mit Kaffee" in answer.text
    assert row_on(event, "2027-03-16").note == "Mit Tee"


def test_a_date_is_taken_out_and_put_back(cast, browser):
    event = series(cast)
    address, window = f"/veranstaltungen/{event.id}/2027-03-16", browser.as_(cast.ana)

    assert window.post(f"{address}/streichung", data={}).status_code == 303
    assert browser.get(address).status_code == 404
    assert "16.3." not in days_of()
    assert f"{address}/streichung/ruecknahme" in window.get(f"/veranstaltungen/{event.id}/termine").text

    assert window.post(f"{address}/streichung/ruecknahme", data={}).location == address
    assert "16.3." in days_of()
    assert window.post(f"{address}/streichung/ruecknahme", data={}).status_code == 404


def test_one_more_date_is_added_from_the_list(cast, browser):
    event = series(cast)
    window, address = browser.as_(cast.ana), f"/veranstaltungen/{event.id}/termine"
    assert f"{address}/neu" in window.get(address).text
    assert 'value="15:00"' in window.get(f"{address}/neu").text

    answer = window.post(f"{address}/neu", data={"first_day": "2027-03-18", "starts": "18:30"})

    assert answer.location == f"/veranstaltungen/{event.id}/2027-03-18?um=1830"
    assert "18.3." in days_of()
    assert window.get(answer.location).status_code == 200
    assert window.post(f"{address}/neu", data={"first_day": "2027-03-19"}).location.endswith("/2027-03-19")


def test_what_is_added_and_taken_out_is_said(cast, browser):
    event = series(cast, added=(datetime(2027, 3, 18, 18, 30),), removed=(datetime(2027, 3, 16, 15),))
    address = f"/veranstaltungen/{event.id}"

    page = browser.get(f"{address}/termine").text

    assert "Jeden Dienstag, bis 27. April 2027, dazu 1 weiterer Termin, 1 Termin fällt weg · 15:00–17:00 Uhr" in page
    assert page.count("zusätzlich") == 1
    assert "Ein zusätzlicher Termin einer Reihe: jeden Dienstag" in browser.get(f"{address}/2027-03-18?um=1830").text
    assert "Ein Termin aus einer Reihe: jeden Dienstag" in browser.get(f"{address}/2027-03-23").text


def test_what_has_to_be_filled_in_is_not_called_optional(cast, browser):
    event = series(cast)

    for page in ("termine/neu", "2027-03-16/aenderung"):
        text = browser.as_(cast.ana).get(f"/veranstaltungen/{event.id}/{page}").text
        assert re.search(r'<label[^>]*for="first_day">Tag</label>', text), page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": "2027-03-16", "starts": "15:00"}, "schon einen Termin"),
        ({"first_day": "", "starts": "15:00"}, "An welchem Tag"),
        ({"first_day": "31.2.2027", "starts": "15:00"}, "first_day"),
        ({"first_day": "2027-03-18", "starts": "25:00"}, "starts"),
    ],
)
def test_a_date_that_cannot_be_added_is_explained(cast, browser, typed, said):
    event = series(cast)

    answer = browser.as_(cast.ana).post(f"/veranstaltungen/{event.id}/termine/neu", data=typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert len(days_of()) == 8


def test_one_more_date_is_the_business_of_its_organisation(cast, browser, new_browser):
    event, single = series(cast), post_event(cast.ana, draft())
    address, sent = f"/veranstaltungen/{event.id}/termine", {"first_day": "2027-03-18", "starts": "15:00"}

    assert "/anmelden" in browser.post(f"{address}/neu", data=sent).location
    assert "/neu" not in re.sub("/mein/.*?neu", "", browser.get(address).text)
    for person in (cast.vera, cast.carla, cast.olga):
        assert new_browser().as_(person).post(f"{address}/neu", data=sent).status_code == 403
        assert f"{address}/neu" not in new_browser().as_(person).get(address).text
    assert new_browser().as_(cast.ana).post(f"/veranstaltungen/{single.id}/termine/neu", data=sent).status_code == 404
    assert len(days_of(event.id)) == 8


DEEDS = ["absage", "absage/ruecknahme", "streichung", "streichung/ruecknahme", "aenderung"]


@pytest.mark.parametrize("deed", DEEDS)
def test_dates_are_the_business_of_their_organisation(cast, browser, new_browser, deed):
    event = series(cast)
    address = f"/veranstaltungen/{event.id}/2027-03-16/{deed}"

    assert "/anmelden" in browser.post(address, data={}).location
    for person in (cast.vera, cast.carla, cast.olga):
        assert new_browser().as_(person).post(address, data={}).status_code == 403
    assert len(days_of()) == 8


def test_what_people_may_not_do_is_not_offered(cast, browser):
    event = series(cast)
    address = f"/veranstaltungen/{event.id}/2027-03-16"

    for person in (None, cast.carla, cast.vera):
        page = (browser.as_(person) if person else browser).get(address)
        assert "/absage" not in page.text
    assert f"{address}/absage" in browser.as_(cast.ben).get(address).text


def _fields(page):
    """What a browser would send of the form on this page."""
    form = page[page.index('<form class="form"') :]
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_ticked = given.get("type") not in {"checkbox", "radio"} or " checked" in tag
        if "name" in given and is_ticked and given.get("type") != "file":
            found.setdefault(given["name"], []).append(given.get("value", ""))
    for name, inside in re.findall(r'<select\b[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option selected value="([^"]*)"', inside)
        found[name] = chosen or [""]
    for name, text in re.findall(r'<textarea\b[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = [text.strip()]
    return {key: value[0] if len(value) == 1 else value for key, value in found.items()}


def test_before_all_dates_change_ana_is_told_which(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-03-16"), "Krank")
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten", browser.as_(cast.ana)
    sent = _fields(window.get(address).text) | {"starts": "16:00", "ends": "18:00", "repeats_until": "2027-05-04"}

    question = window.post(address, data=sent)

    assert question.status_code == 200
    assert "Ändert 7 Termine von Di., 9. März 2027 bis Di., 27. Apr. 2027." in question.text
    assert "1 Termin, der einzeln geändert wurde" in question.text
    assert "1 Termin kommt dazu: Di., 4. Mai 2027." in question.text
    assert row_on(event, "2027-03-09").starts_local.hour == 15

    answer = window.post(address, data=sent | {"confirmed": _mark(question)})

    assert answer.status_code == 303
    assert days_of()[-1] == "4.5."
    assert only_event().starts_local.hour == 16


def _mark(page):
    return re.search(r'name="confirmed" value="([^"]+)"', page.text)[1]


def test_who_says_yes_to_something_else_is_asked_again(cast, browser):
    event = series(cast)
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten", browser.as_(cast.ana)
    sent = _fields(window.get(address).text)
    mark = _mark(window.post(address, data=sent | {"repeats_until": "2027-04-20"}))

    again = window.post(address, data=sent | {"repeats_until": "2027-03-23", "confirmed": mark})

    assert again.status_code == 200
    assert "5 Termine fallen weg: Di., 30. März 2027" in again.text
    assert len(days_of()) == 8


def test_this_date_and_those_that_follow_become_a_series_of_their_own(cast, browser):
    event = series(cast)
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten?termin=2027-04-06", browser.as_(cast.ana)
    page = window.get(address)
    assert 'value="2027-04-06"' in page.text
    sent = _fields(page.text) | {"place_name": "The Hall"}

    question = window.post(address, data=sent)
    assert "Ändert 4 Termine von Di., 6. Apr. 2027 bis Di., 27. Apr. 2027." in question.text
    answer = window.post(address, data=sent | {"confirmed": _mark(question)})

    assert answer.status_code == 303
    later = int(answer.location.rsplit("/", 1)[1])
    assert later != event.id
    assert (len(days_of(event.id)), days_of(later)) == (4, ["6.4.", "13.4.", "20.4.", "27.4."])
    assert "The Hall" in browser.get(f"/veranstaltungen/{later}/2027-04-06").text
    assert "Market Square" in browser.get(f"/veranstaltungen/{event.id}/2027-03-09").text


def test_dates_that_come_later_by_themselves_are_no_news(cast, browser):
    event = post_event(cast.ana, draft(rule="FREQ=WEEKLY;BYDAY=TU"))
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten?termin=2027-04-06", browser.as_(cast.ana)
    sent = _fields(window.get(address).text) | {"starts": "16:00", "ends": "18:00"}

    question = window.post(address, data=sent).text

    assert "Ändert 104 Termine von Di., 6. Apr. 2027" in question
    assert "dazu" not in re.search(r"Ändert 104 Termine.*?</form>", question, re.S)[0].partition("confirmed")[0]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"first_day": "2027-03-17", "starts": "15:00", "ends": "17:00"}, "statt am Di., 16. März"),
        ({"first_day": "2027-03-16", "starts": "18:00", "ends": "20:00"}, "statt um 15:00 Uhr"),
        ({"first_day": "2027-03-16", "starts": "15:00", "ends": "18:00"}, None),
    ],
)
def test_the_list_says_what_a_moved_date_is_instead_of(cast, browser, sent, said):
    event = series(cast)
    browser.as_(cast.ben).post(f"/veranstaltungen/{event.id}/2027-03-16/aenderung", data={"place_name": "", **sent})

    page = browser.get(f"/veranstaltungen/{event.id}/termine").text

    assert page.count("Verlegt") == 1
    assert (said in page) if said else ("statt" not in page)


@pytest.mark.parametrize("termin", ["2027-04-07", "x", "2027-99-99"])
def test_from_a_day_that_is_no_date_nothing_follows(cast, browser, termin):
    event = series(cast)

    answer = browser.as_(cast.ana).get(f"/mein/veranstaltungen/{event.id}/bearbeiten?termin={termin}")

    assert answer.status_code == 404


def test_which_dates_are_meant_is_asked_first(cast, browser):
    event = series(cast)
    date_deeds.cancel_date(cast.ana, event, row_on(event, "2027-04-20"), "Krank")
    window = browser.as_(cast.ana)
    assert f'href="/veranstaltungen/{event.id}/aenderung"' in window.get(f"/veranstaltungen/{event.id}").text

    page = window.get(f"/veranstaltungen/{event.id}/aenderung?termin=2027-03-16")

    assert f'href="/veranstaltungen/{event.id}/2027-03-16/aenderung"' in page.text
    assert f'href="/mein/veranstaltungen/{event.id}/bearbeiten?termin=2027-03-16"' in page.text
    assert "7 Termine, von Dienstag, 16. März 2027 bis Dienstag, 27. April 2027." in page.text
    assert "8 Termine, von Dienstag, 9. März 2027" in page.text
    assert browser.as_(cast.carla).get(f"/veranstaltungen/{event.id}/aenderung").status_code == 403


def test_a_draft_of_a_series_is_saved_without_questions(cast, browser):
    event = post_event(cast.ana, draft(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3"), publish=False)
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten", browser.as_(cast.ana)
    sent = _fields(window.get(address).text)
    assert (sent["repeats"], sent["repeats_count"]) == ("weekly", "3")

    assert window.post(address, data=sent | {"repeats_count": "2", "then": "save"}).status_code == 303
    assert days_of() == ["9.3.", "16.3."]


def test_a_single_event_becomes_a_series_and_a_series_a_single_event(cast, browser):
    event = post_event(cast.ana, draft())
    address, window = f"/mein/veranstaltungen/{event.id}/bearbeiten", browser.as_(cast.ana)

    window.post(address, data=_fields(window.get(address).text) | {"repeats": "weekly", "repeats_count": "3"})
    assert days_of() == ["9.3.", "16.3.", "23.3."]

    sent = _fields(window.get(address).text) | {"repeats": ""}
    window.post(address, data=sent | {"confirmed": _mark(window.post(address, data=sent))})
    assert days_of() == ["9.3."]


def test_a_cancelled_series_says_so_on_each_of_its_dates(cast, browser):
    event = series(cast)
    cancel_event(cast.ana, event, "Kein Geld")

    page = browser.get(f"/veranstaltungen/{event.id}/2027-03-16")

    assert "Kein Geld" in page.text
    assert "is-called-off" in page.text


def test_a_whole_series_is_put_off_without_a_new_day(cast, browser):
    event = series(cast)
    address, window = f"/veranstaltungen/{event.id}/verschiebung", browser.as_(cast.ana)
    assert 'name="first_day"' not in window.get(address).text

    window.post(address, data={"reason": "Der Saal wird gestrichen."})

    assert only_event().is_postponed
    assert "Der Saal wird gestrichen." in browser.get(f"/veranstaltungen/{event.id}/2027-03-16").text


def test_the_return_key_does_not_press_the_button_that_only_shows_the_dates(cast, browser):
    event = series(cast)
    window = browser.as_(cast.ana)
    for address in (NEW, f"/mein/veranstaltungen/{event.id}/bearbeiten"):
        form = window.get(address).text.split('enctype="multipart/form-data"')[1]
        first = re.search(r'<(?:button|input)[^>]*type="submit"[^>]*>', form)[0]
        assert "name=" not in first, address


def test_five_hundred_dates_cost_as_much_as_one(cast, browser, queries):
    short = post_event(cast.ana, draft(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=2"))
    long = post_event(cast.ana, draft(rule="FREQ=DAILY;COUNT=500"))
    window = browser.as_(cast.ana)
    for address in ("/veranstaltungen/{}", "/veranstaltungen/{}/termine", "/veranstaltungen/{}/2027-03-16",
                    "/mein/veranstaltungen/{}/bearbeiten", "/veranstaltungen/{}/aenderung"):  # fmt: skip
        counts = []
        for event in (short, long, short, long):
            with queries.counted():
                assert window.get(address.format(event.id)).status_code == 200
            counts.append(len(queries))
        assert counts[2] == counts[3], address


def test_what_is_over_is_found_among_the_past_dates(cast, browser, monkeypatch):
    event = series(cast)
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 4, 1, 8, tzinfo=UTC) + timedelta(hours=1))

    coming = browser.get(f"/veranstaltungen/{event.id}/termine").text
    past = browser.get(f"/veranstaltungen/{event.id}/termine?zeit=vergangen").text

    assert ("2027-03-16" in coming, "2027-04-06" in coming) == (False, True)
    assert ("2027-03-16" in past, "2027-04-06" in past) == (True, False)
