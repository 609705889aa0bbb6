"""A room that is gone while somebody fills in the form: the form comes back, with everything in it."""

from contextlib import contextmanager

import pytest
from drafts import draft
from rooms import asked, at, offered
from sqlalchemy import delete, event, func, select

from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.service import requests, resources
from kiknet.calendar import service
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.errors import NotAllowed
from kiknet.organisations.service import office

NEW = "/mein/veranstaltungen/neu"
TYPED = {"title": "Sprachcafé", "first_day": "2027-03-09", "starts": "15:00", "ends": "17:00", "summary": "Mit Kuchen"}
GONE = "nicht mehr verliehen"
BUTTONS = ["publish", "plan", "preview", "look", "room:{}", "room:{}@2027-03-09T16:00/2027-03-09T18:00"]


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def hall(cast):
    return offered(cast.ana, mode="instant")


def number_of_events():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Event))


@pytest.mark.parametrize("repeats", ["", "weekly"])
@pytest.mark.parametrize("then", BUTTONS)
def test_a_room_that_was_withdrawn_meanwhile_loses_nothing_that_was_typed(cast, browser, hall, then, repeats):
    resources.retire(cast.ana, hall)
    number = str(hall.id)
    several = {"repeats": repeats, "repeats_count": "3", "repeats_every": "1"}

    answer = browser.as_(cast.carla).post(NEW, data=TYPED | several | {"room": number, "then": then.format(number)})

    assert answer.status_code in {200, 422}
    assert 'value="Mit Kuchen"' in answer.text
    assert GONE in answer.text
    assert f'name="room" type="hidden" value="{number}"' not in answer.text
    assert number_of_events() == 0


@pytest.mark.parametrize("then", ["publish", "preview", "room:{}"])
def test_an_event_whose_room_was_withdrawn_can_still_be_changed(cast, browser, hall, then):
    event = service.post_event(cast.carla, draft(room_id=hall.id, place=None))
    resources.retire(cast.ana, hall)
    version, address = str(event.revision), f"/mein/veranstaltungen/{event.id}/bearbeiten"
    window = browser.as_(cast.carla)

    opened = window.get(address)
    sent = TYPED | {"room": str(hall.id), "version": version, "then": then.format(hall.id)}
    answer = window.post(address, data=sent | {"starts": "16:00", "ends": "18:00"})
    mended = window.post(address, data=TYPED | {"version": version, "place_name": "Market Square", "then": "publish"})

    assert (opened.status_code, GONE in opened.text) == (200, True)
    assert answer.status_code in {200, 422}
    assert 'value="Mit Kuchen"' in answer.text
    assert GONE in answer.text
    assert mended.status_code == 303
    db.session.expire_all()
    assert (event.place.name, event.room_id, event.is_place_open) == ("Market Square", None, False)


def test_a_date_whose_room_was_withdrawn_can_still_be_changed(cast, browser, hall):
    event = service.post_event(cast.carla, draft(room_id=hall.id, place=None, rule="FREQ=WEEKLY;COUNT=3"))
    resources.retire(cast.ana, hall)
    address, window = f"/veranstaltungen/{event.id}/2027-03-16/aenderung", browser.as_(cast.carla)
    later = {"first_day": "2027-03-16", "starts": "16:00", "ends": "18:00", "note": "Mit Chor"}

    opened = window.get(address)
    answer = window.post(address, data=later | {"room": str(hall.id), "version": str(event.revision)})

    assert (opened.status_code, GONE in opened.text) == (200, True)
    assert answer.status_code == 422
    assert "Mit Chor" in answer.text
    assert GONE in answer.text


def test_what_was_called_off_takes_place_after_all_though_its_room_is_gone(cast, hall):
    event = service.post_event(cast.carla, draft(room_id=hall.id, place=None))
    service.cancel_event(cast.carla, event, "Krank")
    resources.retire(cast.ana, hall)

    service.take_back_cancellation(cast.carla, event)

    assert (event.scheduling, event.is_place_open) == ("confirmed", True)
    reasons = db.session.scalars(select(BookingSlot.reason).where(BookingSlot.state == "skipped")).all()
    assert reasons == ["retired"]


def test_nobody_asks_an_organisation_that_takes_part_no_longer(cast, browser, hall):
    office.suspend(cast.olga, cast.mill, "Pause")
    window = browser.as_(cast.carla)

    with pytest.raises(NotAllowed):
        requests.request_booking(cast.carla, asked(hall))
    offers = window.post(NEW, data=TYPED | {"then": "room"})
    posted = window.post(NEW, data=TYPED | {"room": str(hall.id), "then": "publish"})
    asked_for = window.get(f"/raeume/{hall.id}/anfrage")

    assert "Großer Saal" not in offers.text
    assert posted.status_code == 422
    assert GONE in posted.text
    assert (asked_for.status_code, "zurzeit nicht verliehen" in asked_for.text) == (403, True)
    office.resume(cast.olga, cast.mill)
    assert "Großer Saal" in window.post(NEW, data=TYPED | {"then": "room"}).text


@contextmanager
def letting_go_at_once():
    """In another tab the same person looks for something else, just after this one has got hold of a room."""

    done = []

    def let_go(_session):
        if done:
            return
        done.append(True)
        held = select(BookingSlot.booking_id).where(BookingSlot.state == "held")
        with db.engine.begin() as other:
            other.execute(delete(Booking).where(Booking.id.in_(held)))

    event.listen(db.session, "after_commit", let_go)
    try:
        yield
    finally:
        event.remove(db.session, "after_commit", let_go)
    assert done


@pytest.mark.parametrize("where", ["form of the event", "form of the room"])
def test_pressed_in_two_tabs_at_once_nothing_breaks(cast, browser, hall, where):
    window, slot = browser.as_(cast.carla), at()
    day = slot.starts_at.date().isoformat()
    sent = {
        "form of the event": (NEW, TYPED | {"then": f"room:{hall.id}"}),
        "form of the room": (
            f"/raeume/{hall.id}/anfrage",
            {"day": day, "starts": "14:00", "ends": "16:00", "quantity": "1", "then": "hold", "purpose": "Mit Kuchen"},
        ),
    }
    window.get("/mein/")
    address, typed = sent[where]

    with letting_go_at_once():
        answer = window.post(address, data=typed)

    assert answer.status_code == 200
    assert "Mit Kuchen" in answer.text
    assert "freigehalten" in answer.text


def test_a_draft_keeps_what_was_typed_and_says_that_its_room_is_gone(cast, browser, hall):
    resources.retire(cast.ana, hall)
    window = browser.as_(cast.carla)

    window.post(NEW, data=TYPED | {"room": str(hall.id), "then": "draft"})
    opened = window.get(f"/mein/veranstaltungen/{db.session.scalars(select(Event.id)).one()}/bearbeiten").text

    assert 'value="Mit Kuchen"' in opened
    assert GONE in opened
