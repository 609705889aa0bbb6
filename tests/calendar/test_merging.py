"""Two turn out to be one: who is named by events afterwards, and where they are."""

from dataclasses import replace

import cooperating
import pytest
from crossing import while_olga_hides
from drafts import draft
from rooms import offered

from kiknet.calendar import date_deeds, organisers, service
from kiknet.db import db, transaction
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place
from kiknet.places.service import merge_places


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


def named(event):
    db.session.expire_all()
    return [event.owner.name, *(row.organisation.name for row in event.organisers if row.state == "accepted")]


def merge(cast, gone, stays):
    office.merge(cast.olga, db.session.get(Organisation, gone.id), db.session.get(Organisation, stays.id))


def test_a_suspended_partner_that_becomes_part_of_another_is_named_again_by_what_is_to_come(cast, people, browser):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    event = service.post_event(cast.ana, draft(cooperation_id=cafe.id))
    past = service.post_event(cast.ana, draft(title="Anderes"))
    office.suspend(cast.olga, cast.city_library, "Pause")
    assert named(event) == ["The Mill"]

    merge(cast, cast.city_library, people["supporter"].organisation)

    assert named(event) == ["The Mill", people["supporter"].organisation.name]
    assert people["supporter"].organisation.name in browser.get(f"/veranstaltungen/{event.id}.ics").text
    assert named(past) == ["The Mill"]


def test_whoever_led_with_another_does_not_organise_with_themselves(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    event = service.post_event(cast.ana, draft(cooperation_id=cafe.id))
    by_hand = service.post_event(cast.ana, draft(title="Chor"), partners=[cast.city_library])
    organisers.accept(cast.carla, by_hand)

    merge(cast, cast.mill, cast.city_library)

    assert named(event) == named(by_hand) == ["The Library"]


@pytest.mark.parametrize("goes_accepts", [True, False])
def test_where_both_were_asked_the_yes_counts(cast, people, goes_accepts):
    other = people["supporter"]
    event = service.post_event(cast.ana, draft(), partners=[cast.city_library, other.organisation])
    organisers.accept(cast.carla if goes_accepts else other, event)

    merge(cast, cast.city_library, other.organisation)

    assert named(event) == ["The Mill", other.organisation.name]
    assert len(event.organisers) == 1


def test_somebody_decides_about_an_event_that_will_name_the_one_that_stays(app, cast, people):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    theirs = service.post_event(cast.ana, draft(cooperation_id=cafe.id))
    office.suspend(cast.olga, cast.city_library, "Pause")
    gone, stays = cast.city_library.id, people["supporter"].organisation_id

    def become_one(by):
        office.merge(by, db.session.get(Organisation, gone), db.session.get(Organisation, stays))

    while_olga_hides(app, cast, theirs, cast.olga, become_one)

    assert [row.organisation_id for row in theirs.organisers] == [stays]
    assert theirs.publication == "hidden"


def test_two_places_become_one_while_somebody_decides_about_an_event_there(app, cast):
    series = service.post_event(cast.ana, draft(rule="FREQ=WEEKLY;COUNT=2"))
    row = series.occurrences[1]
    elsewhere = replace(date_deeds.draft_of(series, row), place=PlaceDraft(name="The Hall"))
    date_deeds.change_date(cast.ana, series, row, elsewhere)
    hall, square = cast.hall.id, cast.square.id

    def become_one(by):
        merge_places(by, db.session.get(Place, hall), db.session.get(Place, square))

    while_olga_hides(app, cast, series, cast.olga, become_one)

    db.session.expire_all()
    assert {date.place_id for date in series.occurrences} == {None, square}


def test_rooms_events_and_single_dates_move_with_their_place(cast):
    room = offered(cast.ana, mode="instant")
    event = service.post_event(cast.ana, draft(room_id=room.id, place=None))
    weekly = service.post_event(cast.ana, draft(title="Chor", rule="FREQ=WEEKLY;COUNT=2"))
    row = weekly.occurrences[1]
    there = replace(date_deeds.draft_of(weekly, row), place=PlaceDraft(name="The Hall"))
    date_deeds.change_date(cast.ana, weekly, row, there)

    merge_places(cast.olga, cast.hall, cast.square)

    assert {room.place_id, event.place_id, row.place_id} == {cast.square.id}


def test_everything_that_can_be_at_a_place_moves_with_it():
    """Whoever refers to places from a new table adds to `places.service.on_merge`, and then here."""
    columns = [column for table in db.metadata.tables.values() for column in table.columns]
    theirs = {str(c) for c in columns for key in c.foreign_keys if key.column is Place.__table__.c.id}

    assert theirs == {"resources.place_id", "events.place_id", "occurrences.place_id"}


@pytest.mark.parametrize("chain", ["child", "child of child"])
def test_what_belonged_to_it_belongs_to_the_one_that_stays(cast, people, chain):
    one, two = people["supporter"].organisation, people["partner"].organisation
    with transaction():
        one.parent_id = cast.mill.id
        two.parent_id = cast.mill.id
        if chain == "child":
            cast.city_library.parent_id = cast.mill.id
        else:
            cast.city_library.parent_id = two.id
    before = one.revision

    merge(cast, cast.mill, cast.city_library)

    db.session.expire_all()
    assert one.parent_id == cast.city_library.id
    assert one.revision > before
    assert (cast.city_library.parent_id, two.parent_id) == (
        (None, cast.city_library.id) if chain == "child" else (two.id, None)
    )
