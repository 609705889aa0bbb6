"""Whatever is done with several events at once, the revision is taken last, so that nobody waits in a ring.

Olga hides an event and holds it while somebody else comes who needs it, too.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

import cooperating
import pytest
from crossing import A_MOMENT, LONG, while_olga_hides
from drafts import ENDS, STARTS, draft
from listings import listed, wanted
from rooms import offered
from sqlalchemy import event as sql
from sqlalchemy import select

from kiknet.accounts.models import User
from kiknet.board.models import Listing
from kiknet.board.service.listings import change_listing
from kiknet.booking.models import BookingSlot
from kiknet.calendar import date_deeds, service
from kiknet.calendar.intake import Intake, take_in
from kiknet.calendar.kept_models import EventRoom
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.cooperations.models import Cooperation
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office
from kiknet.places.draft import PlaceDraft

THREE_HOURS = timedelta(hours=3)
TOUCHES = {"events": "UPDATE events", "listings": ("UPDATE listings", "SELECT listings.id")}


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


def test_a_calendar_taken_over_with_a_new_place_waits_for_the_event_first(app, cast):
    known = [Intake(uid=uid, mark="a", draft=draft(), scheduling="confirmed") for uid in ("1", "2")]
    ids = [event.id for event in take_in(cast.ana, known)]
    moved = draft(title="Chor", place=PlaceDraft(name="Neues Haus"))

    def take_over(by):
        again = [replace(each, mark="b", draft=moved) for each in known]
        take_in(by, [replace(each, event=db.session.get(Event, i)) for each, i in zip(again, ids, strict=True)])

    while_olga_hides(app, cast, db.session.get(Event, ids[1]), cast.ana, take_over)

    for event in map(partial(db.session.get, Event), ids):
        assert (event.title, event.place.name) == ("Chor", "Neues Haus")
    assert event.publication == "hidden"


def test_two_organisations_become_one_while_somebody_decides_about_an_event_of_theirs(app, cast):
    theirs, double_id, target_id = post_event(cast.ana, draft()), cast.mill.id, cast.city_library.id

    def merge(by):
        office.merge(by, db.session.get(Organisation, double_id), db.session.get(Organisation, target_id))

    while_olga_hides(app, cast, theirs, cast.olga, merge)

    assert (theirs.owner_id, theirs.publication) == (target_id, "hidden")
    assert theirs.revision == db.session.get(Organisation, target_id).revision


def test_two_with_a_cooperation_become_one_while_somebody_decides_about_an_event_of_theirs(app, cast):
    theirs, double_id, target_id = post_event(cast.ana, draft()), cast.mill.id, cast.city_library.id
    cafes = [cooperating.led(cast.ana, accepted=[cast.city_library]).id for _each in range(2)]

    def merge(by):
        office.merge(by, db.session.get(Organisation, double_id), db.session.get(Organisation, target_id))

    while_olga_hides(app, cast, theirs, cast.olga, merge)

    assert (theirs.owner_id, theirs.publication) == (target_id, "hidden")
    for cafe in map(partial(db.session.get, Cooperation), cafes):
        assert (cafe.initiator_id, cafe.revision) == (target_id, theirs.revision)


def test_one_date_at_a_corrected_place_waits_for_the_event_it_takes_the_hall_from(app, cast):
    hall = offered(cast.ana)
    theirs = post_event(cast.carla, draft(room_id=hall.id, place=None))
    later = {"starts_local": STARTS + THREE_HOURS, "ends_local": ENDS + THREE_HOURS}
    mine_id = post_event(cast.ana, draft(room_id=hall.id, place=None, rule="FREQ=WEEKLY;COUNT=3", **later)).id

    def move_one(by):
        mine = db.session.get(Event, mine_id)
        now = date_deeds.draft_of(mine, mine.occurrences[0])
        corrected = replace(now.place, street="Andere Straße 5")
        moved = replace(now, starts_local=STARTS, ends_local=ENDS, place=corrected)
        date_deeds.change_date(by, mine, mine.occurrences[0], moved)

    while_olga_hides(app, cast, theirs, cast.ana, move_one)

    slots = select(BookingSlot.state).join(EventRoom, EventRoom.slot_id == BookingSlot.id)
    assert theirs.publication == "hidden"
    assert set(db.session.scalars(slots.where(EventRoom.event_id == theirs.id))) == {"declined"}


def test_a_new_place_has_the_revision_of_what_takes_place_there(cast):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="Neues Haus")))

    assert event.place.revision == event.revision > 0

    service.change_event(cast.ana, event, draft(place=PlaceDraft(name="Neues Haus", street="Weg 1")), event.revision)

    assert (event.place.revision, event.place.street) == (event.revision, "Weg 1")


def in_a_ring(app, table, first, second):
    """`first` has its cooperations and waits until `second` has what it needs, too; both must come through."""
    has_thing, names = threading.Event(), ("first", "second")

    def before(_connection, _cursor, statement, *_rest):
        if statement.startswith(TOUCHES[table]) and threading.current_thread().name.startswith(names[0]):
            has_cooperations.set()
            has_thing.wait(A_MOMENT)

    def after(_connection, _cursor, statement, *_rest):
        if statement.startswith(TOUCHES[table]) and threading.current_thread().name.startswith(names[1]):
            has_thing.set()

    has_cooperations = threading.Event()

    def do(deed):
        with app.app_context():
            return deed()

    def do_then(deed):
        assert has_cooperations.wait(LONG)
        return do(deed)

    db.session.rollback()
    sql.listen(db.engine, "before_cursor_execute", before)
    sql.listen(db.engine, "after_cursor_execute", after)
    try:
        with (
            ThreadPoolExecutor(1, thread_name_prefix=names[0]) as one,
            ThreadPoolExecutor(1, thread_name_prefix=names[1]) as other,
        ):
            for answer in (one.submit(do, first), other.submit(do_then, second)):
                answer.result(LONG)
    finally:
        sql.remove(db.engine, "before_cursor_execute", before)
        sql.remove(db.engine, "after_cursor_execute", after)
    db.session.rollback()


def person(by):
    """The same one in a session of another thread."""
    user, organisation, role = by.user.id, by.organisation_id, by.role

    def there():
        found = db.session.get(Organisation, organisation) if organisation else None
        return Acting(db.session.get(User, user), found, role)

    return there


def test_an_event_goes_to_another_cooperation_while_a_partner_of_both_is_suspended(app, cast):
    one, two = (cooperating.led(cast.ana, title, accepted=[cast.city_library]).id for title in ("Chor", "Fest"))
    event = post_event(cast.ana, draft(cooperation_id=one))
    ana, olga, library, event_id, revision = (
        person(cast.ana), person(cast.olga), cast.city_library.id, event.id, event.revision
    )  # fmt: skip

    def suspend():
        office.suspend(olga(), db.session.get(Organisation, library), "Pause")

    def move():
        with suppress(ChangedMeanwhile):  # the office was faster, and Ana is asked again
            service.change_event(ana(), db.session.get(Event, event_id), draft(cooperation_id=two), revision)

    in_a_ring(app, "events", suspend, move)

    assert [row.organisation.name for row in db.session.get(Event, event_id).organisers] == []


def test_a_listing_goes_to_a_cooperation_while_its_owner_becomes_another(app, cast):
    cafe_id, role = cooperating.led(cast.ana).id, listed(cast.ana)
    ana, olga, ids, role_id, revision = (
        person(cast.ana), person(cast.olga), (cast.mill.id, cast.city_library.id), role.id, role.revision
    )  # fmt: skip

    def merge():
        office.merge(olga(), *(db.session.get(Organisation, number) for number in ids))

    def link():
        with suppress(ChangedMeanwhile, NotAllowed, NotFound):  # it is the Library's by now
            change_listing(ana(), db.session.get(Listing, role_id), wanted(cooperation_id=cafe_id), revision)

    in_a_ring(app, "listings", merge, link)

    assert db.session.get(Listing, role_id).organisation_id == ids[1]
