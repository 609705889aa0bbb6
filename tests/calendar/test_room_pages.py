"""The room in the event's form: found, held, asked for with posting. Carla asks for the Library, the hall is Ana's."""

import re

import pytest
from drafts import draft
from rooms import asked, at, offered
from sqlalchemy import func, select

from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.service import decisions, requests
from kiknet.calendar import service
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.places.draft import PlaceDraft

NEW = "/mein/veranstaltungen/neu"
TYPED = {"title": "Sprachcafé", "first_day": "2027-03-09", "starts": "15:00", "ends": "17:00", "summary": "Mit Kuchen"}


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def hall(cast):
    return offered(cast.ana)


@pytest.fixture
def instant(cast):
    return offered(cast.ana, mode="instant", title="Kleiner Saal", capacity=20)


def number_of(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def slot_states():
    db.session.rollback()
    return list(db.session.scalars(select(BookingSlot.state).order_by(BookingSlot.id)))


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


def test_the_form_says_what_is_free_then_and_what_nearly_fits(cast, browser, hall, instant):
    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"then": "room", "room_people": "30"})

    assert page.status_code == 200
    assert page.text.index("Das ist frei") < page.text.index("Großer Saal") < page.text.index("Passt beinahe")
    assert "nur für 20 Personen" in page.text
    assert 'value="Mit Kuchen"' in page.text
    assert number_of(Event) == 0


def test_without_a_time_the_form_asks_for_it(cast, browser, hall):
    page = browser.as_(cast.carla).post(NEW, data={"title": "Sprachcafé", "then": "room"})

    assert page.status_code == 422
    assert "Von wann bis wann?" in page.text


def test_taking_a_room_holds_it_for_a_quarter_of_an_hour(cast, browser, hall):
    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"then": f"room:{hall.id}"})

    assert "Bis 12:15 Uhr für Sie freigehalten" in page.text
    assert hidden(page, "room") == str(hall.id)
    assert slot_states() == ["held"]


def test_others_do_not_find_what_is_held_and_find_it_again_when_nobody_posts(cast, browser, hall, at):
    browser.as_(cast.carla).post(NEW, data=TYPED | {"then": f"room:{hall.id}"})
    asked = TYPED | {"then": "room"}
    assert "Genau dann ist kein Raum frei" in browser.as_(cast.ben).post(NEW, data=asked).text

    at(2027, 3, 1, 12, 16)

    assert "Das ist frei" in browser.as_(cast.ben).post(NEW, data=asked).text


def test_who_looks_for_another_room_gives_the_first_one_back(cast, browser, hall):
    window = browser.as_(cast.carla)
    window.post(NEW, data=TYPED | {"then": f"room:{hall.id}"})

    assert "Das ist frei" in window.post(NEW, data=TYPED | {"then": "room", "room": hall.id}).text
    assert slot_states() == []


def test_a_room_that_is_free_an_hour_later_brings_its_times_along(cast, browser, instant):
    post_event(cast.ben, draft(room_id=instant.id, place=None))

    found = browser.as_(cast.carla).post(NEW, data=TYPED | {"starts": "16:00", "ends": "17:00", "then": "room"})
    later = re.search(r'value="(room:\d+@[^"]+)"', found.text)[1]
    page = browser.post(NEW, data=TYPED | {"starts": "16:00", "ends": "17:00", "then": later})

    assert (hidden(page, "starts"), hidden(page, "ends")) == ("17:00", "18:00")
    assert slot_states() == ["confirmed", "held"]


@pytest.mark.parametrize("times", ["0001-01-01T00:00/0001-01-01T01:00", "9999-12-31T23:00/9999-12-31T23:30", "x"])
def test_times_no_calendar_has_are_passed_over(cast, browser, hall, times):
    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"then": f"room:{hall.id}@{times}"})

    assert page.status_code == 200
    assert (hidden(page, "starts"), hidden(page, "ends")) == ("15:00", "17:00")
    assert slot_states() == ["held"]


def test_posting_books_what_was_held(cast, browser, instant):
    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"then": f"room:{instant.id}"})

    answer = browser.post(NEW, data=TYPED | {"room": instant.id, "key": hidden(page, "key"), "then": "publish"})

    assert answer.status_code == 303
    assert slot_states() == ["confirmed"]
    event = db.session.scalar(select(Event))
    assert (event.is_public, event.place.name, event.place_note) == (True, "The Hall", "Kleiner Saal")


def test_two_taps_are_one_event_and_one_booking(cast, browser, instant):
    key = hidden(browser.as_(cast.carla).get(NEW), "key")
    answers = [browser.post(NEW, data=TYPED | {"room": instant.id, "key": key, "then": "publish"}) for _tap in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert (number_of(Event), number_of(Booking)) == (1, 1)


def test_when_the_room_was_taken_meanwhile_nothing_typed_is_lost(cast, browser, hall, instant):
    post_event(cast.ben, draft(room_id=instant.id, place=None))

    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"room": instant.id, "then": "publish"})

    assert page.status_code == 422
    assert "schon vergeben" in page.text
    assert 'id="statt-dessen"' in page.text
    assert "Großer Saal" in page.text
    assert 'value="Mit Kuchen"' in page.text
    assert number_of(Event) == 1


def test_house_rules_are_read_before_posting(cast, browser):
    hall = offered(cast.ana, house_rules="Bitte fegen.")
    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"room": hall.id, "then": "publish"})
    assert page.status_code == 422
    assert "Bitte fegen." in page.text

    answer = browser.post(NEW, data=TYPED | {"room": hall.id, "then": "publish", "accepts_rules": "y"})
    assert answer.status_code == 303


def test_a_series_says_on_how_many_dates_a_room_is_free_and_leaves_the_others_open(cast, browser, instant):
    post_event(cast.ben, draft(room_id=instant.id, place=None))
    weekly = TYPED | {"repeats": "weekly", "repeats_count": "4", "repeats_on": "1", "repeats_every": "1"}
    found = browser.as_(cast.carla).post(NEW, data=weekly | {"first_day": "2027-03-02", "then": "room"})
    assert "an 3 von 4 Terminen frei" in found.text

    posted = weekly | {"first_day": "2027-03-02", "room": instant.id, "then": "publish"}
    refused = browser.post(NEW, data=posted)
    assert refused.status_code == 422
    assert "room_conflicts" in refused.text

    answer = browser.post(NEW, data=posted | {"room_conflicts": "skip"})
    page = browser.get(answer.location)
    assert page.text.partition("</head>")[2].count("Ort noch offen") == 1
    assert "3 Termine" in page.text


def test_a_room_of_others_cannot_be_chosen_by_its_number(cast, browser):
    contact = offered(cast.ana, mode="contact")

    page = browser.as_(cast.carla).post(NEW, data=TYPED | {"then": f"room:{contact.id}"})
    assert page.status_code == 422
    assert browser.post(NEW, data=TYPED | {"then": "room:999999"}).status_code == 422
    assert browser.post(NEW, data=TYPED | {"room": "999999", "then": "publish"}).status_code in {404, 422}


def test_moving_the_event_in_its_form_asks_for_the_room_anew(cast, browser, hall):
    event = post_event(cast.carla, draft(room_id=hall.id, place=None))
    decisions.confirm(cast.ana, db.session.scalar(select(Booking)))
    edit = f"/mein/veranstaltungen/{event.id}/bearbeiten"
    page = browser.as_(cast.carla).get(edit)
    assert "Das ist der Raum dieser Veranstaltung" in page.text
    assert hidden(page, "room") == str(hall.id)

    same = {name: hidden(page, name) for name in ("version", "opened", "key", "room")}
    answer = browser.post(edit, data=TYPED | same | {"starts": "18:00", "ends": "20:00"})

    assert answer.status_code == 303
    assert slot_states() == ["confirmed", "requested"]
    shown = browser.get(f"/veranstaltungen/{event.id}").text
    assert "Ort noch offen" in shown


def test_strangers_see_that_the_place_is_open_everywhere(cast, browser, instant):
    event = post_event(cast.carla, draft(room_id=instant.id, place=None))
    decisions.cancel(cast.ana, db.session.scalar(select(Booking)), "Rohrbruch")
    feeds = ("/feeds/kalender.ics", "/feeds/kalender.atom")
    pages = (f"/veranstaltungen/{event.id}", "/kalender", "/kalender/2027/03")

    for address in (*feeds, *pages):
        shown = browser.get(address).text
        assert "Ort noch offen" in shown, address
        assert "Mühlweg" not in shown, address
    data = browser.get(f"/api/v1/events/{event.id}").get_json()
    assert (data["status"], data["location"], data["location_note"]) == ("tentative", None, "")
    found = re.search(r'"location": \[(.*?)\]', browser.get(pages[0]).text)[1]
    assert "Ort noch offen" in found.encode().decode("unicode_escape") or "Ort noch offen" in found


def test_strangers_are_led_to_the_page_of_a_room_they_may_see(cast, browser, instant):
    hidden_one = offered(cast.ana, mode="instant", title="Probenraum", visibility="network")
    event, rehearsal = (
        post_event(cast.carla, draft(room_id=room.id, place=None, rule="FREQ=WEEKLY;COUNT=2"))
        for room in (instant, hidden_one)
    )

    for page in (f"/veranstaltungen/{event.id}", f"/veranstaltungen/{event.id}/2027-03-16"):
        assert f'href="/raeume/{instant.id}"' in browser.get(page).text
    assert "/raeume/" not in browser.get(f"/veranstaltungen/{rehearsal.id}").text.replace('href="/raeume"', "")
    assert f'href="/raeume/{hidden_one.id}"' in browser.as_(cast.carla).get(f"/veranstaltungen/{rehearsal.id}").text


def test_from_a_booking_an_event_is_made_and_each_shows_the_other(cast, browser, hall):
    booking = requests.request_booking(cast.carla, _asked(hall))
    page = browser.as_(cast.carla).get(f"/buchungen/{booking.id}")
    assert f"/mein/veranstaltungen/neu?buchung={booking.id}" in page.text

    form = browser.get(f"/mein/veranstaltungen/neu?buchung={booking.id}")
    given = {name: hidden(form, name) for name in ("title", "first_day", "starts", "ends", "room", "booking", "key")}
    assert given["title"] == "Sprachcafé"
    answer = browser.post(NEW, data=given | {"then": "publish"})

    assert (number_of(BookingSlot), number_of(EventRoom)) == (1, 1)
    assert answer.location in browser.get(f"/buchungen/{booking.id}").text
    assert f"/buchungen/{booking.id}" in browser.get(answer.location).text
    seen_by_owner = browser.as_(cast.ana).get(f"/buchungen/{booking.id}")
    assert answer.location in seen_by_owner.text


def test_somebody_elses_booking_fills_no_form(cast, browser, hall):
    booking = requests.request_booking(cast.carla, _asked(hall))

    assert browser.as_(cast.ben).get(f"/mein/veranstaltungen/neu?buchung={booking.id}").status_code == 404


def _asked(hall):
    return asked(hall, at(15, 17, days=8))


def test_from_an_event_one_finds_a_room(cast, browser, hall):
    event = post_event(cast.carla, draft())
    found = browser.as_(cast.carla).get(f"/mein/veranstaltungen/{event.id}/raum")
    page = browser.get(found.location.partition("#")[0])

    assert "Das ist frei" in page.text
    assert "Großer Saal" in page.text
    assert browser.as_(cast.ben).get(f"/mein/veranstaltungen/{event.id}/raum").status_code == 403


def test_another_time_for_a_booked_room_of_an_event_is_set_at_the_event(cast, browser, hall):
    event = post_event(cast.carla, draft(room_id=hall.id, place=None))
    slot = db.session.scalar(select(BookingSlot))

    page = browser.as_(cast.carla).get(f"/buchungen/{slot.booking_id}/{slot.id}/aenderung")

    assert page.status_code in {302, 303}
    assert page.location == f"/mein/veranstaltungen/{event.id}/bearbeiten"


def test_a_form_without_a_room_costs_nothing_more(cast, browser, queries):
    window = browser.as_(cast.ana)
    window.get(NEW)
    with queries.counted():
        window.get(NEW)
    without = len(queries)
    offered(cast.ana)
    with queries.counted():
        window.get(NEW)

    assert len(queries) == without
    assert not any("resources" in statement or "event_rooms" in statement for statement in queries)


def test_posting_without_a_room_asks_nothing_about_rooms(cast, queries):
    post_event(cast.ana, draft())
    with queries.counted():
        post_event(cast.ana, draft(title="Another"))

    assert not any("resources" in each or "event_rooms" in each or "booking" in each for each in queries)


@pytest.mark.parametrize("count", [2, 40])
def test_finding_a_room_for_a_series_costs_the_same_for_two_dates_and_forty(cast, browser, queries, hall, count):
    weekly = TYPED | {"repeats": "weekly", "repeats_count": str(count), "repeats_every": "1", "then": "room"}
    window = browser.as_(cast.carla)
    window.post(NEW, data=weekly)
    with queries.counted():
        window.post(NEW, data=weekly)

    assert len(queries) <= 25, "\n".join(queries)


def test_asking_for_a_series_asks_the_database_as_often_for_two_dates_as_for_twelve(cast, hall, queries):
    def statements(count, title):
        with queries.counted():
            post_event(cast.carla, draft(title=title, rule=f"FREQ=WEEKLY;COUNT={count}", room_id=hall.id, place=None))
        return sum("INSERT INTO booking_slots" not in each for each in queries)

    statements(2, "Erst")
    assert statements(12, "Zwölf") == statements(2, "Zwei")


def test_a_declined_room_says_what_to_do_now(cast, browser, hall):
    event = post_event(cast.carla, draft(room_id=hall.id, place=None))
    asked_for = browser.as_(cast.carla).get(f"/veranstaltungen/{event.id}").text
    assert "Sobald der Raum bestätigt ist" in asked_for

    decisions.decline(cast.ana, db.session.scalar(select(Booking)), "Da putzen wir.")

    declined = browser.get(f"/veranstaltungen/{event.id}").text
    assert "Wählen Sie einen anderen Raum oder Ort" in declined
    assert "Abgelehnt" in declined


def test_others_of_the_network_see_the_room_but_no_way_into_the_booking(cast, browser, hall):
    event = post_event(cast.carla, draft(room_id=hall.id, place=None))
    page = browser.as_(cast.olga).get(f"/veranstaltungen/{event.id}").text

    assert f"/raeume/{hall.id}" in page
    assert "/buchungen/" not in page


@pytest.mark.parametrize(
    ("of_room", "words", "is_found"),
    [
        ("no", "mit dem Rollstuhl nicht zugänglich", False),
        ("partly", "mit dem Rollstuhl teilweise zugänglich", False),
        ("unknown", "mit dem Rollstuhl zugänglich", True),
    ],
)
def test_a_room_upstairs_is_not_what_its_house_is_at_the_door(cast, browser, of_room, words, is_found):
    upstairs = offered(cast.ana, mode="instant", wheelchair=of_room, accessibility_note="Eine Treppe führt hinauf.")
    event = post_event(cast.carla, draft(room_id=upstairs.id, place=None))

    page = browser.get(f"/veranstaltungen/{event.id}")
    found = browser.get("/kalender?von=2027-03-01&rollstuhl=1&ansicht=liste")

    assert upstairs.place.wheelchair == "yes"
    assert f"<dd>{words}<br>" in page.text
    assert "Eine Treppe führt hinauf." in page.text
    assert (event.title in found.text) is is_found


def test_a_step_free_room_counts_where_nothing_is_known_of_the_house(cast, browser):
    room = offered(cast.ana, mode="instant", place=PlaceDraft(name="Market Square"))
    event = post_event(cast.carla, draft(room_id=room.id, place=None))

    assert room.place.wheelchair == "unknown"
    assert event.title in browser.get("/kalender?von=2027-03-01&rollstuhl=1&ansicht=liste").text


def test_who_calls_off_a_series_in_a_room_is_told_what_becomes_of_both(cast, browser, instant):
    series = post_event(cast.carla, draft(room_id=instant.id, place=None, rule="FREQ=WEEKLY;COUNT=3"))
    once = post_event(cast.carla, draft(title="Lesung"))
    window = browser.as_(cast.carla)

    of_series = window.get(f"/veranstaltungen/{series.id}/absage").text
    of_one = window.get(f"/veranstaltungen/{once.id}/absage").text

    assert "Alle Termine von „Sprachcafé“ absagen?" in of_series
    assert "Der Raum wird wieder frei." in of_series
    assert "Die ganze Reihe absagen</" in of_series
    assert "„Lesung“ absagen?" in of_one
    assert "Der Raum" not in of_one


def test_nobody_is_offered_a_room_for_what_is_called_off(cast, browser, instant):
    event = post_event(cast.carla, draft(room_id=instant.id, place=None))
    window, address = browser.as_(cast.carla), f"/veranstaltungen/{event.id}"
    assert "Anderen Raum oder Ort wählen" in window.get(address).text

    service.cancel_event(cast.carla, event, "Krank")

    page = window.get(address).text
    assert "Raum oder Ort" not in page
    assert "Freien Raum finden" not in page
