"""Whatever is done to a series and to the bookings of its room, in whatever order: the two agree."""

from dataclasses import replace
from datetime import timedelta

import pytest
from drafts import STARTS, draft
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from rooms import offered
from series_deeds import do, nothing_is_on
from sqlalchemy import delete, select

from kiknet import clock
from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.service import decisions, requests
from kiknet.booking.slot import Slot
from kiknet.calendar import date_deeds, service
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event
from kiknet.calendar.on_date import room_id_on
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.places.draft import PlaceDraft

OURS = [
    "move", "elsewhere", "cancel", "take_back", "remove", "put_back", "all", "following", "add", "other_room",
    "cancel_event", "take_back_event", "postpone", "withdraw",
]  # fmt: skip
THEIRS = ["confirm", "decline", "call_off", "ask_again"]
DEEDS = st.lists(
    st.tuples(st.sampled_from([*OURS, *THEIRS]), st.integers(0, 11), st.integers(-30, 30)), min_size=1, max_size=8
)


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


def slots_of(event):
    found = select(BookingSlot).join(EventRoom, EventRoom.slot_id == BookingSlot.id)
    return list(db.session.scalars(found.where(EventRoom.event_id == event.id).order_by(BookingSlot.id)))


def decide(cast, event, deed, number):
    """What the hall's owner, Carla, or Ana on the page of her booking do with one slot."""
    slot = slots_of(event)[number]
    if deed == "confirm":
        decisions.confirm(cast.carla, slot.booking, [slot.id])
    elif deed == "decline":
        decisions.decline(cast.carla, slot.booking, "Nein", [slot.id])
    elif deed == "call_off":
        decisions.cancel(cast.carla, slot.booking, "Rohrbruch", [slot.id])
    else:
        requests.ask_again(cast.ana, slot)


def whole(cast, event, deed):
    if deed == "cancel_event":
        service.cancel_event(cast.ana, event, "")
    elif deed == "take_back_event":
        service.take_back_cancellation(cast.ana, event)
    elif deed == "postpone":
        service.postpone_event(cast.ana, event, "")
    else:
        service.withdraw_event(cast.ana, event)


def in_another_room(cast, event, number, room_id):
    """One date, in another room or back in that of the others."""
    row = event.occurrences[number % len(event.occurrences)]
    usual = date_deeds.draft_of(event, row)
    date_deeds.change_date(cast.ana, event, row, replace(usual, room_id=room_id))


def wrong_with(event):
    """The statement by brute force: every confirmed slot to come is that of a date that takes place, at just its time
    (or the one it had, until the answer), no date that is off holds one, and what is not certain says so."""
    now, slots = clock.now(), slots_of(event)
    is_on = event.publication == "published" and event.scheduling in ("planned", "confirmed")
    rows = {row.id: row for row in event.occurrences}
    links = {link.slot_id: link.occurrence_id for link in db.session.scalars(select(EventRoom))}
    waiting_for = {slot.replaces_id for slot in slots if slot.state_now == "requested"}
    for slot in slots:
        if slot.state_now not in ("requested", "confirmed") or slot.ends_at <= now:
            continue
        row = rows.get(links[slot.id])
        if row is None or not is_on or row.is_cancelled:
            yield f"slot {slot.id} belongs to no date that takes place"
        elif slot.slot != Slot(row.starts_at, row.ends_at) and slot.id not in waiting_for:
            yield f"slot {slot.id} is at another time than its date"
    confirmed = [(links[slot.id], slot.resource_id, slot.slot) for slot in slots if slot.state_now == "confirmed"]
    for row in rows.values():
        if row.ends_at <= now or not is_on or row.is_cancelled:
            continue
        room_id = room_id_on(event, row)
        has_room = (row.id, room_id, Slot(row.starts_at, row.ends_at)) in confirmed
        if room_id and row.is_place_open == has_room:
            yield f"date {row.id} does not say whether its place is certain"
    if len(confirmed) != len(set(confirmed)):
        yield "a date has its room twice"


@pytest.mark.parametrize("mode", ["request", "instant"])
@given(rule=st.sampled_from(["", "FREQ=WEEKLY;COUNT=5", "FREQ=DAILY;COUNT=6"]), deeds=DEEDS)
@examples(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_sequence_of_deeds_rooms_and_dates_agree(cast, mode, rule, deeds):
    nothing_is_on()
    with transaction() as session:
        session.execute(delete(Booking))
    hall = offered(cast.carla, title="Saal", mode=mode, hours=(), place=PlaceDraft(name="Market Square"))
    other = offered(cast.carla, title="Café", mode=mode, hours=(), place=PlaceDraft(name="The Hall"))
    wanted = draft(rule=rule, starts_local=STARTS, ends_local=STARTS + timedelta(hours=2), room_id=hall.id, place=None)
    events = [post_event(cast.ana, wanted)]
    for deed, number, hours in deeds:
        event = events[-1]
        try:
            if deed in THEIRS:
                decide(cast, event, deed, number)
            elif deed in OURS[10:]:
                whole(cast, event, deed)
            elif deed == "other_room":
                in_another_room(cast, event, number, other.id if hours % 2 else hall.id)
            else:
                event = do(cast, event, deed, number, hours)
        except (Rejected, NotAllowed, IndexError, ValueError):
            db.session.rollback()
        if event not in events:
            events.append(event)
        db.session.expire_all()
        assert [line for each in events for line in wrong_with(each)] == []


def test_the_statement_can_fail(cast):
    hall = offered(cast.carla, title="Saal", mode="instant", hours=())
    event = post_event(cast.ana, draft(room_id=hall.id, place=None))
    with transaction():
        db.session.get_one(Event, event.id).occurrences[0].state = "cancelled"

    assert list(wrong_with(event)) != []
