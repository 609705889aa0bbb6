"""Story 4 of the product, by its own numbers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from rooms import asked_of, at, chairs, offered
from sqlalchemy import func, select

from kiknet.accounts.models import User
from kiknet.booking.alternatives import alternatives
from kiknet.booking.asked import Refused
from kiknet.booking.models import BookingSlot, Resource
from kiknet.booking.service import requests
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

FIFTY, AT_ONCE = 50, 10


def test_fifty_people_confirm_the_same_slot_and_forty_nine_are_offered_alternatives(app, cast):
    """In threads of one process, ten at a time; `test_room_races` does it with eight on a real server."""
    hall_id = offered(cast.ana, mode="instant").id
    who = cast.carla.user.id, cast.carla.organisation.id
    together = Barrier(AT_ONCE)

    def book(number):
        with app.app_context():
            by = _acting(*who)
            together.wait(timeout=60)
            try:
                requests.request_booking(by, asked_of(hall_id, purpose=f"Nr. {number}"))
            except Refused as refusal:
                ((_resource, slot, why),) = refusal.refusals
                found = alternatives(db.session.get_one(Resource, hall_id), slot, 1)
                return why, [(each.slot, each.resource.id) for each in found]
            finally:
                db.session.remove()
            return "won", []

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(book, range(FIFTY)))

    assert [why for why, _offers in answers].count("won") == 1
    lost = [offers for why, offers in answers if why == "taken"]
    assert len(lost) == FIFTY - 1
    assert all((at(12, 14), hall_id) in offers and (at(16, 18), hall_id) in offers for offers in lost)
    confirmed = select(func.count()).where(BookingSlot.state == "confirmed")
    assert db.session.scalar(confirmed) == 1


def _acting(user_id, organisation_id):
    user, organisation = db.session.get(User, user_id), db.session.get(Organisation, organisation_id)
    return Acting(user, organisation, "admin")


@pytest.mark.parametrize(
    ("lent", "wanted", "fits"),
    [
        ([(14, 16, 12)], (14, 16, 8), True),
        ([(14, 16, 12)], (14, 16, 9), False),
        ([(14, 15, 12), (15, 16, 12)], (14, 16, 8), True),
        ([(14, 15, 12), (15, 16, 12)], (14, 16, 9), False),
    ],
)
def test_twenty_chairs_twelve_and_eight_fit_twelve_and_nine_do_not(cast, lent, wanted, fits):
    some = chairs(cast.ana, mode="instant")
    for starts, ends, number in lent:
        requests.request_booking(cast.carla, asked_of(some.id, at(starts, ends), items=((some.id, number),)))
    starts, ends, number = wanted
    last = asked_of(some.id, at(starts, ends), items=((some.id, number),))

    if fits:
        assert requests.request_booking(cast.carla, last).slots[0].state == "confirmed"
    else:
        with pytest.raises(Refused):
            requests.request_booking(cast.carla, last)
