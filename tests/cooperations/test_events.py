"""Events of a cooperation: who is in it organises them, on pages and in feeds, as long as they are to come."""

import pytest
from drafts import ENDS, STARTS, draft

from kiknet.calendar import cooperating, organisers, service, splitting
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.cooperations import lists, parts
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.deeds import deed
from kiknet.cooperations.service.founding import found
from kiknet.cooperations.words import deed_said
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound
from kiknet.organisations.service import office

IN_MAY = {"starts_local": STARTS.replace(month=5), "ends_local": ENDS.replace(month=5)}
CAFE = CooperationDraft(title="Sprachcafé für alle", summary="Wir üben Deutsch.", fields=("sprache-bildung",))


@pytest.fixture
def cafe(cast, at):
    """The Mill leads it, the Library is in."""
    return found(cast.ana, CAFE, origin="manual", with_=[cast.city_library], have_agreed=True)


def posted(by, cooperation, **changes):
    return service.post_event(by, draft(cooperation_id=cooperation.id, **changes))


def leaves(by, cooperation):
    """The Library leaves, as the cooperation's own deed does it."""
    with deed(by, "leave", cooperation):
        cooperation.partner(by.organisation_id).state = "left"
        for tell in parts.on_change:
            tell(cooperation)


def named(event):
    return [row.organisation.name for row in event.organisers if row.state == "accepted"]


def test_everybody_who_is_in_organises_the_event(cast, cafe, browser):
    event = posted(cast.ana, cafe)
    assert named(event) == ["The Library"]
    page = browser.get(f"/veranstaltungen/{event.id}").text
    assert "The Library" in page
    assert "The Library" in browser.get(f"/veranstaltungen/{event.id}.ics").text
    assert "The Library" in browser.get(f"/api/v1/events/{event.id}").text


def test_a_member_posts_it_and_the_lead_is_named_beside_it(cast, cafe):
    assert named(posted(cast.carla, cafe)) == ["The Mill"]


def test_nobody_else_can_put_an_event_into_it(cast, cafe):
    other = found(cast.ana, CooperationDraft(title="Ein Fest"))
    with pytest.raises(NotAllowed):
        posted(cast.carla, other)
    assert db.session.query(Event).count() == 0


def test_who_leaves_is_taken_off_what_is_to_come_and_stays_on_what_was(cast, cafe, at):
    past = posted(cast.ana, cafe)
    at(2027, 4, 1, 12)
    coming = posted(cast.ana, cafe, **IN_MAY)
    leaves(cast.carla, cafe)
    assert (named(past), named(coming)) == (["The Library"], [])
    text = db.session.get(EventText, (coming.id, "de")).text
    assert "The Library" not in text
    assert coming.revision > past.revision


def test_who_comes_back_is_named_again(cast, cafe):
    event = posted(cast.ana, cafe)
    leaves(cast.carla, cafe)
    with transaction():
        cafe.partner(cast.city_library.id).state = "accepted"
        cooperating.follow(cafe)
    assert named(event) == ["The Library"]


def test_a_suspended_organisation_is_taken_off_what_is_to_come_until_it_is_back(cast, cafe, at):
    past = posted(cast.ana, cafe)
    at(2027, 4, 1, 12)
    coming = posted(cast.ana, cafe, **IN_MAY)
    office.suspend(cast.olga, cast.city_library, "Bitte melden Sie sich.")
    assert (named(past), named(coming)) == (["The Library"], [])
    assert "The Library" not in db.session.get(EventText, (coming.id, "de")).text
    office.resume(cast.olga, cast.city_library)
    assert named(coming) == ["The Library"]


def test_whoever_said_no_to_one_event_stays_out_of_it(cast, cafe):
    event = posted(cast.ana, cafe)
    organisers.decline(cast.carla, event)
    with transaction():
        cooperating.follow(cafe)
    assert named(event) == []


def test_who_was_asked_by_hand_stays_when_they_leave_the_cooperation(cast, cafe):
    event = service.post_event(cast.ana, draft())
    organisers.ask(cast.ana, event, cast.city_library)
    organisers.accept(cast.carla, event)
    service.change_event(cast.ana, event, draft(cooperation_id=cafe.id), event.revision)
    leaves(cast.carla, cafe)
    assert named(event) == ["The Library"]


def test_an_event_can_join_and_leave_a_cooperation_later(cast, cafe):
    event = service.post_event(cast.ana, draft())
    service.change_event(cast.ana, event, draft(cooperation_id=cafe.id), event.revision)
    assert named(event) == ["The Library"]
    service.change_event(cast.ana, event, draft(), event.revision)
    assert (event.cooperation_id, named(event)) == (None, [])


def test_a_series_that_is_split_belongs_to_it_in_both_parts(cast, cafe):
    event = posted(cast.ana, cafe, rule="FREQ=WEEKLY;COUNT=6")
    third = event.occurrences[2]
    later = splitting.change_following(cast.ana, event, third.recurrence_id, draft_from(event, third), event.revision)
    assert (later.cooperation_id, named(later), later.id != event.id) == (cafe.id, ["The Library"], True)


def test_the_form_begun_from_it_is_filled_in(cast, cafe, browser):
    page = (
        browser.as_(cast.carla)
        .get(f"/mein/veranstaltungen/neu?kooperation={cafe.id}&am=2027-05-11&von=15:00&bis=17:00")
        .text
    )
    assert 'value="Sprachcafé für alle"' in page
    assert 'value="2027-05-11"' in page
    assert 'value="15:00"' in page
    assert "Wir üben Deutsch." in page
    assert f'<option selected value="{cafe.id}">' in page


def test_only_those_who_are_in_begin_an_event_of_it(cast, browser, at):
    own = found(cast.ana, CooperationDraft(title="Ein Fest"))
    assert browser.as_(cast.carla).get(f"/mein/veranstaltungen/neu?kooperation={own.id}").status_code == 403
    assert browser.as_(cast.carla).get("/mein/veranstaltungen/neu?kooperation=999").status_code == 404


def test_what_is_sent_belongs_to_it(cast, cafe, browser):
    answer = browser.as_(cast.carla).post("/mein/veranstaltungen/neu", data={
        "title": "Sprachcafé", "first_day": "2027-05-11", "starts": "15:00", "ends": "17:00",
        "cooperation": str(cafe.id), "then": "publish", "acting_for": str(cast.city_library.id),
    })  # fmt: skip
    assert answer.status_code == 303
    event = db.session.query(Event).one()
    assert (event.cooperation_id, named(event)) == (cafe.id, ["The Mill"])


def test_its_page_leads_to_the_cooperation_for_those_who_may_see_it(cast, cafe, browser, new_browser):
    event = posted(cast.ana, cafe)
    assert "Sprachcafé für alle" not in browser.get(f"/veranstaltungen/{event.id}").text
    assert "Sprachcafé für alle" in new_browser().as_(cast.carla).get(f"/veranstaltungen/{event.id}").text


def test_the_last_date_is_the_latest_that_takes_place(cast, cafe):
    assert parts.last_date([cafe.id]) == {}
    posted(cast.ana, cafe, rule="FREQ=WEEKLY;COUNT=3")
    assert str(parts.last_date([cafe.id])[cafe.id]) == "2027-03-23"
    later = posted(cast.ana, cafe, **IN_MAY)
    service.cancel_event(cast.ana, later, "Der Saal ist zu.")
    assert str(parts.last_date([cafe.id])[cafe.id]) == "2027-03-23"


def test_its_page_lists_the_events_the_next_first(cast, cafe, app):
    posted(cast.ana, cafe, title="Das zweite", **IN_MAY)
    posted(cast.ana, cafe, title="Das erste")
    part = next(part for part in parts.PARTS if part.name == "events")
    with app.test_request_context():
        assert [item.title for item in part.items(cast.carla, cafe)] == ["Das erste", "Das zweite"]
        assert part.where_to_add(cast.carla, cafe) == f"/mein/veranstaltungen/neu?kooperation={cafe.id}"
        assert part.where_to_add(cast.vera, cafe) is None


def test_nobody_finds_an_event_of_a_cooperation_that_is_not_there(cast, cafe):
    with pytest.raises(NotFound):
        service.post_event(cast.ana, draft(cooperation_id=999))


def test_its_page_asks_the_same_number_of_questions_for_one_event_and_for_five(cast, cafe, browser, queries):
    browser.as_(cast.carla)
    posted(cast.ana, cafe)
    browser.get(f"/kooperationen/{cafe.id}")
    with queries.counted():
        browser.get(f"/kooperationen/{cafe.id}")
    once = len(queries)
    for month in (4, 5, 6, 7):
        posted(cast.ana, cafe, starts_local=STARTS.replace(month=month), ends_local=ENDS.replace(month=month))
    with queries.counted():
        browser.get(f"/kooperationen/{cafe.id}")
    assert len(queries) <= once


def test_a_draft_is_seen_by_its_own_organisation_alone_until_it_is_posted(cast, cafe, app, browser):
    kept = service.post_event(cast.ana, draft(cooperation_id=cafe.id), publish=False)
    part = cooperating.part()
    with app.test_request_context():
        assert part.items(cast.carla, cafe) == []
        assert [item.title for item in part.items(cast.ben, cafe)] == [kept.title]
    assert browser.as_(cast.carla).get(f"/veranstaltungen/{kept.id}").status_code == 404
    service.publish_event(cast.ana, kept)
    assert browser.get(f"/veranstaltungen/{kept.id}").status_code == 200


def test_ana_makes_a_cooperation_of_an_event_she_organises_with_the_library(cast, browser, at):
    event = service.post_event(cast.ana, draft(title="Sprachcafé", fields=("sprache-bildung",)))
    organisers.ask(cast.ana, event, cast.city_library)
    organisers.accept(cast.carla, event)
    ana, address = browser.as_(cast.ana), f"/mein/kooperationen/neu?aus=events-{event.id}"

    assert f"aus=events-{event.id}" in ana.get(f"/veranstaltungen/{event.id}").text
    assert 'value="Sprachcafé"' in ana.get(address).text
    assert ana.post(address, data={"title": "Sprachcafé", "visibility": "network"}).status_code == 303

    db.session.refresh(event)
    assert (event.cooperation.origin, event.cooperation.state) == ("event", "planning")
    assert [row.organisation.name for row in event.cooperation.accepted] == ["The Mill", "The Library"]
    assert named(event) == ["The Library"]
    assert ana.get(address).status_code == 404


def test_carla_makes_no_cooperation_of_the_mills_event(cast, browser, at):
    event = service.post_event(cast.ana, draft())
    assert browser.as_(cast.carla).get(f"/mein/kooperationen/neu?aus=events-{event.id}").status_code == 404


def test_what_is_added_stands_in_the_history_and_a_draft_does_not(cast, cafe):
    event = posted(cast.carla, cafe)
    service.post_event(cast.carla, draft(cooperation_id=cafe.id, title="Ein Entwurf"), publish=False)
    lines = [deed_said(entry) for entry in db.session.scalars(lists.history(cafe))]
    assert [line for line in lines if "Veranstaltung" in line] == [f"hat eine Veranstaltung eingetragen: {event.title}"]
