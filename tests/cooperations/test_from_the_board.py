"""From a yes on the board to doing it together, with everything filled in; and open roles of a cooperation."""

import threading
from dataclasses import replace
from datetime import date, time

import pytest
from listings import TUESDAYS, listed, offered, wanted

from kiknet.board import steps
from kiknet.board.availability import Availability, OnDate, Weekly
from kiknet.board.cooperating import role_values
from kiknet.board.models import Interest, Listing
from kiknet.board.next_time import Time, next_time
from kiknet.board.service import answers, realising
from kiknet.board.service.listings import fulfil_listing, post_listing
from kiknet.cooperations import linking, parts
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import moving
from kiknet.cooperations.service.founding import found
from kiknet.db import db
from kiknet.errors import NotAllowed
from kiknet.matching.models import Match

CAFE = CooperationDraft(
    title="Sprachcafé für alle", summary="Wir üben Deutsch beim Tee.", needs="Zwei Menschen, die Kuchen backen",
    fields=("sprache-bildung",), audiences=("seniors",), district_number=40,
)  # fmt: skip


@pytest.fixture
def agreed(cast, at):
    """The Mill looks for people to speak German with, the Library has them, and both have said yes."""
    need = listed(cast.ana)
    offered(cast.carla)
    interest = answers.show_interest(cast.carla, need, "Das passt zu uns.")
    return answers.accept(cast.ana, interest)


@pytest.fixture
def cafe(cast, at):
    return found(cast.ana, CAFE)


def step(by, interest, label):
    return next(each for each in steps.of(by, interest) if label in each.label)


def labels(app, by, interest):
    with app.test_request_context():
        return [each.label for each in steps.of(by, interest)]


def test_from_the_yes_both_are_in_at_once_with_what_they_have_written(cast, agreed):
    both = realising.begin_cooperation(cast.carla, agreed)
    assert (both.title, both.state, both.origin) == ("Sprachcafé", "planning", "match")
    assert [partner.organisation.name for partner in both.accepted] == ["The Library", "The Mill"]
    assert "Menschen zum Deutschsprechen" in both.summary
    assert (both.audiences, both.district_number) == (["seniors"], 40)
    assert both.partner(cast.city_library.id).contribution == "Ältere sprechen gern mit Ihnen"


def test_both_listings_belong_to_it_and_their_match_has_become_real(cast, agreed):
    both = realising.begin_cooperation(cast.ana, agreed)
    assert {each.cooperation_id for each in db.session.query(Listing)} == {both.id}
    assert db.session.query(Match).one().state == "realised"


def test_begun_twice_from_one_yes_it_is_the_first_one(cast, agreed):
    first = realising.begin_cooperation(cast.ana, agreed)
    assert realising.begin_cooperation(cast.carla, agreed) is first
    assert db.session.query(Cooperation).count() == 1


def test_begun_from_the_yes_to_the_other_listing_it_is_the_same(cast, agreed):
    first = realising.begin_cooperation(cast.ana, agreed)
    offer = db.session.query(Listing).filter(Listing.direction == "offer").one()
    other = answers.accept(cast.carla, answers.show_interest(cast.ana, offer, "Und umgekehrt."))
    assert realising.begin_cooperation(cast.carla, other) is first


def test_both_press_the_button_at_the_same_moment_and_there_is_one(cast, agreed, app):
    ready, begun = threading.Barrier(2), []
    ids = [(each.user.id, each.organisation_id) for each in (cast.ana, cast.carla)]
    interest_id = agreed.id
    db.session.commit()

    def press(user_id, organisation_id):
        from kiknet.accounts.models import User
        from kiknet.organisations.acting import Acting
        from kiknet.organisations.models import Organisation

        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), "admin")
            interest = db.session.get(Interest, interest_id)
            ready.wait()
            begun.append(realising.begin_cooperation(by, interest).id)

    threads = [threading.Thread(target=press, args=each) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert len(begun) == 2
    assert db.session.query(Cooperation).count() == 1


def test_without_a_yes_nothing_begins_and_strangers_begin_nothing(cast, at):
    interest = answers.show_interest(cast.carla, listed(cast.ana), "Das passt zu uns.")
    with pytest.raises(NotAllowed):
        realising.begin_cooperation(cast.ana, interest)
    answers.accept(cast.ana, interest)
    with pytest.raises(NotAllowed):
        realising.begin_cooperation(cast.vera, interest)
    with pytest.raises(NotAllowed):
        realising.begin_cooperation(cast.olga, interest)


def test_the_page_offers_the_steps_and_then_the_next_ones(cast, agreed, app, browser):
    page = browser.as_(cast.ana).get(f"/suchen-bieten/{agreed.listing_id}").text
    assert "Kooperation beginnen" in page
    answer = browser.post(f"/suchen-bieten/interesse/{agreed.id}/kooperation")
    both = db.session.query(Cooperation).one()
    assert answer.headers["Location"] == f"/kooperationen/{both.id}"
    page = browser.get(f"/suchen-bieten/{agreed.listing_id}").text
    assert f"/mein/veranstaltungen/neu?am=2027-03-02&amp;von=14:00&amp;bis=17:00&amp;kooperation={both.id}" in page
    assert f"/raeume?art=room&amp;tag=2027-03-02&amp;von=14:00&amp;bis=17:00&amp;kooperation={both.id}" in page
    assert f"/suchen-bieten/{agreed.listing_id}/erledigung?mit={cast.city_library.id}" in page


def test_the_settled_listing_asks_nothing_that_is_known(cast, agreed, browser):
    page = browser.as_(cast.ana).get(f"/suchen-bieten/{agreed.listing_id}/erledigung?mit={cast.city_library.id}").text
    assert f'<option selected value="{cast.city_library.id}">' in page


def test_an_event_without_a_cooperation_is_filled_in_too(cast, agreed, app, browser):
    with app.test_request_context():
        address = step(cast.ana, agreed, "eranstaltung").href
    page = browser.as_(cast.ana).get(address).text
    assert 'value="Menschen zum Deutschsprechen"' in page
    assert 'value="The Library"' in page
    assert 'value="2027-03-02"' in page
    assert "Wir üben Deutsch beim Tee." in page


def test_the_other_one_is_told(cast, agreed):
    from kiknet.notifications.models import Notice

    realising.begin_cooperation(cast.ana, agreed)
    assert [row.user_id for row in db.session.query(Notice).filter(Notice.kind == "cooperation_begun")] == [
        cast.carla.user.id
    ]


def test_an_open_role_is_a_need_that_is_filled_in(cast, cafe, browser):
    page = browser.as_(cast.ana).get(f"/mein/suchen-bieten/neu?kooperation={cafe.id}").text
    assert 'value="Zwei Menschen, die Kuchen backen"' in page
    assert "Sprachcafé für alle" in page
    assert f'<option selected value="{cafe.id}">' in page
    assert '<option selected value="40">' in page
    assert browser.as_(cast.carla).get(f"/mein/suchen-bieten/neu?kooperation={cafe.id}").status_code == 403


def test_the_role_stands_on_the_board_and_on_the_page_of_the_cooperation(cast, cafe, app, browser):
    role = listed(cast.ana, cooperation_id=cafe.id)
    part = next(part for part in parts.PARTS if part.name == "listings")
    with app.test_request_context():
        (item,) = part.items(cast.carla, cafe)
    assert (item.title, item.url) == (role.title, f"/suchen-bieten/{role.id}")
    assert "Sprachcafé für alle" in browser.as_(cast.carla).get(f"/suchen-bieten/{role.id}").text


def test_an_open_role_is_matched_as_any_need(cast, cafe):
    offered(cast.carla)
    role = listed(cast.ana, cooperation_id=cafe.id)
    assert db.session.query(Match).one().need_id == role.id
    assert db.session.query(Match).one().state == "suggested"


def test_nobody_looks_for_something_in_the_name_of_others(cast, cafe):
    with pytest.raises(NotAllowed):
        listed(cast.carla, cooperation_id=cafe.id)
    assert db.session.query(Listing).count() == 0


def test_who_is_found_for_a_role_is_invited_with_one_button(cast, cafe, browser):
    role = listed(cast.ana, cooperation_id=cafe.id)
    answers.accept(cast.ana, answers.show_interest(cast.carla, role, "Wir backen gern."))
    page = browser.as_(cast.ana).get(f"/suchen-bieten/{role.id}").text
    assert "Kooperation beginnen" not in page
    assert f"/suchen-bieten/{role.id}/einladung" in page
    browser.post(f"/suchen-bieten/{role.id}/einladung", data={"organisation": cast.city_library.id})
    db.session.expire_all()
    assert cafe.partner(cast.city_library.id).state == "invited"
    assert f"/suchen-bieten/{role.id}/einladung" not in browser.get(f"/suchen-bieten/{role.id}").text


def test_a_fulfilled_role_offers_to_invite_whoever_it_was(cast, cafe, browser):
    role = listed(cast.ana, cooperation_id=cafe.id)
    fulfil_listing(cast.ana, role, "board", cast.city_library)
    assert f"/suchen-bieten/{role.id}/einladung" in browser.as_(cast.ana).get(f"/suchen-bieten/{role.id}").text


def test_nobody_is_invited_who_has_not_answered(cast, cafe, browser):
    role = listed(cast.ana, cooperation_id=cafe.id)
    answer = browser.as_(cast.ana).post(
        f"/suchen-bieten/{role.id}/einladung", data={"organisation": cast.city_library.id}
    )
    assert answer.status_code == 403
    assert cafe.partner(cast.city_library.id) is None


def test_what_is_lent_and_looked_for_is_realised_by_its_booking(cast, at):
    from rooms import asked
    from rooms import offered as lent

    from kiknet.booking.service import decisions
    from kiknet.booking.service.requests import request_booking

    hall = lent(cast.carla)
    listed(
        cast.ana, kind="room", title="Saal für 40 Personen", text="", languages=(), capacity=40,
        availability=Availability(), topics=(), audiences=(),
    )  # fmt: skip
    match = db.session.query(Match).filter(Match.resource_id == hall.id).one()
    booking = request_booking(cast.ana, asked(hall))
    assert match.state == "suggested"
    decisions.confirm(cast.carla, booking, None)
    db.session.expire_all()
    assert match.state == "realised"


MONDAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ([TUESDAYS], Time(date(2027, 3, 2), time(14), time(17))),
        ([Availability("weekly", (Weekly(0),))], Time(date(2027, 3, 8))),
        (
            [Availability("weekly", (Weekly(1, time(15), time(18)),)), TUESDAYS],
            Time(date(2027, 3, 2), time(15), time(17)),
        ),
        ([TUESDAYS, Availability("weekly", (Weekly(2),))], Time(date(2027, 3, 2), time(14), time(17))),
        ([Availability("dates", (), (OnDate(date(2027, 3, 20)), OnDate(MONDAY)))], Time(date(2027, 3, 20))),
        ([Availability("flexible")], None),
        ([Availability(), TUESDAYS], Time(date(2027, 3, 2), time(14), time(17))),
    ],
)
def test_the_next_time_suits_all_who_say_when(sides, expected):
    assert next_time(MONDAY, *sides) == expected


def test_a_draft_is_for_its_own_organisation_alone(cast, app):
    both = found(cast.ana, CAFE, with_=[cast.city_library], have_agreed=True)
    post_listing(cast.ana, wanted(cooperation_id=both.id), publish=False)
    part = next(part for part in parts.PARTS if part.name == "listings")
    with app.test_request_context():
        assert part.items(cast.carla, both) == []
        assert len(part.items(cast.ben, both)) == 1


def test_what_was_written_on_the_board_becomes_a_text_for_guests_once_it_is_put_into_other_words(cast, agreed):
    both = realising.begin_cooperation(cast.ana, agreed)
    draft = CooperationDraft(title="Sprachcafé", summary=both.summary)
    moving.change(cast.ana, both, draft, both.revision)
    assert linking.text_for_guests(both) == ""

    moving.change(cast.ana, both, replace(draft, summary="Wir reden beim Tee."), both.revision)
    moving.change(cast.ana, both, replace(draft, title="Café", summary="Wir reden beim Tee."), both.revision)
    assert linking.text_for_guests(both) == "Wir reden beim Tee."


def test_the_form_of_a_further_event_does_not_propose_a_day_that_is_over(cast, browser, at):
    draft = CooperationDraft(title="Café", summary="Wir reden beim Tee.", starts_on=date(2027, 3, 1))
    cafe = found(cast.ana, draft)
    form = browser.as_(cast.ana).get(f"/mein/veranstaltungen/neu?kooperation={cafe.id}").text
    assert 'value="2027-03-01"' in form
    assert "Wir reden beim Tee." in form

    at(2027, 4, 1, 12)
    form = browser.as_(cast.ana).get(f"/mein/veranstaltungen/neu?kooperation={cafe.id}").text
    assert 'value="2027-03-01"' not in form


@pytest.mark.parametrize(
    ("needs", "kind"),
    [
        ("Eine Schiedsrichterin und Kuchen", "volunteer"),
        ("Jemand, der Kuchen backt", "volunteer"),
        ("Eine Küche für den Kuchen", "room"),
    ],
)
def test_cake_is_no_kitchen(cast, at, needs, kind):
    assert role_values(found(cast.ana, CooperationDraft(title="Ein Fest", needs=needs)))["kind"] == kind
