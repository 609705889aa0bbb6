"""An event moves from one house to another: each reads its own booking only, and has house rules of its own."""

from dataclasses import replace
from datetime import timedelta

import cast as our_cast
import pytest
from drafts import ENDS, STARTS, draft
from rooms import asked_of, offered
from sqlalchemy import select

from kiknet import clock
from kiknet.booking import policy
from kiknet.booking.models import Booking
from kiknet.booking.service import decisions, requests
from kiknet.booking.service.keeping import Terms
from kiknet.booking.slot import Slot
from kiknet.calendar import service
from kiknet.calendar.copies import draft_of
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.errors import Rejected

ACCEPTED = Terms(accepts_rules=True)
LATER = {"starts_local": STARTS + timedelta(hours=3), "ends_local": ENDS + timedelta(hours=3)}


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def dora(cast):
    """Admin of the School, whose house is the third."""
    with transaction() as session:
        school = our_cast._organisation("school", "The School")
        session.add(school)
        session.flush()
        return our_cast._member("Dora", school, "admin")


@pytest.fixture
def hall(cast):
    return offered(cast.ana, house_rules="Bitte fegen.")


@pytest.fixture
def event(cast, hall):
    """Carla's, confirmed in Ana's hall."""
    event = post_event(cast.carla, draft(room_id=hall.id, place=None), terms=ACCEPTED)
    decisions.confirm(cast.ana, bookings()[0])
    return event


def bookings():
    db.session.expire_all()
    return list(db.session.scalars(select(Booking).order_by(Booking.id)))


def changed(by, event, terms=Terms(), **changes):  # noqa: B008 - it is frozen
    return service.change_event(by, event, replace(draft_of(event), **changes), event.revision, terms=terms)


def states(booking):
    return [slot.state_now for slot in booking.slots]


def test_the_rules_of_one_house_are_not_those_of_the_next(cast, dora, event):
    aula = offered(dora, title="Aula", house_rules="Keine Straßenschuhe.")

    with pytest.raises(Rejected) as refused:
        changed(cast.carla, event, room_id=aula.id)

    assert refused.value.field == "accepts_rules"
    assert states(bookings()[0]) == ["confirmed"]


def test_each_house_reads_its_own_booking_only(cast, dora, event):
    aula = offered(dora, title="Aula", house_rules="Keine Straßenschuhe.")

    changed(cast.carla, event, ACCEPTED, room_id=aula.id)

    first, second = bookings()
    assert (states(first), states(second)) == (["cancelled"], ["requested"])
    assert [policy.may_see_booking(cast.ana, each) for each in (first, second)] == [True, False]
    assert [policy.may_see_booking(dora, each) for each in (first, second)] == [False, True]


def test_the_rules_of_another_room_in_the_same_house_are_read_too(cast, hall, event):
    small = offered(cast.ana, title="Kleiner Saal", house_rules="Kein Kaffee.")

    with pytest.raises(Rejected):
        changed(cast.carla, event, room_id=small.id)
    changed(cast.carla, event, ACCEPTED, room_id=small.id)

    assert [states(each) for each in bookings()] == [["cancelled", "requested"]]


def test_at_another_time_in_the_same_room_nothing_is_asked_twice(cast, hall, event):
    changed(cast.carla, event, **LATER)

    assert [states(each) for each in bookings()] == [["confirmed", "requested"]]


def test_back_in_the_first_house_its_rules_are_known(cast, dora, event, hall):
    aula = offered(dora, title="Aula")
    changed(cast.carla, event, room_id=aula.id)

    changed(cast.carla, event, room_id=hall.id, **LATER)

    first, second = bookings()
    assert (states(first), states(second)) == (["cancelled", "requested"], ["withdrawn"])


def test_what_two_houses_lend_for_one_event_moves_with_it(cast, dora, hall):
    piano = offered(
        dora, kind="equipment", title="Klavier", capacity=None, hours=(), house_rules="Bitte nicht stimmen."
    )
    slot = Slot(clock.from_local(STARTS), clock.from_local(ENDS))
    both = asked_of(hall.id, slot, items=((hall.id, 1), (piano.id, 1)), accepts_rules=True)
    booking = requests.request_booking(cast.carla, both)
    for owner in (cast.ana, dora):
        decisions.confirm(owner, booking)
    event = post_event(cast.carla, draft(room_id=hall.id, place=None), booking=booking)

    changed(cast.carla, event, **LATER)

    first, *others = bookings()
    assert states(first) == ["confirmed", "confirmed"]
    assert [states(each) for each in others] == [["requested"], ["requested"]]
    assert {slot.resource.title for each in others for slot in each.slots} == {"Großer Saal", "Klavier"}
