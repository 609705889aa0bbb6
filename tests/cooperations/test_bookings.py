"""Rooms for a cooperation: asked for from its page, shown on both sides."""

import pytest
from drafts import draft
from rooms import asked, at, offered

from kiknet import clock
from kiknet.booking.models import Booking
from kiknet.booking.service import decisions
from kiknet.booking.service.requests import request_booking
from kiknet.calendar import cooperating
from kiknet.calendar import service as calendar
from kiknet.cooperations import parts
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db
from kiknet.errors import NotAllowed


@pytest.fixture
def cafe(cast):
    """The Library leads it, the Mill is in; the Mill lends its hall."""
    return found(cast.carla, CooperationDraft(title="Sprachcafé für alle"), with_=[cast.mill], have_agreed=True)


def items(app, by, cooperation):
    part = next(part for part in parts.PARTS if part.name == "bookings")
    with app.test_request_context():
        return part.items(by, cooperation)


def test_the_request_begun_from_it_is_filled_in_and_belongs_to_it(cast, cafe, browser):
    hall = offered(cast.ana)
    slot = at()
    page = browser.as_(cast.carla).get(f"/raeume/{hall.id}/anfrage?kooperation={cafe.id}").text
    assert 'value="Sprachcafé für alle"' in page
    day = slot.starts_at.date().isoformat()
    sent = {
        "day": day,
        "starts": "14:00",
        "ends": "16:00",
        "purpose": "Sprachcafé",
        "quantity": "1",
        "conflicts": "all",
    }
    answer = browser.post(f"/raeume/{hall.id}/anfrage", data=sent | {"cooperation": str(cafe.id), "every": ""})
    assert answer.status_code == 303
    assert db.session.query(Booking).one().cooperation_id == cafe.id


def test_both_see_it_on_the_page_of_the_cooperation(cast, cafe, app):
    hall = offered(cast.ana)
    booking = request_booking(cast.carla, asked(hall, cooperation_id=cafe.id))
    (item,) = items(app, cast.ana, cafe)
    assert (item.title, item.url, item.owner) == ("Großer Saal", f"/buchungen/{booking.id}", "The Mill")
    assert "Angefragt" in item.detail
    decisions.confirm(cast.ana, booking, None)
    assert "Zugesagt" in items(app, cast.carla, cafe)[0].detail
    assert items(app, None, cafe) == []


def test_whoever_is_in_reads_the_booking_and_nobody_else(cast, cafe, browser):
    hall = offered(cast.carla)
    of_both = request_booking(cast.carla, asked(hall, cooperation_id=cafe.id))
    own = request_booking(cast.carla, asked(hall, at(17, 18)))
    browser.as_(cast.ana)
    assert browser.get(f"/buchungen/{own.id}").status_code == 404
    assert "Sprachcafé" in browser.get(f"/buchungen/{of_both.id}").text


def test_nobody_books_for_a_cooperation_they_are_not_in(cast):
    hall = offered(cast.ana)
    theirs = found(cast.carla, CooperationDraft(title="Ein Fest"))
    with pytest.raises(NotAllowed):
        request_booking(cast.ana, asked(hall, cooperation_id=theirs.id))
    assert db.session.query(Booking).count() == 0


def test_the_room_of_its_event_is_booked_for_it(cast, cafe, at):
    hall = offered(cast.ana)
    event = calendar.post_event(cast.carla, draft(cooperation_id=cafe.id, room_id=hall.id, place=None))
    assert event.awaits_room
    assert db.session.query(Booking).one().cooperation_id == cafe.id


def change(by, event, **changes):
    calendar.change_event(by, event, draft(room_id=event.room_id, place=None, **changes), event.revision)


def test_the_booking_goes_along_when_its_event_moves_to_another_cooperation_or_to_none(cast, cafe):
    fest = found(cast.carla, CooperationDraft(title="Ein Fest"))
    hall = offered(cast.ana, mode="instant")
    event = calendar.post_event(cast.carla, draft(cooperation_id=cafe.id, room_id=hall.id, place=None))

    for cooperation_id in (fest.id, None, cafe.id):
        change(cast.carla, event, cooperation_id=cooperation_id)

        assert db.session.query(Booking).one().cooperation_id == cooperation_id


def test_a_cooperation_begun_from_an_event_has_its_booking_too(cast, app):
    hall = offered(cast.ana, mode="instant")
    event = calendar.post_event(cast.carla, draft(room_id=hall.id, place=None))

    began = found(cast.carla, CooperationDraft(title="Ein Fest"), then=cooperating.beginning(cast.carla, event.id).done)

    assert db.session.query(Booking).one().cooperation_id == began.id


def test_what_was_booked_for_more_than_the_event_stays_where_it_was(cast, cafe):
    hall = offered(cast.ana, mode="instant")
    booking = request_booking(cast.carla, asked(hall, at(15, 17), at(15, 17, days=40), cooperation_id=cafe.id))
    slot = booking.slots[0]
    times = {"starts_local": clock.to_local(slot.starts_at), "ends_local": clock.to_local(slot.ends_at)}

    calendar.post_event(cast.carla, draft(room_id=hall.id, place=None, **times), booking=booking)

    assert booking.cooperation_id == cafe.id


def test_an_event_made_of_its_booking_belongs_to_it(cast, cafe, browser):
    hall = offered(cast.ana)
    booking = request_booking(cast.carla, asked(hall, cooperation_id=cafe.id))
    page = browser.as_(cast.carla).get(f"/mein/veranstaltungen/neu?buchung={booking.id}").text
    assert f'<option selected value="{cafe.id}">' in page


def test_the_network_sees_what_occupies_a_room_and_not_who_was_told_no(cast, cafe, app):
    hall = offered(cast.ana)
    booking = request_booking(cast.carla, asked(hall, cooperation_id=cafe.id))
    assert len(items(app, cast.olga, cafe)) == 1
    decisions.decline(cast.ana, booking, "Da wird gestrichen.")
    assert items(app, cast.olga, cafe) == []
    assert len(items(app, cast.carla, cafe)) == 1


def test_from_the_list_over_a_rooms_page_to_the_request_it_stays_for_the_cooperation(cast, cafe, browser):
    hall = offered(cast.ana)
    carla = browser.as_(cast.carla)
    page = f"/raeume/{hall.id}?kooperation={cafe.id}"
    assert page in carla.get(f"/raeume?kooperation={cafe.id}").text
    assert f"/raeume/{hall.id}/anfrage?kooperation={cafe.id}" in carla.get(page).text
