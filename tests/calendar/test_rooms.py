"""An event follows its room, and the room the event: Carla posts for the Library, the hall is Ana's."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from drafts import ENDS, STARTS, draft
from post import mails_to
from rooms import asked, chairs, offered
from sqlalchemy import func, select

from kiknet import clock
from kiknet.booking.asked import Refused
from kiknet.booking.models import Booking, BookingSlot
from kiknet.booking.service import decisions, requests, resources
from kiknet.booking.slot import Slot
from kiknet.calendar import date_deeds, organisers, room_following, service, splitting, telling
from kiknet.calendar.copies import draft_of
from kiknet.calendar.kept_models import EventRoom, EventText
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.errors import NotAllowed, Rejected
from kiknet.notifications import choosing
from kiknet.notifications.models import Notice
from kiknet.places.draft import PlaceDraft

WEEKLY = "FREQ=WEEKLY;COUNT=4"


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def hall(cast):
    return offered(cast.ana)


@pytest.fixture
def instant(cast):
    return offered(cast.ana, mode="instant", title="Kleiner Saal")


def posted(by, room, **changes):
    return post_event(by, draft(room_id=room.id, place=None, **changes))


def slots_of(event):
    db.session.expire_all()
    links = db.session.scalars(select(EventRoom).where(EventRoom.event_id == event.id).order_by(EventRoom.slot_id))
    return [link.slot for link in links]


def states(event):
    return [slot.state_now for slot in slots_of(event)]


def booking_of(event):
    return slots_of(event)[-1].booking


def text_of(event):
    return db.session.scalar(select(EventText.text).where(EventText.event_id == event.id, EventText.language == "de"))


def open_dates(event):
    db.session.expire_all()
    return [row.starts_local.day for row in event.occurrences if row.is_place_open]


def changed(by, event, **changes):
    return service.change_event(by, event, replace(draft_of(event), **changes), event.revision)


def test_what_is_lent_at_once_is_booked_with_posting(cast, instant):
    event = posted(cast.carla, instant)

    assert states(event) == ["confirmed"]
    assert (event.scheduling, event.is_place_open, event.place.name) == ("confirmed", False, "The Hall")
    assert "LOCATION:The Hall\\, Mühlweg 1\\, 87435 Kempten\\, Kleiner Saal" in text_of(event).replace("\r\n ", "")
    assert "Sprachcafé" in mails_to("ana@example.org", "booking_made")[0].text


def test_an_event_waits_for_its_room_and_is_public_once_it_is_confirmed(cast, hall):
    event = posted(cast.carla, hall)
    assert (states(event), event.scheduling, event.awaits_room) == (["requested"], "planned", True)
    assert not event.is_public

    decisions.confirm(cast.ana, booking_of(event))

    db.session.expire_all()
    assert (event.scheduling, event.is_place_open, event.is_public) == ("confirmed", False, True)
    assert "STATUS:CONFIRMED" in text_of(event)
    assert "Im Kalender" in mails_to("carla@example.org", "event_room")[0].subject


def test_a_plan_stays_a_plan_with_its_room(cast, hall):
    event = posted(cast.carla, hall, scheduling="planned")

    decisions.confirm(cast.ana, booking_of(event))

    db.session.expire_all()
    assert (event.scheduling, event.is_place_open) == ("planned", False)


def test_an_event_nobody_outside_has_seen_stays_a_plan_when_its_room_is_declined(cast, hall):
    event = posted(cast.carla, hall)

    decisions.decline(cast.ana, booking_of(event), "Da putzen wir.")

    db.session.expire_all()
    assert (event.scheduling, event.is_place_open, event.is_public) == ("planned", True, False)
    told = mails_to("carla@example.org", "event_room")[0]
    assert f"/mein/veranstaltungen/{event.id}/raum" in told.text
    assert "Der Grund: Da putzen wir." in told.text


def test_a_published_event_stays_with_its_place_open_when_the_room_is_lost(cast, instant):
    event = posted(cast.carla, instant)
    sequence = event.sequence

    decisions.cancel(cast.ana, booking_of(event), "Rohrbruch")

    db.session.expire_all()
    assert (event.scheduling, event.is_place_open, event.is_public) == ("confirmed", True, True)
    text = text_of(event)
    assert "STATUS:TENTATIVE" in text
    assert "LOCATION:Ort noch offen" in text
    assert event.sequence == sequence + 1


def test_the_partners_hear_of_a_lost_room_once(cast, instant):
    event = post_event(cast.carla, draft(room_id=instant.id, place=None), partners=[cast.mill])
    organisers.accept(cast.ana, event)
    decisions.cancel(cast.ana, booking_of(event), "Rohrbruch")
    telling.tell_about_changes()

    assert len(mails_to("ben@example.org", "event_room")) == 1
    assert mails_to("ben@example.org", "event_changed") == []


def test_another_place_makes_it_certain_again(cast, instant):
    event = posted(cast.carla, instant)
    decisions.cancel(cast.ana, booking_of(event), "Rohrbruch")

    changed(cast.carla, event, room_id=None, place=PlaceDraft(name="Market Square"), place_note="")

    assert (event.is_place_open, event.place.name, event.scheduling) == (False, "Market Square", "confirmed")


def test_another_room_lets_go_of_the_first(cast, hall, instant):
    event = posted(cast.carla, instant)

    changed(cast.carla, event, room_id=hall.id)

    assert states(event) == ["cancelled", "requested"]
    assert (event.is_place_open, event.place_note) == (True, "Großer Saal")


def test_when_the_event_moves_its_room_is_asked_anew_and_the_old_time_kept(cast, hall):
    event = posted(cast.carla, hall)
    decisions.confirm(cast.ana, booking_of(event))

    changed(cast.carla, event, starts_local=STARTS + timedelta(hours=3), ends_local=ENDS + timedelta(hours=3))
    assert states(event) == ["confirmed", "requested"]
    assert (event.is_place_open, event.scheduling) == (True, "confirmed")

    decisions.confirm(cast.ana, booking_of(event))
    assert states(event) == ["cancelled", "confirmed"]
    assert not event.is_place_open


def test_when_the_new_time_is_declined_the_old_one_is_free_for_others(cast, hall):
    event = posted(cast.carla, hall)
    decisions.confirm(cast.ana, booking_of(event))
    changed(cast.carla, event, starts_local=STARTS + timedelta(hours=3), ends_local=ENDS + timedelta(hours=3))

    decisions.decline(cast.ana, booking_of(event), "Da ist Chor.")

    assert states(event) == ["cancelled", "declined"]
    assert event.is_place_open


def test_moved_back_it_needs_no_answer(cast, hall):
    event = posted(cast.carla, hall)
    decisions.confirm(cast.ana, booking_of(event))
    changed(cast.carla, event, starts_local=STARTS + timedelta(hours=3), ends_local=ENDS + timedelta(hours=3))

    changed(cast.carla, event, starts_local=STARTS, ends_local=ENDS)

    assert states(event) == ["confirmed", "withdrawn"]
    assert not event.is_place_open


def test_where_the_room_is_taken_nothing_is_changed_if_all_is_wanted(cast, instant):
    event = posted(cast.carla, instant)
    posted(cast.ben, instant, starts_local=STARTS + timedelta(hours=3), ends_local=ENDS + timedelta(hours=3))

    with pytest.raises(Refused):
        service.change_event(
            cast.carla,
            event,
            replace(draft_of(event), starts_local=STARTS + timedelta(hours=3), ends_local=ENDS + timedelta(hours=3)),
            event.revision,
            terms=service.Terms(),
        )

    assert (states(event), event.starts_local) == (["confirmed"], STARTS)


def test_a_cancelled_event_needs_no_room_and_asks_again_when_it_is_on_after_all(cast, instant):
    event = posted(cast.carla, instant)

    service.cancel_event(cast.carla, event, "Krank")
    assert states(event) == ["cancelled"]
    assert "Termin findet dann nicht statt" in mails_to("ana@example.org", "booking_called_off")[0].text

    service.take_back_cancellation(cast.carla, event)
    assert states(event) == ["cancelled", "confirmed"]


@pytest.mark.parametrize("deed", [lambda by, e: service.postpone_event(by, e, ""), service.withdraw_event])
def test_what_is_put_off_or_withdrawn_needs_no_room(cast, hall, deed):
    event = posted(cast.carla, hall)
    decisions.confirm(cast.ana, booking_of(event))
    deed(cast.carla, event)

    assert states(event) == ["cancelled"]


def test_a_draft_keeps_no_room_until_it_is_sent(cast, instant):
    event = post_event(cast.carla, draft(room_id=instant.id, place=None), publish=False)
    assert states(event) == []

    service.publish_event(cast.carla, event)
    assert states(event) == ["confirmed"]


def test_a_room_that_was_taken_meanwhile_posts_nothing(cast, instant):
    posted(cast.ben, instant)

    with pytest.raises(Refused):
        post_event(cast.carla, draft(room_id=instant.id, place=None), terms=service.Terms())

    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_each_date_of_a_series_has_a_slot_and_an_answer_of_its_own(cast, hall):
    event = posted(cast.carla, hall, rule=WEEKLY)
    asked = slots_of(event)
    assert (len(asked), event.scheduling) == (4, "planned")
    assert len(mails_to("ana@example.org", "booking_requested")) == 1

    decisions.decline(cast.ana, booking_of(event), "Ostern", [asked[2].id])
    decisions.confirm(cast.ana, booking_of(event))

    assert open_dates(event) == [23]
    assert (event.scheduling, event.is_place_open) == ("confirmed", False)
    overrides = text_of(event).split("BEGIN:VEVENT")[2:]
    assert len(overrides) == 1
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20270323T150000" in overrides[0]
    assert "STATUS:TENTATIVE" in overrides[0]


def test_a_date_that_was_left_out_can_be_asked_for_again(cast, instant):
    posted(cast.ben, instant, starts_local=STARTS + timedelta(days=7), ends_local=ENDS + timedelta(days=7))
    event = posted(cast.carla, instant, rule=WEEKLY)
    assert states(event) == ["confirmed", "skipped", "confirmed", "confirmed"]
    assert open_dates(event) == [16]

    bens = db.session.scalar(select(Booking).where(Booking.organisation_id == cast.mill.id))
    decisions.cancel(cast.ben, bens, "")
    requests.ask_again(cast.carla, slots_of(event)[1])

    assert open_dates(event) == []


def test_a_cancelled_date_lets_go_of_its_slot_only(cast, instant):
    event = posted(cast.carla, instant, rule=WEEKLY)

    date_deeds.cancel_date(cast.carla, event, event.occurrences[1], "")

    assert states(event) == ["confirmed", "cancelled", "confirmed", "confirmed"]


def test_a_date_taken_out_lets_go_and_one_more_asks(cast, instant):
    event = posted(cast.carla, instant, rule=WEEKLY)

    date_deeds.remove_date(cast.carla, event, event.occurrences[1])
    date_deeds.add_date(cast.carla, event, STARTS + timedelta(days=60))

    assert states(event) == ["confirmed", "cancelled", "confirmed", "confirmed", "confirmed"]
    assert open_dates(event) == []


def test_a_date_elsewhere_needs_no_room(cast, instant):
    event = posted(cast.carla, instant, rule=WEEKLY)
    row = event.occurrences[1]

    like = date_deeds.draft_of(event, row)
    date_deeds.change_date(cast.carla, event, row, replace(like, place=PlaceDraft(name="Market Square")))

    assert states(event) == ["confirmed", "cancelled", "confirmed", "confirmed"]
    assert open_dates(event) == []


def test_what_follows_takes_its_slots_along(cast, instant):
    event = posted(cast.carla, instant, rule=WEEKLY)
    row = event.occurrences[2]
    later = draft_from(event, row)
    hour = timedelta(hours=1)
    later = replace(later, starts_local=later.starts_local + hour, ends_local=later.ends_local + hour)

    following = splitting.change_following(cast.carla, event, row.recurrence_id, later, event.revision)

    assert states(event) == ["confirmed", "confirmed"]
    assert states(following) == ["cancelled", "cancelled", "confirmed", "confirmed"]
    assert open_dates(following) == []


def test_a_series_that_moves_to_wednesdays_takes_its_rooms_along(cast, hall):
    event = posted(cast.carla, hall, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4")
    decisions.confirm(cast.ana, booking_of(event))

    changed(
        cast.carla,
        event,
        rule="FREQ=WEEKLY;BYDAY=WE;COUNT=4",
        starts_local=STARTS + timedelta(days=1),
        ends_local=ENDS + timedelta(days=1),
    )

    assert states(event) == ["confirmed"] * 4 + ["requested"] * 4
    decisions.confirm(cast.ana, booking_of(event))
    assert states(event) == ["cancelled"] * 4 + ["confirmed"] * 4


def test_a_room_no_longer_lent_leaves_its_events_with_an_open_place(cast, instant):
    event = posted(cast.carla, instant)

    resources.retire(cast.ana, instant)

    db.session.expire_all()
    assert event.is_place_open


def test_an_event_made_from_a_booking_takes_place_in_it(cast, hall):
    slot = Slot(clock.from_local(STARTS), clock.from_local(ENDS))
    booking = requests.request_booking(cast.carla, asked(hall, slot))
    decisions.confirm(cast.ana, booking)

    event = post_event(cast.carla, draft(room_id=hall.id, place=None), booking=booking)

    assert (states(event), event.is_place_open, event.is_public) == (["confirmed"], False, True)
    assert db.session.scalar(select(func.count()).select_from(BookingSlot)) == 1


def test_a_room_of_strangers_cannot_be_taken_over(cast, hall):
    booking = requests.request_booking(cast.ben, asked(hall))
    with pytest.raises(NotAllowed):
        post_event(cast.carla, draft(), booking=booking)


def test_the_first_date_of_a_series_that_is_over_is_left_alone(cast, instant, at):
    event = posted(cast.carla, instant, rule=WEEKLY)
    at(2027, 3, 10, 12)

    service.withdraw_event(cast.carla, event)

    assert states(event) == ["done", "cancelled", "cancelled", "cancelled"]
    assert datetime(2027, 3, 9, 15) == event.occurrences[0].starts_local


def test_dates_too_far_ahead_are_asked_for_when_their_time_comes(cast, at):
    hall = offered(cast.ana, mode="instant", advance_days=20)
    event = posted(cast.carla, hall, rule=WEEKLY)
    assert (states(event), open_dates(event)) == (["confirmed", "confirmed"], [23, 30])
    assert room_following.ask_for_what_is_near() == 0

    at(2027, 3, 12, 12)
    assert room_following.ask_for_what_is_near() == 1

    assert (states(event), open_dates(event)) == (["done", "confirmed", "confirmed", "confirmed"], [])


def test_a_single_date_too_far_ahead_is_refused(cast):
    hall = offered(cast.ana, mode="instant", advance_days=3)
    with pytest.raises(Refused):
        post_event(cast.carla, draft(room_id=hall.id, place=None), terms=service.Terms())


def test_the_time_of_a_slot_that_belongs_to_an_event_is_changed_there(cast, instant):
    event = posted(cast.carla, instant)
    (slot,) = slots_of(event)

    with pytest.raises(Rejected):
        requests.change_time(cast.carla, slot, slot.slot.moved(timedelta(hours=5)))


def test_who_loses_a_room_is_led_to_the_event_for_another_one(cast, browser, hall, instant):
    event = posted(cast.carla, hall)
    booking = booking_of(event)

    decisions.decline(cast.ana, booking, "Da ist Chor")

    (mail,) = [*mails_to("carla@example.org", "booking_declined"), *mails_to("carla@example.org", "event_room")]
    for words in ("Großer Saal: ", "Da ist Chor", "Kleiner Saal", f"/buchungen/{booking.id}", f"/{event.id}/raum"):
        assert words in mail.text
    assert "/anfrage?" not in mail.text  # that would be a booking the event knows nothing of
    page = browser.as_(cast.carla).get(f"/buchungen/{booking.id}").text
    assert "Anderen Raum für die Veranstaltung wählen" in page
    assert "/anfrage?" not in page


@pytest.mark.parametrize(
    ("of_events", "of_bookings", "mailed"),
    [
        ("instant", "instant", "event_room"),
        ("instant", "never", "event_room"),
        ("instant", "daily", "event_room"),
        ("never", "instant", "booking"),
        ("weekly", "instant", "booking"),
        ("never", "never", ""),
    ],
)
@pytest.mark.parametrize("answer", ["confirmed", "declined"])
def test_one_mail_tells_what_becomes_of_the_room_of_an_event(cast, hall, answer, of_events, of_bookings, mailed):
    wishes = {("events.changes", "mail"): of_events, ("rooms.answers", "mail"): of_bookings}
    choosing.choose(cast.carla.user, wishes, None)
    event = posted(cast.carla, hall)
    booking = booking_of(event)

    if answer == "confirmed":
        decisions.confirm(cast.ana, booking)
    else:
        decisions.decline(cast.ana, booking, "Da ist Chor")

    told = [*mails_to("carla@example.org", f"booking_{answer}"), *mails_to("carla@example.org", "event_room")]
    assert [mail.kind for mail in told] == [mailed.replace("booking", f"booking_{answer}")] * bool(mailed)
    for mail in told:
        assert f"/buchungen/{booking.id}" in mail.text
        assert ("Der Hausmeister öffnet." in mail.text) == (answer == "confirmed")
    notices = select(Notice.kind).where(Notice.user_id == cast.carla.user.id)
    assert "event_room" in db.session.scalars(notices).all()


def test_who_wants_no_mail_but_notices_of_bookings_gets_those(cast, hall):
    silent = {(topic, "mail"): "never" for topic in ("events.changes", "rooms.answers")}
    choosing.choose(cast.carla.user, silent | {("events.changes", "inbox"): "never"}, None)
    event = posted(cast.carla, hall)

    decisions.decline(cast.ana, booking_of(event), "Da ist Chor")

    shown = select(Notice.kind).where(Notice.user_id == cast.carla.user.id, Notice.is_shown)
    assert db.session.scalars(shown).all() == ["booking_declined"]


def test_how_to_get_in_is_told_to_who_has_booked_not_to_who_organises_with_them(cast, hall):
    event = posted(cast.carla, hall)
    organisers.ask(cast.carla, event, cast.mill)
    organisers.accept(cast.ana, event)

    decisions.confirm(cast.ana, booking_of(event))

    letter = mails_to("ben@example.org", "event_room")[0].text
    assert "Hausmeister" not in letter
    assert "/buchungen/" not in letter


def test_chairs_besides_the_room_are_confirmed_with_the_booking(cast, hall):
    some = chairs(cast.ana)
    when = Slot(clock.from_local(STARTS), clock.from_local(ENDS))
    booking = requests.request_booking(cast.carla, asked(hall, when, items=((hall.id, 1), (some.id, 10))))
    post_event(cast.carla, draft(room_id=hall.id, place=None), booking=booking)
    of_hall, of_chairs = sorted(booking.slots, key=lambda slot: slot.resource.kind != "room")

    decisions.confirm(cast.ana, booking, [of_chairs.id])
    decisions.confirm(cast.ana, booking, [of_hall.id])

    (of_the_chairs,) = mails_to("carla@example.org", "booking_confirmed")
    (of_the_hall,) = mails_to("carla@example.org", "event_room")
    assert "Stühle" in of_the_chairs.text
    assert "Stühle" not in of_the_hall.text


def test_chairs_an_event_does_without_are_told_of_with_the_booking(cast, hall):
    some = chairs(cast.ana)
    when = Slot(clock.from_local(STARTS), clock.from_local(ENDS))
    wanted = asked(hall, when, items=((hall.id, 1), (some.id, 10)))
    booking = requests.request_booking(cast.carla, wanted)
    event = post_event(cast.carla, draft(room_id=hall.id, place=None), booking=booking)
    of_hall, of_chairs = sorted(booking.slots, key=lambda slot: slot.resource.kind != "room")
    decisions.confirm(cast.ana, booking, [of_hall.id])
    before = len(mails_to("carla@example.org", "event_room"))

    decisions.decline(cast.ana, booking, "Ausgeliehen", [of_chairs.id])

    assert not event.is_place_open
    assert "Stühle" in mails_to("carla@example.org", "booking_declined")[0].text
    assert len(mails_to("carla@example.org", "event_room")) == before


def test_each_lost_date_of_a_series_is_offered_something(cast, hall, instant):
    event = posted(cast.carla, hall, rule=WEEKLY)

    decisions.decline(cast.ana, booking_of(event), "Da ist Chor")

    letter = mails_to("carla@example.org", "event_room")[0].text
    assert letter.count("Statt ") == 4
    assert letter.count("- Kleiner Saal: ") >= 4


def test_who_organises_with_others_is_not_sent_to_a_page_that_is_its_owners(cast, hall):
    event = posted(cast.carla, hall)
    organisers.ask(cast.carla, event, cast.mill)
    organisers.accept(cast.ana, event)

    decisions.decline(cast.ana, booking_of(event), "Da ist Chor")

    letter = mails_to("ben@example.org", "event_room")[0].text
    assert "The Library sucht jetzt einen anderen Raum" in letter
    assert "/mein/veranstaltungen/" not in letter.split("--")[0]
    assert f"/mein/veranstaltungen/{event.id}/raum" in mails_to("carla@example.org", "event_room")[0].text
