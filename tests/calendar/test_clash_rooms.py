"""Two events in one house: in the same room they are in each other's way, in two rooms they are neighbours."""

from dataclasses import replace

import pytest
from drafts import draft
from rooms import offered

from kiknet.calendar import date_deeds
from kiknet.calendar.service import post_event

TYPED = {"title": "Chor", "first_day": "2027-03-09", "starts": "15:30", "ends": "16:30"}


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


def look(window, **more):
    return window.post("/planung/hinweise", data=TYPED | more).text


def test_the_room_that_is_chosen_counts_and_not_the_house(cast, browser):
    hall, small = (offered(cast.ana, title=title, mode="instant") for title in ("Großer Saal", "Kleiner Saal"))
    post_event(cast.carla, draft(room_id=hall.id, place=None))
    window = browser.as_(cast.ana)

    assert "Gleiches Haus, anderer Raum" in look(window, room=str(small.id))
    assert "Gleicher Ort, gleiche Zeit" not in look(window, room=str(small.id))
    assert "Gleicher Ort, gleiche Zeit" in look(window, room=str(hall.id))
    assert "Gleicher Ort, gleiche Zeit" in look(window, place_name="The Hall"), "nobody knows which room"


def test_a_date_in_a_room_of_its_own_is_there(cast, browser):
    hall, small = (offered(cast.ana, title=title, mode="instant") for title in ("Großer Saal", "Kleiner Saal"))
    event = post_event(cast.carla, draft(room_id=hall.id, place=None, rule="FREQ=WEEKLY;COUNT=2"))
    row, now = event.occurrences[0], date_deeds.draft_of(event, event.occurrences[0])
    date_deeds.change_date(cast.carla, event, row, replace(now, room_id=small.id))
    window = browser.as_(cast.ana)

    assert "Gleicher Ort, gleiche Zeit" in look(window, room=str(small.id))
    assert "Gleiches Haus, anderer Raum" in look(window, room=str(hall.id))
