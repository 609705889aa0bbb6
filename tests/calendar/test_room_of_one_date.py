"""One date of a series in another room: asked for, answered, given back. Carla posts for the Library, Ana lends."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
from drafts import draft
from rooms import asked_of, offered
from sqlalchemy import select

from kiknet.booking.asked import Refused
from kiknet.booking.models import BookingSlot
from kiknet.booking.service import decisions, requests
from kiknet.booking.slot import Slot
from kiknet.calendar import date_deeds, repeating, room_following, splitting
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.places.draft import PlaceDraft


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def hall(cast):
    return offered(cast.ana, mode="instant")


@pytest.fixture
def cafe(cast):
    return offered(cast.ana, title="Café", place=PlaceDraft(name="Market Square"))


@pytest.fixture
def weekly(cast, hall):
    return post_event(cast.carla, draft(room_id=hall.id, place=None, rule="FREQ=WEEKLY;COUNT=3"))


def page(event):
    return f"/veranstaltungen/{event.id}/2027-03-16"


def second(event):
    db.session.expire_all()
    return sorted(event.occurrences, key=lambda row: row.recurrence_id)[1]


def take(by, event, room, **changes):
    row = second(event)
    date_deeds.change_date(by, event, row, replace(date_deeds.draft_of(event, row), room_id=room.id, **changes))


def slots_of(event, row):
    found = select(BookingSlot).join(EventRoom, EventRoom.slot_id == BookingSlot.id)
    return db.session.scalars(found.where(EventRoom.occurrence_id == row.id).order_by(BookingSlot.id)).all()


def states(event):
    return [(slot.resource.title, slot.state_now) for slot in slots_of(event, second(event))]


def shown_by_programs(browser):
    calendar = icalendar.Calendar.from_ical(browser.get("/feeds/kalender.ics").data)
    found = recurring_ical_events.of(calendar).between(datetime(2027, 3, 1), datetime(2027, 4, 1))
    return [str(each["LOCATION"]).partition(",")[0] for each in sorted(found, key=lambda each: each["DTSTART"].dt)]


def test_one_date_is_asked_for_in_another_room_and_all_others_stay(cast, weekly, cafe, browser):
    take(cast.carla, weekly, cafe)

    assert states(weekly) == [("Großer Saal", "cancelled"), ("Café", "requested")]
    assert [row.is_place_open for row in weekly.occurrences] == [False, True, False]
    assert "Ort noch offen" in browser.get(page(weekly)).text
    assert shown_by_programs(browser) == ["The Hall", "Ort noch offen", "The Hall"]

    decisions.confirm(cast.ana, slots_of(weekly, second(weekly))[-1].booking)

    assert [row.is_place_open for row in weekly.occurrences] == [False, False, False]
    assert shown_by_programs(browser) == ["The Hall", "Market Square", "The Hall"]
    text = browser.get(page(weekly)).text
    assert "Dieses Mal in einem anderen Raum" in text
    assert "Market Square" in text
    assert "Café" in text


def test_declined_that_date_alone_has_its_place_open(cast, weekly, cafe, browser):
    take(cast.carla, weekly, cafe)

    decisions.decline(cast.ana, slots_of(weekly, second(weekly))[-1].booking, "Rohrbruch")

    assert [row.is_place_open for row in weekly.occurrences] == [False, True, False]
    assert not weekly.is_place_open
    assert shown_by_programs(browser) == ["The Hall", "Ort noch offen", "The Hall"]


def test_back_in_the_usual_room_nothing_differs_any_more(cast, weekly, cafe, hall):
    take(cast.carla, weekly, cafe)

    take(cast.carla, weekly, hall)

    row = second(weekly)
    assert (row.room_id, row.place_id, row.place_note, row.is_touched, row.is_place_open) == (
        None,
        None,
        "",
        False,
        False,
    )
    assert states(weekly)[-2:] == [("Café", "withdrawn"), ("Großer Saal", "confirmed")]


def test_a_room_in_the_same_house_says_which(cast, weekly, browser):
    small = offered(cast.ana, title="Kleiner Saal", mode="instant")

    take(cast.carla, weekly, small)

    row = second(weekly)
    assert row.is_touched
    assert "Kleiner Saal" in browser.get(page(weekly)).text
    assert "Großer Saal" not in browser.get(page(weekly)).text
    assert "Großer Saal" in browser.get(page(weekly).replace("03-16", "03-23")).text


def test_without_a_room_of_its_own_the_series_may_still_have_one_on_a_date(cast, cafe):
    event = post_event(cast.carla, draft(rule="FREQ=WEEKLY;COUNT=3"))

    take(cast.carla, event, cafe)

    assert states(event) == [("Café", "requested")]
    assert [row.is_place_open for row in event.occurrences] == [False, True, False]
    assert not event.is_place_open


def test_at_a_typed_place_the_date_needs_no_room(cast, weekly):
    row = second(weekly)
    usual = date_deeds.draft_of(weekly, row)

    date_deeds.change_date(cast.carla, weekly, row, replace(usual, room_id=None, place=PlaceDraft(name="The Hall")))

    assert states(weekly) == [("Großer Saal", "cancelled")]
    assert not second(weekly).is_place_open


def test_when_the_room_is_taken_nothing_is_changed(cast, weekly, cafe):
    row = second(weekly)
    requests.request_booking(cast.ana, asked_of(cafe.id, Slot(row.starts_at, row.ends_at)))

    with pytest.raises(Refused):
        take(cast.carla, weekly, cafe)

    assert states(weekly) == [("Großer Saal", "confirmed")]
    assert second(weekly).room_id is None


def test_split_from_there_on_the_date_keeps_its_room(cast, weekly, cafe):
    take(cast.carla, weekly, cafe)
    row = second(weekly)

    later = splitting.change_following(
        cast.carla, weekly, row.recurrence_id, repeating.draft_from(weekly, row), weekly.revision
    )

    db.session.expire_all()
    assert [one.room_id for one in later.occurrences] == [cafe.id, None]
    assert [slot.state_now for slot in slots_of(later, later.occurrences[0])][-1] == "requested"


def test_a_date_too_far_ahead_is_asked_for_when_its_time_comes(cast, at):
    near = offered(cast.ana, mode="instant", title="Probenraum", advance_days=10)
    event = post_event(cast.carla, draft(rule="FREQ=WEEKLY;COUNT=3"))
    take(cast.carla, event, near)
    assert states(event) == []

    at(2027, 3, 10, 12)

    assert room_following.ask_for_what_is_near() == 1
    assert states(event) == [("Probenraum", "confirmed")]


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


def test_on_the_page_of_the_date_a_free_room_is_found_held_and_asked_for(cast, weekly, cafe, browser):
    window, address = browser.as_(cast.carla), f"{page(weekly)}/aenderung"
    assert f"{address}?raum=suchen" in window.get(page(weekly)).text
    found = window.get(f"{address}?raum=suchen")
    assert f'value="room:{cafe.id}"' in found.text
    typed = {"first_day": "2027-03-16", "starts": "15:00", "ends": "17:00", "place_name": "The Hall", "note": "Mit Tee"}
    typed |= {"version": hidden(found, "version"), "opened": hidden(found, "opened")}

    held = window.post(address, data=typed | {"then": f"room:{cafe.id}"})

    assert "Bis 12:15 Uhr für Sie freigehalten." in held.text
    assert "Mit Tee" in held.text
    assert states(weekly) == [("Großer Saal", "confirmed")]

    answer = window.post(address, data=typed | {"room": hidden(held, "room")})

    assert (answer.status_code, answer.location) == (303, page(weekly))
    assert states(weekly) == [("Großer Saal", "cancelled"), ("Café", "requested")]
    shown = window.get(page(weekly)).text
    assert f'href="/raeume/{cafe.id}"' in shown
    booking = slots_of(weekly, second(weekly))[-1].booking
    assert f'href="/buchungen/{booking.id}"' in shown
    assert f"/veranstaltungen/{weekly.id}" in window.get(f"/buchungen/{booking.id}").text


def test_a_room_taken_meanwhile_brings_the_form_back_with_what_is_free(cast, weekly, cafe, browser):
    window, address, row = browser.as_(cast.carla), f"{page(weekly)}/aenderung", second(weekly)
    found = window.get(f"{address}?raum=suchen")
    typed = {"first_day": "2027-03-16", "starts": "15:00", "ends": "17:00", "place_name": "", "note": "Mit Tee"}
    typed |= {"version": hidden(found, "version"), "opened": hidden(found, "opened"), "room": str(cafe.id)}
    requests.request_booking(cast.ana, asked_of(cafe.id, Slot(row.starts_at, row.ends_at + timedelta(hours=1))))

    answer = window.post(address, data=typed)

    assert answer.status_code == 422
    assert "Mit Tee" in answer.text
    assert f'value="room:{cafe.id}"' not in answer.text
    assert states(weekly) == [("Großer Saal", "confirmed")]
