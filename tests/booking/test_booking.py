"""Asking, answering, ending: Ana decides for the Mill, Carla asks for the Library."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from post import mails_to
from rooms import HALL, asked, at, chairs, offered
from sqlalchemy import func, select

from kiknet import clock
from kiknet.audit import AuditEntry
from kiknet.booking import queries
from kiknet.booking.asked import Refused
from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.opening import Closure, Hours
from kiknet.booking.service import decisions, requests, resources, timely
from kiknet.booking.service.resources import StillBooked
from kiknet.booking.slot import Slot
from kiknet.db import db, transaction
from kiknet.errors import Gone, NotAllowed, NotFound, Rejected
from kiknet.organisations.service import office


def ask(by, resource, *slots, **more):
    key = more.pop("key", None)
    return requests.request_booking(by, asked(resource, *slots, **more), key=key)


def states(booking):
    db.session.expire_all()
    return [slot.state_now for slot in booking.slots]


def later(monkeypatch, **delta):
    now = clock.now() + timedelta(**delta)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_request_is_confirmed_and_the_key_is_told(cast):
    booking = ask(cast.carla, offered(cast.ana))
    assert states(booking) == ["requested"]
    assert "The Library" in mails_to("ana@example.org", "booking_requested")[0].subject

    decisions.confirm(cast.ana, booking)

    assert states(booking) == ["confirmed"]
    assert "Hausmeister" in mails_to("carla@example.org", "booking_confirmed")[0].text


def test_requests_do_not_block_each_other_but_a_promise_does(cast):
    hall = offered(cast.ana)
    first, second = ask(cast.carla, hall), ask(cast.carla, hall, purpose="Chor")

    decisions.confirm(cast.ana, first)

    assert states(second) == ["declined"]
    declined = mails_to("carla@example.org", "booking_declined")[0].text
    assert f"/raeume/{hall.id}/anfrage?tag=" in declined
    with pytest.raises(Refused):
        ask(cast.carla, hall, purpose="Tanz")


def test_what_touches_may_follow(cast):
    hall = offered(cast.ana, mode="instant")
    ask(cast.carla, hall, at(14, 16))

    assert states(ask(cast.carla, hall, at(16, 18))) == ["confirmed"]
    assert states(ask(cast.carla, hall, at(12, 14))) == ["confirmed"]


def test_buffers_keep_bookings_apart(cast):
    hall = offered(cast.ana, mode="instant", buffer_before=30, buffer_after=30)
    ask(cast.carla, hall, at(14, 16))

    with pytest.raises(Refused):
        ask(cast.carla, hall, at(16, 18))
    assert states(ask(cast.carla, hall, at(17, 18))) == ["confirmed"]


def test_twenty_chairs(cast):
    """12 from 14 to 15 h and 12 from 15 to 16 h with 8 from 14 to 16 h fit; 12 and 9 do not."""
    some = chairs(cast.ana, mode="instant")
    ask(cast.carla, some, at(14, 15), quantity=12)
    ask(cast.carla, some, at(15, 16), quantity=12)

    with pytest.raises(Refused):
        ask(cast.carla, some, at(14, 16), quantity=9)
    assert states(ask(cast.carla, some, at(14, 16), quantity=8)) == ["confirmed"]


def test_confirming_leaves_requests_that_still_fit(cast):
    some = chairs(cast.ana)
    big, small, late = (ask(cast.carla, some, at(14, 16), quantity=n, purpose=str(n)) for n in (12, 9, 8))

    decisions.confirm(cast.ana, big)

    assert (states(small), states(late)) == (["declined"], ["requested"])


def test_hall_chairs_and_projector_are_one_request(cast):
    hall, some = offered(cast.ana, mode="instant"), chairs(cast.ana, mode="instant")

    booking = ask(cast.carla, hall, items=((some.id, 15), (hall.id, 1)))

    assert [(slot.resource.title, slot.quantity) for slot in booking.slots] == [("Stühle", 15), ("Großer Saal", 1)]
    with pytest.raises(Refused):
        ask(cast.carla, hall, at(18, 20), items=((hall.id, 1), (some.id, 21)))
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 1


def test_a_series_is_had_whole_or_not_at_all(cast):
    hall = offered(cast.ana, mode="instant")
    ask(cast.carla, hall, at(days=37))
    several = [at(days=30), at(days=37), at(days=44)]

    with pytest.raises(Refused) as refused:
        ask(cast.carla, hall, *several)

    assert [(slot, why) for _id, slot, why in refused.value.refusals] == [(several[1], "taken")]


def test_or_with_the_taken_dates_left_out_to_be_asked_for_again(cast):
    hall = offered(cast.ana, mode="instant")
    other = ask(cast.carla, hall, at(days=37))

    booking = ask(cast.carla, hall, at(days=30), at(days=37), at(days=44), is_all_or_nothing=False)
    assert states(booking) == ["confirmed", "skipped", "confirmed"]

    with pytest.raises(Refused):
        requests.ask_again(cast.carla, booking.slots[1])
    decisions.cancel(cast.carla, other, "Doch nicht")
    requests.ask_again(cast.carla, booking.slots[1])
    assert sorted(states(booking)) == ["confirmed", "confirmed", "confirmed", "withdrawn"]


def test_of_a_series_some_dates_are_confirmed_and_others_declined(cast):
    booking = ask(cast.carla, offered(cast.ana), at(days=30), at(days=37), at(days=44))
    first, second, _third = (slot.id for slot in booking.slots)

    decisions.confirm(cast.ana, booking, {first})
    decisions.decline(cast.ana, booking, "Da ist Flohmarkt", {second})

    assert states(booking) == ["confirmed", "declined", "requested"]


@pytest.mark.parametrize(
    ("changes", "slot", "why"),
    [
        ({}, at(20, 23), "closed"),
        ({"hours": ()}, at(20, 26), None),
        ({"closures": (Closure(date(2026, 1, 1), date(2026, 12, 31), True),)}, at(), "closed"),
        ({"notice_hours": 24 * 40}, at(), "notice"),
        ({"advance_days": 10}, at(), "advance"),
        ({"hours": ()}, at(8, 8 + 24 * 32), "too_long"),
    ],
)
def test_the_house_has_rules(cast, changes, slot, why):
    hall = offered(cast.ana, mode="instant", **changes)
    if why is None:
        assert states(ask(cast.carla, hall, slot)) == ["confirmed"]
        return

    with pytest.raises(Refused) as refused:
        ask(cast.carla, hall, slot, overrides=True)

    assert [reason for _id, _slot, reason in refused.value.refusals] == [why]


def test_only_the_owner_may_override_them_and_it_is_noted(cast):
    hall = offered(cast.ana, notice_hours=24 * 40)
    with pytest.raises(Refused):
        ask(cast.ana, hall, at(20, 23))

    assert states(ask(cast.ana, hall, at(20, 23), overrides=True)) == ["confirmed"]

    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "booking.request")).one()
    assert noted.changes == {"overridden": ["notice"]}
    with pytest.raises(Refused):
        ask(cast.ana, hall, at(20, 23), overrides=True, purpose="Noch eins")


def test_house_rules_must_be_accepted(cast):
    hall = offered(cast.ana, house_rules="Bitte leise.")

    with pytest.raises(Rejected):
        ask(cast.carla, hall)
    assert ask(cast.carla, hall, accepts_rules=True).rules_accepted_at is not None


def test_what_is_lent_by_word_of_mouth_only_its_owner_enters(cast):
    hall = offered(cast.ana, mode="contact")

    with pytest.raises(NotAllowed):
        ask(cast.carla, hall)
    assert states(ask(cast.ana, hall)) == ["confirmed"]


def test_a_hold_blocks_for_a_quarter_of_an_hour_and_frees_itself(cast, monkeypatch):
    hall = offered(cast.ana, mode="instant")
    requests.hold(cast.carla, hall, at())
    with pytest.raises(Refused):
        ask(cast.ana, hall)

    later(monkeypatch, minutes=15)

    assert states(ask(cast.ana, hall)) == ["confirmed"]


def test_whoever_holds_may_ask_and_holds_one_thing_at_a_time(cast):
    hall = offered(cast.ana, mode="instant")
    requests.hold(cast.carla, hall, at(8, 10))
    requests.hold(cast.carla, hall, at())

    assert states(ask(cast.ana, hall, at(8, 10))) == ["confirmed"]
    assert states(ask(cast.carla, hall)) == ["confirmed"]
    assert db.session.scalar(select(func.count()).where(BookingSlot.state == "held")) == 0


def test_the_same_form_sent_twice_books_once(cast):
    hall, key = offered(cast.ana, mode="instant"), uuid4()

    assert ask(cast.carla, hall, key=key).id == ask(cast.carla, hall, key=key).id


def test_either_side_may_cancel_and_the_other_is_told(cast):
    hall = offered(cast.ana, mode="instant")
    by_asker, by_house = ask(cast.carla, hall, at(8, 10)), ask(cast.carla, hall, at(12, 14))

    decisions.cancel(cast.carla, by_asker, "Wir sind krank")
    decisions.cancel(cast.ana, by_house, "Rohrbruch")

    assert (states(by_asker), states(by_house)) == (["cancelled"], ["cancelled"])
    assert "krank" in mails_to("ana@example.org", "booking_called_off")[0].text
    assert "Rohrbruch" in mails_to("carla@example.org", "booking_cancelled")[0].text
    assert states(ask(cast.carla, hall, at(8, 10), purpose="Neu")) == ["confirmed"]


def test_a_request_can_be_withdrawn_but_not_by_others(cast):
    booking = ask(cast.carla, offered(cast.ana))

    with pytest.raises(NotAllowed):
        decisions.withdraw(cast.ana, booking)
    decisions.withdraw(cast.carla, booking)

    assert states(booking) == ["withdrawn"]
    with pytest.raises(Rejected):
        decisions.confirm(cast.ana, booking)


def test_another_time_keeps_the_old_one_until_it_is_decided(cast):
    hall = offered(cast.ana)
    booking = ask(cast.carla, hall, at(14, 16))
    decisions.confirm(cast.ana, booking)

    requests.change_time(cast.carla, booking.slots[0], at(15, 17))
    assert states(booking) == ["confirmed", "requested"]
    with pytest.raises(Refused):
        ask(cast.carla, hall, at(14, 15), purpose="Chor")

    decisions.confirm(cast.ana, booking)
    assert states(booking) == ["cancelled", "confirmed"]
    assert states(ask(cast.carla, hall, at(14, 15), purpose="Chor")) == ["requested"]


def test_a_declined_change_leaves_everything_as_it_was(cast):
    booking = ask(cast.carla, offered(cast.ana), at(14, 16))
    decisions.confirm(cast.ana, booking)
    new = requests.change_time(cast.carla, booking.slots[0], at(18, 20))

    decisions.decline(cast.ana, booking, "Da ist Chor", {new.id})

    assert states(booking) == ["confirmed", "declined"]


def test_nobody_else_decides_or_even_sees_it(cast):
    hall = offered(cast.ana)
    booking = ask(cast.carla, hall)

    for other in (cast.carla, cast.vera, cast.ben):
        with pytest.raises(NotAllowed):
            decisions.confirm(other, booking)
    with pytest.raises(NotFound):
        queries.booking_by_id(cast.olga, booking.id)


def test_editors_decide_where_they_were_granted_that(cast):
    booking = ask(cast.carla, offered(cast.ana, editors_decide=True))

    assert len(mails_to("ben@example.org", "booking_requested")) == 1
    decisions.confirm(cast.ben, booking)
    assert states(booking) == ["confirmed"]


def test_a_request_expires_after_two_weeks_and_the_owner_was_reminded(cast, monkeypatch):
    booking = ask(cast.carla, offered(cast.ana))
    for days in (5, 6):
        later(monkeypatch, days=days)
        timely.remind()
        timely.remind()
        timely.expire()
    assert len(mails_to("ana@example.org", "booking_reminder")) == 2
    assert states(booking) == ["requested"]

    later(monkeypatch, days=3, minutes=1)

    assert states(booking) == ["expired"]
    assert (timely.expire(), timely.expire()) == (1, 0)
    assert len(mails_to("carla@example.org", "booking_expired")) == 1
    with pytest.raises(Rejected):
        decisions.confirm(cast.ana, booking)


def test_a_request_for_soon_has_two_reminders_as_well(cast, monkeypatch):
    booking = ask(cast.carla, offered(cast.ana), at(days=3))
    waits = booking.slots[0].starts_at - clock.now()
    sent = []
    for _tenth in range(9):
        later(monkeypatch, seconds=waits.total_seconds() / 10)
        timely.remind()
        sent.append(len(mails_to("ana@example.org", "booking_reminder")))

    assert sent == [0, 0, 1, 1, 1, 1, 1, 2, 2]


def test_a_request_expires_at_its_start_at_the_latest(cast, monkeypatch):
    booking = ask(cast.carla, offered(cast.ana), at(days=2))

    later(monkeypatch, days=2, hours=24)

    assert states(booking) == ["expired"]


def test_the_house_hears_in_the_morning_what_is_on(cast, monkeypatch):
    ask(cast.ana, offered(cast.ana), at(days=3))
    ask(cast.ana, chairs(cast.ana), at(days=4), quantity=3)
    midnight = clock.midnight(clock.today() + timedelta(days=3))
    monkeypatch.setattr(clock, "now", lambda: midnight + timedelta(hours=6))

    assert (timely.tell_the_houses(), timely.tell_the_houses()) == (1, 1)

    mails = mails_to("ana@example.org", "booking_morning")
    assert len(mails) == 1
    assert "Großer Saal" in mails[0].text
    assert "Stühle" not in mails[0].text


def test_closing_days_with_bookings_asks_first(cast):
    hall = offered(cast.ana, mode="instant")
    ask(cast.carla, hall)
    day = clock.to_local(at().starts_at).date()
    shut = replace(HALL, mode="instant", closures=(Closure(day, day),))

    with pytest.raises(StillBooked) as asks:
        resources.change(cast.ana, hall, shut, hall.revision)
    assert [slot.booking.purpose for slot in asks.value.slots] == ["Sprachcafé"]

    resources.change(cast.ana, hall, shut, hall.revision, keeps_bookings=True)
    with pytest.raises(Refused):
        ask(cast.carla, hall, at(18, 20), purpose="Neu")


EASTER_MONDAY = (2027, 3, 29)
ALL_WEEK = tuple(Hours(day, time(0), time(0)) for day in range(7))


def local(*wall):
    return clock.from_local(datetime(*wall))


@pytest.mark.parametrize(
    ("starts", "ends", "changes"),
    [
        ((2027, 3, 9, 19), (2027, 3, 9, 22), {"hours": tuple(Hours(day, time(8), time(21)) for day in range(7))}),
        ((2027, 3, 9, 19), (2027, 3, 9, 22), {"hours": tuple(h for h in ALL_WEEK if h.weekday != 1)}),
        ((2027, 3, 9, 20), (2027, 3, 10, 2), {"closures": (Closure(date(2027, 3, 10), date(2027, 3, 10)),)}),
        ((2027, 3, 9, 9), (2027, 3, 13, 18), {"closures": (Closure(date(2027, 3, 11), date(2027, 3, 11)),)}),
        ((2027, 8, 1, 9), (2027, 8, 1, 10), {"closures": (Closure(date(2020, 8, 1), date(2020, 8, 31), True),)}),
        ((*EASTER_MONDAY, 9), (*EASTER_MONDAY, 10), {"closes_on_holidays": True}),
        ((2027, 3, 24, 9), (2027, 3, 24, 10), {"closes_in_school_holidays": True}),
    ],
    ids=["hours", "weekday", "over midnight", "in the middle", "august", "holiday", "school holiday"],
)
def test_whatever_closes_over_a_confirmed_booking_lists_it_and_asks(cast, at, starts, ends, changes):
    at(2027, 3, 1, 12)
    hall = offered(cast.ana, mode="instant", hours=ALL_WEEK)
    ask(cast.carla, hall, Slot(local(*starts), local(*ends)))
    ask(cast.carla, hall, Slot(local(2027, 4, 14, 9), local(2027, 4, 14, 10)), purpose="Bleibt")
    shut = replace(HALL, mode="instant", **{"hours": ALL_WEEK} | changes)

    with pytest.raises(StillBooked) as asks:
        resources.change(cast.ana, hall, shut, hall.revision)

    assert [slot.booking.purpose for slot in asks.value.slots] == ["Sprachcafé"]
    resources.change(cast.ana, hall, shut, hall.revision, keeps_bookings=True)
    with pytest.raises(Refused):
        ask(cast.carla, hall, Slot(local(*starts), local(*ends)), purpose="Neu")


def test_what_was_booked_outside_the_hours_is_not_asked_about_again(cast):
    hall = offered(cast.ana)
    ask(cast.ana, hall, at(20, 23), overrides=True)

    resources.change(cast.ana, hall, replace(HALL, title="Saal"), hall.revision)

    assert hall.title == "Saal"


def test_fewer_chairs_than_are_promised_lists_the_bookings_and_asks(cast):
    some = chairs(cast.ana, mode="instant")
    ask(cast.carla, some, at(14, 16), quantity=12)
    ask(cast.carla, some, at(16, 18), quantity=6, purpose="Später")
    fewer = replace(HALL, kind="furniture", title="Stühle", capacity=None, hours=(), mode="instant", quantity=10)

    with pytest.raises(StillBooked) as asks:
        resources.change(cast.ana, some, fewer, some.revision)

    assert [slot.quantity for slot in asks.value.slots] == [12]


def test_what_is_no_longer_lent_is_settled_with_everybody(cast):
    hall = offered(cast.ana)
    booked, waiting = ask(cast.carla, hall, at(8, 10)), ask(cast.carla, hall, at(12, 14))
    decisions.confirm(cast.ana, booked)

    resources.retire(cast.ana, hall)

    assert (states(booked), states(waiting)) == (["cancelled"], ["declined"])
    with pytest.raises(Gone):
        queries.resource_by_id(cast.carla, hall.id)
    with pytest.raises(NotAllowed):
        ask(cast.carla, hall, at(18, 20))


def test_a_room_for_the_network_is_not_there_for_strangers(cast):
    hall = offered(cast.ana, visibility="network")

    assert queries.resource_by_id(cast.carla, hall.id) == hall
    with pytest.raises(NotFound):
        queries.resource_by_id(None, hall.id)
    assert queries.offered(None) == []


def test_editors_and_viewers_offer_nothing(cast):
    for by in (cast.ben, cast.vera):
        with pytest.raises(NotAllowed):
            offered(by)


def test_forgotten_holds_are_cleared_away(cast, monkeypatch):
    requests.hold(cast.carla, offered(cast.ana), at())
    later(monkeypatch, hours=2)

    timely.expire()

    assert db.session.scalar(select(func.count()).select_from(Booking)) == 0


def test_a_slot_that_ends_before_it_starts_is_refused_by_the_database(cast):
    booking = ask(cast.carla, offered(cast.ana))

    with pytest.raises(Exception, match="starts_before_it_ends"), transaction():
        booking.slots[0].ends_at = booking.slots[0].starts_at


def test_of_two_that_were_one_the_one_that_stays_lends_and_has_booked(cast):
    hall, reading_room = offered(cast.ana), offered(cast.carla, title="Lesesaal")
    for_carla, for_ana = ask(cast.carla, hall), ask(cast.ana, reading_room)

    office.merge(cast.olga, cast.mill, cast.city_library)
    db.session.expire_all()

    assert hall.owner_id == for_ana.organisation_id == cast.city_library.id
    decisions.confirm(cast.carla, for_carla)
    assert states(for_carla) == ["confirmed"]


def test_whoever_changes_their_mind_about_another_time_has_one_in_the_end(cast):
    booking = ask(cast.carla, offered(cast.ana), at(14, 16))
    decisions.confirm(cast.ana, booking)
    second = requests.change_time(cast.carla, booking.slots[0], at(15, 17))

    requests.change_time(cast.carla, second, at(18, 20))
    assert states(booking) == ["confirmed", "withdrawn", "requested"]
    assert "14:00–16:00" in mails_to("ana@example.org", "booking_requested")[0].text.split("statt:")[1]
    with pytest.raises(Rejected):
        requests.change_time(cast.carla, booking.slots[0], at(10, 12))

    decisions.confirm(cast.ana, booking)
    assert states(booking) == ["cancelled", "withdrawn", "confirmed"]


def test_another_time_asked_for_again_is_still_instead_of_the_first(cast):
    booking = ask(cast.carla, offered(cast.ana), at(14, 16))
    decisions.confirm(cast.ana, booking)
    new = requests.change_time(cast.carla, booking.slots[0], at(15, 17))
    decisions.decline(cast.ana, booking, "Noch nicht sicher", {new.id})

    requests.ask_again(cast.carla, new)
    decisions.confirm(cast.ana, booking)

    assert sorted(states(booking)) == ["cancelled", "confirmed", "declined"]


def test_what_was_declined_is_asked_for_again_once(cast):
    booking = ask(cast.carla, chairs(cast.ana), quantity=8)
    decisions.decline(cast.ana, booking, "Noch nicht sicher")
    declined = booking.slots[0]
    again = requests.ask_again(cast.carla, declined)

    with pytest.raises(Rejected):
        requests.ask_again(cast.carla, declined)
    decisions.confirm(cast.ana, booking)
    with pytest.raises(Rejected):
        requests.ask_again(cast.carla, declined)
    assert states(booking) == ["declined", "confirmed"]

    decisions.cancel(cast.carla, booking, "krank", {again.id})
    requests.ask_again(cast.carla, declined)
    assert sorted(states(booking)) == ["cancelled", "declined", "requested"]


def test_a_change_of_what_is_booked_at_once_says_what_it_is_instead_of(cast):
    booking = ask(cast.carla, offered(cast.ana, mode="instant"), at(14, 16))

    requests.change_time(cast.carla, booking.slots[0], at(18, 20))

    second, first = mails_to("ana@example.org", "booking_made")
    assert "statt:" not in first.text
    assert "14:00–16:00" in second.text.split("statt:")[1]


def test_moving_a_request_where_everything_is_booked_at_once_by_now_declines_nothing(cast):
    hall = offered(cast.ana)
    booking = ask(cast.carla, hall, at(14, 16))
    with transaction():
        hall.mode = "instant"

    requests.change_time(cast.carla, booking.slots[0], at(15, 17))

    assert states(booking) == ["withdrawn", "confirmed"]
    assert not mails_to("carla@example.org", "booking_declined")
