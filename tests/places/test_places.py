"""Places: typed by name, shared by the network or an organisation's own, looked after by the office."""

import pytest
from drafts import draft
from sqlalchemy import select

from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound, Rejected
from kiknet.places import coordinates, queries
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place
from kiknet.places.service import change_place, merge_places, place_for, share_place


def facts(place, **changes):
    names = ("name", "street", "postcode", "city", "wheelchair", "accessibility_note", "district_number",
             "has_lift", "has_accessible_toilet", "has_hearing_loop")  # fmt: skip
    return {name: getattr(place, name) for name in names} | changes


@pytest.mark.parametrize("name", ["Market Square", "market  square", "MARKET SQUARE"])
def test_a_known_name_means_the_known_place(cast, name):
    assert place_for(cast.carla, PlaceDraft(name=name)) == cast.square


def test_the_place_of_another_organisation_is_not_taken(cast):
    place = place_for(cast.carla, PlaceDraft(name="The Hall"))

    assert place != cast.hall
    assert place.owner_id == cast.city_library.id


def test_the_same_name_in_another_street_is_another_place(cast):
    assert place_for(cast.ana, PlaceDraft(name="The Hall", street="Mühlweg 1")) == cast.hall
    assert place_for(cast.ana, PlaceDraft(name="The Hall", street="Allee 9")) != cast.hall


def test_what_was_not_known_of_the_own_place_is_learnt(cast):
    first = place_for(cast.ana, PlaceDraft(name="Café Licht"))

    place_for(cast.ana, PlaceDraft(name="Café Licht", street="Allee 3", wheelchair="yes"))

    assert (first.street, first.wheelchair) == ("Allee 3", "yes")


def test_nobody_rewrites_the_shared_place_from_a_form(cast):
    place_for(cast.ana, PlaceDraft(name="Market Square", wheelchair="no", city="Anderswo"))

    assert (cast.square.wheelchair, cast.square.city) == ("unknown", "")


def test_the_own_place_of_an_event_can_be_corrected(cast):
    place = place_for(cast.ana, PlaceDraft(name="Café Licht", street="Allee 3"))

    assert place_for(cast.ana, PlaceDraft(name="Café Licht", street="Allee 30"), place) == place
    assert place.street == "Allee 30"


def test_lookers_make_no_places(cast):
    with pytest.raises(NotAllowed):
        place_for(cast.vera, PlaceDraft(name="Irgendwo"))


def test_suggested_are_the_shared_and_the_own_ones(cast):
    place_for(cast.carla, PlaceDraft(name="Lesesaal"))

    assert queries.place_names(cast.ana) == ["Market Square", "The Hall"]
    assert queries.place_names(cast.carla) == ["Lesesaal", "Market Square"]


def test_the_office_corrects_a_place_and_its_events_carry_a_newer_revision(cast):
    before = cast.square.revision

    change_place(cast.olga, cast.square, facts(cast.square, name="Rathausplatz"), before)

    assert cast.square.revision > before
    assert place_for(cast.ana, PlaceDraft(name="rathausplatz")) == cast.square
    with pytest.raises(ChangedMeanwhile):
        change_place(cast.olga, cast.square, facts(cast.square), before)


def test_a_shared_place_is_offered_to_everybody(cast):
    share_place(cast.olga, cast.hall)

    assert "The Hall" in queries.place_names(cast.carla)


def test_two_places_become_one_and_everything_moves_along(cast):
    double = place_for(cast.ana, PlaceDraft(name="Marktplatz"))
    event = post_event(cast.ana, draft(place=PlaceDraft(name="Marktplatz")))
    gone, newest = double.id, db.session.scalar(select(Place.revision).where(Place.id == cast.square.id))

    merge_places(cast.olga, double, cast.square)

    assert event.place == cast.square
    assert cast.square.revision > newest
    with pytest.raises(NotFound):
        queries.place_by_id(gone)


def test_a_place_is_not_merged_with_itself(cast):
    with pytest.raises(Rejected):
        merge_places(cast.olga, cast.hall, cast.hall)


def test_only_the_office_looks_after_places(cast, browser):
    for deed in (share_place, lambda by, p: merge_places(by, p, cast.square)):
        with pytest.raises(NotAllowed):
            deed(cast.ana, cast.hall)
    assert browser.as_(cast.ana).get("/buero/orte").status_code == 403


def test_the_office_finds_changes_shares_and_merges_on_its_pages(cast, browser):
    desk = browser.as_(cast.olga)
    address = f"/buero/orte/{cast.hall.id}"

    found = desk.get("/buero/orte?q=hall").text
    page = desk.get(address)
    version = page.text.split('name="version"')[1].split('value="')[1].split('"')[0]
    refused = desk.post(address, data={"name": "", "street": "Neue Straße 5", "version": version})
    saved = desk.post(address, data={"name": "Saal", "has_lift": "yes", "wheelchair": "partly", "version": version})

    assert "The Hall" in found
    assert "Market Square" not in found
    assert refused.status_code == 422
    assert "Neue Straße 5" in refused.text
    assert saved.status_code == 303
    assert desk.post(f"{address}/freigabe").status_code == 303
    assert desk.post(f"{address}/zusammenlegung", data={"merge-into": ""}).status_code == 422  # nothing is chosen yet
    assert 'required><option value="">Bitte wählen' in desk.get(address).text.split('name="merge-into"')[1]
    assert desk.post(f"{address}/zusammenlegung", data={"merge-into": str(cast.square.id)}).status_code == 303
    db.session.expire_all()
    assert db.session.scalars(select(Place.name)).all() == ["Market Square"]


def test_the_list_costs_the_same_for_two_and_seven(cast, browser, queries):
    desk = browser.as_(cast.olga)
    desk.get("/buero/orte")
    with queries.counted():
        desk.get("/buero/orte")
    for_two = len(queries)
    for number in range(5):
        place_for(cast.ana, PlaceDraft(name=f"Raum {number}", district_number=40))

    with queries.counted():
        desk.get("/buero/orte")

    assert len(queries) == for_two


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("47.7267, 10.3139", (47.7267, 10.3139)),
        ("47.7267,10.3139", (47.7267, 10.3139)),
        ("47,7267 10,3139", (47.7267, 10.3139)),
        ("47,7267, 10,3139", (47.7267, 10.3139)),
        (" 47.7267° N, 10.3139° E ", (47.7267, 10.3139)),
        ("-33.9;18.4", (-33.9, 18.4)),
        ("", None),
        ("   ", None),
    ],
)
def test_coordinates_are_read_as_maps_show_them(typed, found):
    assert coordinates.parse(typed) == found


@pytest.mark.parametrize(
    "typed", ["Markt", "47.7267", "91, 10", "47, 181", "nan, nan", "1e9, 2", "4" * 5000, "²,³", "1,2,3,4,5"]
)
def test_what_is_no_point_on_the_earth_is_refused(typed):
    with pytest.raises(ValueError, match=r"earth|numbers"):
        coordinates.parse(typed)


def test_phones_lead_to_a_place_the_office_has_put_on_the_map(cast, browser):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="Market Square")))
    feed = f"/veranstaltungen/{event.id}.ics"
    assert "GEO:" not in browser.get(feed).text

    browser.as_(cast.olga)
    page = f"/buero/orte/{cast.square.id}"
    sent = {"version": cast.square.revision, "name": "Market Square", "wheelchair": "unknown"}
    refused = browser.post(page, data=sent | {"coordinates": "beim Brunnen"})
    assert refused.status_code == 422
    assert 'value="beim Brunnen"' in refused.text
    assert browser.post(page, data=sent | {"coordinates": "47,7267 10,3139"}).status_code == 303

    assert "GEO:47.7267;10.3139" in browser.get(feed).text
    assert 'value="47.7267, 10.3139"' in browser.get(page).text
    browser.post(page, data=sent | {"version": cast.square.revision, "coordinates": ""})
    assert "GEO:" not in browser.get(feed).text
