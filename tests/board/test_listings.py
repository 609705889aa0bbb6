"""Putting something on the board and what becomes of it: Ana and Ben for the Mill, Carla for the Library."""

import io
import re
from datetime import date, timedelta
from uuid import uuid4

import listings as our_listings
import pytest
from listings import listed, wanted
from PIL import Image
from post import mails_to
from rooms import chairs
from sqlalchemy import func, select

from kiknet import clock
from kiknet.audit import AuditEntry
from kiknet.board import policy, queries
from kiknet.board.availability import Availability, OnDate
from kiknet.board.draft import Spoken
from kiknet.board.models import Listing
from kiknet.board.service import approval, listings
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, Gone, NotAllowed, NotFound, Rejected


@pytest.fixture
def new_mill(cast):
    """The Mill is new in the network."""
    with transaction():
        cast.mill.trust = "new"
    return cast


def test_what_is_posted_is_on_the_board_as_it_was_typed(cast):
    need = listed(cast.ana)

    found = queries.listing_by_id(None, need.id)

    assert (found.title, found.state_now, found.spoken) == ("Menschen zum Deutschsprechen", "active", ["de", "uk"])
    assert found.languages == [
        {"lang": "de", "role": "learns", "level": "A2"},
        {"lang": "uk", "role": "speaks", "level": None},
    ]
    assert found.availability == {"type": "weekly", "slots": [{"weekday": "TU", "from": "14:00", "to": "17:00"}]}
    assert found.when == our_listings.TUESDAYS
    assert queries.latest(None, 5) == [need]


def test_it_lasts_ninety_days(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    assert need.valid_until == date(2027, 5, 30)

    at(2027, 5, 30, 23)
    assert need.state_now == "active"
    assert queries.latest(None, 5) == [need]

    at(2027, 5, 31, 1)
    assert need.state_now == "expired"
    assert queries.latest(cast.carla, 5) == []
    with pytest.raises(Gone):
        queries.listing_by_id(None, need.id)


def test_what_expired_is_on_the_board_again_with_one_deed(cast, at):
    need = listed(cast.ana)
    at(2027, 7, 1, 12)

    listings.renew_listing(cast.ben, need)

    assert need.state_now == "active"
    assert need.valid_until == date(2027, 9, 29)
    assert queries.latest(None, 5) == [need]


def test_what_is_paused_is_seen_by_its_owner_only(cast):
    need = listed(cast.ana)
    listings.pause_listing(cast.ana, need)

    with pytest.raises(NotFound):
        queries.listing_by_id(cast.carla, need.id)
    assert queries.own_listings(cast.ben, "resting") == [need]

    listings.resume_listing(cast.ana, need)
    assert queries.listing_by_id(cast.carla, need.id) == need


def test_through_whom_something_was_found_is_remembered(cast):
    need = listed(cast.ana)

    listings.fulfil_listing(cast.ana, need, "board", cast.city_library)

    db.session.expire_all()
    assert (need.state_now, need.fulfilled_how, need.fulfilled_with) == ("fulfilled", "board", cast.city_library)
    assert queries.own_listings(cast.ana, "over") == [need]
    with pytest.raises(Gone):
        queries.listing_by_id(None, need.id)


def test_nobody_finds_it_through_themselves(cast):
    need = listed(cast.ana)
    for how, with_ in (("board", cast.mill), ("luck", None)):
        with pytest.raises(Rejected):
            listings.fulfil_listing(cast.ana, need, how, with_)


def test_what_was_withdrawn_is_gone(cast):
    need = listed(cast.ana)
    hidden = listed(cast.ana, visibility="network", title="Nur für uns")
    for each in (need, hidden):
        listings.withdraw_listing(cast.ana, each)

    with pytest.raises(Gone):
        queries.listing_by_id(None, need.id)
    with pytest.raises(NotFound):
        queries.listing_by_id(None, hidden.id)
    with pytest.raises(Gone):
        queries.listing_by_id(cast.carla, hidden.id)


def test_of_what_is_for_the_network_strangers_know_nothing(cast):
    need = listed(cast.ana, visibility="network")

    assert queries.latest(None, 5) == []
    assert queries.latest(cast.carla, 5) == [need]
    with pytest.raises(NotFound):
        queries.listing_by_id(None, need.id)


def test_a_draft_is_seen_by_its_organisation_and_the_office(cast):
    need = listings.post_listing(cast.ana, wanted(), publish=False)

    assert queries.listing_by_id(cast.vera, need.id) == queries.listing_by_id(cast.olga, need.id) == need
    for by in (None, cast.carla):
        with pytest.raises(NotFound):
            queries.listing_by_id(by, need.id)


def test_the_office_looks_first_at_what_a_new_organisation_writes(new_mill):
    need = listed(new_mill.ana)

    assert need.state == "submitted"
    assert queries.waiting_listings() == [need]
    assert "The Mill" in mails_to("olga@example.org", "listing_submitted")[0].subject
    approval.approve_listing(new_mill.olga, need, trust=True)

    assert queries.latest(None, 5) == [need]
    assert mails_to("ana@example.org", "listing_decided")
    assert listed(new_mill.ana, title="Noch etwas").state == "active"


def test_other_words_of_a_new_organisation_are_looked_at_again(new_mill):
    need = listed(new_mill.ana)
    approval.approve_listing(new_mill.olga, need)

    listings.change_listing(new_mill.ana, need, wanted(district_number=39), need.revision)
    assert need.state == "active"

    listings.change_listing(new_mill.ana, need, wanted(title="Kaufen Sie jetzt"), need.revision)
    assert need.state == "submitted"


@pytest.mark.parametrize(
    "changes", [{"text": "Kaufen Sie!"}, {"topics": ("Gewinnspiel",)}, {"kind": "room", "features": ("Spielautomat",)}]
)
def test_whatever_a_new_organisation_types_is_looked_at_again(new_mill, changes):
    need = listed(new_mill.ana, kind=changes.get("kind", "language_partner"))
    approval.approve_listing(new_mill.olga, need)

    listings.change_listing(new_mill.ana, need, wanted(**changes), need.revision)

    assert need.state == "submitted"


def test_other_words_for_a_picture_are_looked_at_again(new_mill):
    picture = a_picture(new_mill.ana)
    shown = {"picture_id": picture.id, "picture_alt": "Ein rotes Feld"}
    need = listed(new_mill.ana, **shown)
    approval.approve_listing(new_mill.olga, need)

    for more in ({"picture_alt": "Jetzt kaufen"}, {"picture_credit": "www.example.org"}):
        listings.change_listing(new_mill.ana, need, wanted(**shown | more), need.revision)
        assert need.state == "submitted"
        approval.approve_listing(new_mill.olga, need)
        shown |= more
    listings.change_listing(new_mill.ana, need, wanted(**shown), need.revision)
    assert need.state == "active"


def test_what_a_picture_shows_is_said_where_it_is_shown(cast):
    """One picture in two entries: the other entry keeps its words, also when they are changed later."""
    picture = a_picture(cast.ana)
    first = listed(cast.ana, picture_id=picture.id, picture_alt="Das rote Sofa")
    second = listed(cast.ana, picture_id=picture.id, picture_alt="Unser Lesezimmer", picture_credit="Ben")

    assert (first.picture.alt, first.picture.credit) == ("Das rote Sofa", "")
    assert (second.picture.alt, second.picture.credit) == ("Unser Lesezimmer", "Ben")

    changed = wanted(picture_id=second.picture_id, picture_alt="Das Lesezimmer am Abend")
    listings.change_listing(cast.ana, second, changed, second.revision)

    db.session.expire_all()
    assert (first.picture.alt, second.picture.alt) == ("Das rote Sofa", "Das Lesezimmer am Abend")


def test_the_same_words_need_no_second_picture(cast):
    picture = a_picture(cast.ana)
    shown = {"picture_id": picture.id, "picture_alt": "Das rote Sofa"}

    assert {listed(cast.ana, **shown).picture_id, listed(cast.ana, **shown).picture_id} == {picture.id}


def a_picture(by):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return listings.keep_picture(by, io.BytesIO(file.getvalue()), "", "")


def test_a_pause_is_no_way_past_the_office(new_mill):
    need = listed(new_mill.ana)
    approval.approve_listing(new_mill.olga, need)
    listings.pause_listing(new_mill.ana, need)

    listings.change_listing(new_mill.ana, need, wanted(title="Kaufen Sie jetzt"), need.revision)

    assert need.state == "submitted"
    with pytest.raises(NotAllowed):
        listings.resume_listing(new_mill.ana, need)
    assert len(mails_to("olga@example.org", "listing_submitted")) == 2


def test_the_office_approves_only_what_it_has_read(new_mill):
    need = listed(new_mill.ana)
    read = need.revision
    listings.change_listing(new_mill.ana, need, wanted(title="Kaufen Sie jetzt"), read)

    with pytest.raises(ChangedMeanwhile):
        approval.approve_listing(new_mill.olga, need, version=read)
    assert need.state == "submitted"
    approval.approve_listing(new_mill.olga, need, version=need.revision)
    assert need.state == "active"


def test_what_the_office_declines_is_never_shown(new_mill):
    need = listed(new_mill.ana)

    approval.reject_listing(new_mill.olga, need, "Das ist Werbung.")

    assert (need.state, queries.own_listings(new_mill.ana, "over")) == ("rejected", [need])
    told = mails_to("ana@example.org", "listing_decided")[0]
    assert "Das ist Werbung." in told.text
    assert told.subject == "„Menschen zum Deutschsprechen“ wird nicht veröffentlicht"
    with pytest.raises(NotAllowed):
        approval.restore_listing(new_mill.olga, need)


def test_what_the_office_gives_back_can_be_sent_again(new_mill):
    need = listed(new_mill.ana)
    approval.return_listing(new_mill.olga, need, "Bitte ohne Telefonnummer.")

    assert need.state == "draft"
    assert "Telefonnummer" in mails_to("ana@example.org", "listing_decided")[0].text
    listings.publish_listing(new_mill.ana, need)
    assert need.state == "submitted"
    assert need.office_reason == ""


def test_what_the_office_removed_is_gone_for_others_and_can_come_back(cast):
    need = listed(cast.ana)
    approval.remove_listing(cast.olga, need, "Werbung")

    with pytest.raises(NotFound):
        queries.listing_by_id(cast.carla, need.id)
    assert queries.listing_by_id(cast.ana, need.id).office_reason == "Werbung"

    approval.restore_listing(cast.olga, need)
    assert queries.listing_by_id(None, need.id) == need


@pytest.mark.parametrize(("ends", "state"), [("pause_listing", "paused"), ("fulfil_listing", "fulfilled")])
def test_what_was_not_on_the_board_when_it_was_removed_does_not_come_on_it(cast, ends, state):
    need = listed(cast.ana)
    getattr(listings, ends)(cast.ana, need)
    approval.remove_listing(cast.olga, need, "Werbung")

    approval.restore_listing(cast.olga, need)

    assert (need.state, need.office_reason) == (state, "")
    assert queries.latest(cast.carla, 5) == []


def test_sent_twice_it_is_one(cast):
    key = uuid4()
    first, second = (listings.post_listing(cast.ana, wanted(), key=key) for _ in range(2))
    other = listings.post_listing(cast.ana, wanted(title="Etwas anderes"), key=key)

    assert first.id == second.id != other.id


def test_of_two_who_change_it_the_second_is_told(cast):
    need = listed(cast.ana)
    seen = need.revision
    listings.change_listing(cast.ana, need, wanted(title="Neu"), seen)

    with pytest.raises(ChangedMeanwhile):
        listings.change_listing(cast.ben, need, wanted(title="Auch neu"), seen)


def test_a_kind_keeps_only_what_it_is_asked(cast):
    some = chairs(cast.ana)
    offer = listed(cast.ana, direction="offer", kind="furniture", resource=some.id, quantity=20, capacity=7)

    assert (offer.resource, offer.quantity, offer.capacity, offer.languages) == (some, 20, None, [])


def test_nobody_offers_what_belongs_to_others(cast):
    some = chairs(cast.ana)
    with pytest.raises(Rejected) as refused:
        listed(cast.carla, direction="offer", kind="furniture", resource=some.id)
    assert refused.value.field == "resource"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "zwei\nZeilen"}),
        ("title", {"title": "x" * 121}),
        ("text", {"text": "x" * 5001}),
        ("topics", {"topics": tuple(f"t{n}" for n in range(11))}),
        ("topics", {"topics": ("a|b",)}),
        ("quantity", {"kind": "furniture", "quantity": 0}),
        ("languages", {"languages": (Spoken("xx"),)}),
        ("languages", {"languages": (Spoken("de", "sings"),)}),
        ("direction", {"direction": "both"}),
        ("kind", {"kind": "cat"}),
        ("picture_alt", {"picture_id": 1}),
        ("valid_until", {"valid_until": date(2020, 1, 1)}),
    ],
)
def test_what_cannot_be_posted(cast, field, changes):
    with pytest.raises(Rejected) as refused:
        listed(cast.ana, **changes)
    assert refused.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Listing)) == 0


def test_time_must_run_forward(cast):
    for stored in (
        {"type": "weekly", "slots": [{"weekday": "TU", "from": "17:00", "to": "15:00"}]},
        {"type": "dates", "dates": [{"date": str(clock.today() - timedelta(days=1)), "from": None, "to": None}]},
    ):
        with pytest.raises(Rejected) as refused:
            listed(cast.ana, availability=Availability.from_json(stored))
        assert refused.value.field == "availability"


def test_times_come_back_as_they_were_stored():
    for stored in (
        {},
        {"type": "flexible"},
        {"type": "weekly", "slots": [{"weekday": "SU", "from": None, "to": None}]},
        {"type": "dates", "dates": [{"date": "2027-03-09", "from": "09:00", "to": None}]},
    ):
        assert Availability.from_json(stored).to_json() == stored


def test_every_deed_leaves_a_trace(cast):
    need = listed(cast.ana)
    listings.pause_listing(cast.ben, need)
    deeds = db.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)).all()
    assert deeds[-2:] == ["listing.post", "listing.pause"]


def test_what_was_not_settled_after_all_is_on_the_board_again(cast, at):
    need = listed(cast.ana)
    before = need.listed_at, need.valid_until
    at(2027, 3, 10, 12)
    listings.fulfil_listing(cast.ana, need, "board", cast.city_library)

    listings.reopen_listing(cast.ben, need)

    assert need.state_now == "active"
    assert (need.fulfilled_at, need.fulfilled_how, need.fulfilled_with) == (None, "", None)
    assert (need.listed_at, need.valid_until) == before
    assert queries.latest(None, 5) == [need]


def test_what_is_reopened_after_its_time_has_90_days_again(cast, at):
    need = listed(cast.ana)
    listings.fulfil_listing(cast.ana, need)
    at(2027, 7, 1, 12)

    listings.reopen_listing(cast.ana, need)

    assert need.valid_until == date(2027, 9, 29)
    assert queries.latest(None, 5) == [need]


def test_what_was_for_one_day_that_is_over_stays_settled(cast, at):
    need = listed(cast.ana, availability=Availability("dates", dates=(OnDate(date(2027, 3, 20)),)))
    listings.fulfil_listing(cast.ana, need)
    at(2027, 3, 21, 12)

    with pytest.raises(NotAllowed):
        listings.reopen_listing(cast.ana, need)


# Who may do what in which state: the deed, and the people of the cast who may.
RIGHTS = {
    "draft": {"change": "ana ben", "publish": "ana ben", "withdraw": "ana ben"},
    "submitted": {
        "change": "ana ben", "withdraw": "ana ben", "approve": "olga", "return": "olga", "reject": "olga",
    },
    "active": {
        "change": "ana ben", "pause": "ana ben", "renew": "ana ben", "fulfil": "ana ben", "withdraw": "ana ben",
        "remove": "olga",
    },
    "paused": {
        "change": "ana ben", "resume": "ana ben", "renew": "ana ben", "fulfil": "ana ben", "withdraw": "ana ben",
        "remove": "olga",
    },
    "expired": {"change": "ana ben", "renew": "ana ben", "fulfil": "ana ben", "withdraw": "ana ben", "remove": "olga"},
    "fulfilled": {"reopen": "ana ben", "withdraw": "ana ben", "remove": "olga"},
    "withdrawn": {},
    "rejected": {"withdraw": "ana ben"},
    "removed": {"restore": "olga"},
}  # fmt: skip


@pytest.mark.parametrize("state", RIGHTS)
def test_who_may_do_what(cast, state):
    need = listed(cast.ana)
    need.state = state
    everybody = {"ana": cast.ana, "ben": cast.ben, "vera": cast.vera, "carla": cast.carla, "olga": cast.olga}
    may = {deed: {name for name, by in everybody.items() if policy.may(by, deed, need)} for deed in policy.RULES}
    assert may == {deed: set(RIGHTS[state].get(deed, "").split()) for deed in policy.RULES}
    assert not any(policy.may(None, deed, need) for deed in policy.RULES)


def test_viewers_and_others_change_nothing(cast):
    need = listed(cast.ana)
    for by in (cast.vera, cast.carla, cast.olga):
        with pytest.raises(NotAllowed):
            listings.change_listing(by, need, wanted(), need.revision)
    with pytest.raises(NotAllowed):
        listed(cast.vera)


@pytest.mark.parametrize(("page", "state"), [("rueckgabe", "draft"), ("ablehnung", "rejected")])
def test_the_office_gives_back_or_declines_the_words_it_has_read_and_no_others(new_mill, browser, page, state):
    need = listed(new_mill.ana)
    desk = browser.as_(new_mill.olga)
    link = re.search(rf'href="(/suchen-bieten/{need.id}/{page}[^"]*)"', desk.get("/buero/").text)[1]
    listings.change_listing(new_mill.ana, need, wanted(title="Kaufen Sie jetzt"), need.revision)

    answer = desk.post(link, data={"reason": "Zu kurz.", "version": hidden(desk.get(link).text)})

    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert "Zu kurz." in answer.text
    db.session.expire_all()
    assert need.state == "submitted"

    desk.post(link, data={"reason": "Zu kurz.", "version": hidden(answer.text)})
    db.session.expire_all()
    assert (need.state, need.office_reason) == (state, "Zu kurz.")


def test_what_the_office_shows_again_is_what_it_has_read(cast, browser):
    need = listed(cast.ana)
    approval.remove_listing(cast.olga, need, "Werbung")

    stale = browser.as_(cast.olga).post(f"/suchen-bieten/{need.id}/wiederherstellung", data={"version": "1"})

    assert stale.status_code == 409
    page = browser.get(f"/suchen-bieten/{need.id}").text.partition("wiederherstellung")[2]
    browser.post(f"/suchen-bieten/{need.id}/wiederherstellung", data={"version": hidden(page)})
    db.session.expire_all()
    assert need.state == "active"


def hidden(page):
    return re.search(r'name="version"[^>]* value="(\d+)"', page)[1]
