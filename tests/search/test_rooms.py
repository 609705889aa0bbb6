"""Rooms and things to borrow in the search: the Mill lends a hall, and chairs only to the network."""

from dataclasses import replace

import pytest
from rooms import HALL, chairs, offered

from kiknet.booking.service import resources
from kiknet.db import db, transaction
from kiknet.organisations.models import Organisation
from kiknet.places.service import change_place, merge_places
from kiknet.search import service
from kiknet.search.queries import search


@pytest.fixture(params=["live", "indexed"])
def looked_for(request):
    """Titles found before the index knows of it, and after."""

    def look(words, by=None):
        if request.param == "indexed":
            service.refresh_index()
        db.session.expire_all()
        return [hit.title for hit in search(by, words, "resource").current]

    return look


@pytest.fixture
def hall(cast):
    return offered(cast.ana)


@pytest.mark.parametrize("words", ["Saal", "saal küche", "kueche", "Klavier", "piano", "Raum", "thingers", "The Hall"])
def test_a_room_is_found_by_what_it_is_has_and_where(hall, looked_for, words):
    assert looked_for(words) == ["Großer Saal"]


def test_what_only_the_network_may_borrow_strangers_do_not_find(cast, looked_for):
    chairs(cast.ana, visibility="network")

    assert looked_for("stuhle") == []
    assert looked_for("stuhle", cast.carla) == ["Stühle"]


def test_what_is_changed_or_no_longer_lent_is_not_found_as_it_was(cast, hall, looked_for):
    assert looked_for("küche")
    resources.change(cast.ana, hall, replace(HALL, features=("stage",)), hall.revision)
    assert (looked_for("küche"), looked_for("bühne")) == ([], ["Großer Saal"])

    resources.retire(cast.ana, hall)

    assert looked_for("saal") == []


def test_a_house_with_another_name_lends_its_rooms_by_that(cast, hall, looked_for):
    known = {"name": "Altes Kino", "street": "Am Bach 7"}
    assert looked_for("the hall")

    change_place(cast.olga, cast.hall, known, cast.hall.revision)

    assert (looked_for("altes kino"), looked_for("bach"), looked_for("the hall")) == (["Großer Saal"],) * 2 + ([],)


def test_rooms_move_along_when_two_houses_are_one(cast, hall, looked_for):
    merge_places(cast.olga, cast.hall, cast.square)

    assert (looked_for("market square"), looked_for("the hall")) == (["Großer Saal"], [])


def test_who_takes_part_no_longer_lends_nothing(cast, hall, looked_for):
    assert looked_for("saal")
    with transaction():
        db.session.get_one(Organisation, cast.mill.id).state = "suspended"

    assert looked_for("saal") == []


def test_a_hit_leads_to_its_page_and_says_for_how_many_and_where(browser, hall):
    page = browser.get("/suche?q=saal").text

    for words in (f"/raeume/{hall.id}", "Raum", "60 Personen", "The Hall, Mühlweg 1"):
        assert words in page
