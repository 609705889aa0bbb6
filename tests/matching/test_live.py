"""Matches follow the board: the Mill (Ana, Ben) looks for people to speak German with, the Library (Carla) has some."""

from datetime import timedelta
from threading import Thread

from listings import TUESDAYS, listed, offer, offered, wanted
from post import mails_to
from rooms import offered as room_offered
from sqlalchemy import select

from kiknet import clock
from kiknet.board import lifetime
from kiknet.board.availability import Availability, Weekly
from kiknet.board.models import Listing
from kiknet.board.service import answers, listings
from kiknet.db import db, transaction
from kiknet.matching import lists, renewing, sentences, service, telling
from kiknet.matching.judge import Reason
from kiknet.matching.models import Match, MatchTerm
from kiknet.organisations.service import office


def on_their_list(organisation_id, which=""):
    return db.session.scalars(lists.for_organisation(organisation_id, which)).all()


def matches():
    db.session.rollback()
    return list(db.session.scalars(select(Match).order_by(Match.id)))


def only():
    (match,) = matches()
    return match


def test_a_need_and_an_offer_that_fit_find_each_other_whichever_comes_second(cast):
    listed(cast.ana)
    assert matches() == []

    offered(cast.carla)

    match = only()
    assert match.score >= 60
    assert match.state == "suggested"
    assert [o.name for o in match.organisations] == ["The Mill", "The Library"]


def test_the_reasons_are_whole_sentences(cast):
    offered(cast.carla)
    listed(cast.ana)

    said = sentences.reasons(Reason(*reason) for reason in only().reasons)

    assert "Beide haben am Dienstag nachmittags Zeit (14:00–17:00 Uhr)." in said
    assert "Die Sprache passt: Deutsch." in said


def test_ones_own_offer_is_no_match(cast):
    listed(cast.ana)
    offered(cast.ben)

    assert matches() == []


def test_both_sides_are_told_once_in_a_mail_with_the_reasons(cast):
    listed(cast.ana)
    found = offered(cast.carla)
    telling.tell()
    telling.tell()

    (to_ana,) = [mail for mail in mails_to("ana@example.org") if mail.kind == "match_found"]
    (to_carla,) = [mail for mail in mails_to("carla@example.org") if mail.kind == "match_found"]
    assert "\n\nSehen Sie es sich hier an." in to_ana.text
    assert "The Library" in to_ana.text
    assert "Die Sprache passt" in to_ana.text
    assert to_ana.unsubscribe_url
    assert "The Mill" in to_carla.text
    assert "example.org" not in to_ana.text.replace("kiknet.example.org", "")

    found = db.session.get(Listing, found.id)
    listings.change_listing(cast.carla, found, offer(text="Mit Kuchen."), found.revision)
    telling.tell()
    assert len([mail for mail in mails_to("ana@example.org") if mail.kind == "match_found"]) == 1


def test_what_only_could_fit_waits_in_the_list_without_a_mail(cast):
    listed(cast.ana, availability=Availability(), audiences=(), topics=(), district_number=None)
    offered(cast.carla, availability=TUESDAYS, audiences=("men",), topics=(), district_number=39)

    match = only()
    telling.tell()
    assert 40 <= match.score < 60
    assert [mail for mail in mails_to("ana@example.org") if mail.kind == "match_found"] == []
    assert on_their_list(cast.mill.id) == [match]


def test_what_was_dismissed_before_the_job_came_is_not_told(cast):
    listed(cast.ana)
    offered(cast.carla)
    service.dismiss(cast.carla, only())

    telling.tell()

    assert [mail for mail in mails_to("ana@example.org") if mail.kind == "match_found"] == []
    assert not only().is_to_tell


def test_a_dismissed_match_returns_only_when_one_of_the_two_says_something_else(cast):
    need = listed(cast.ana)
    offered(cast.carla)
    service.dismiss(cast.carla, only(), "Wir haben dienstags doch zu.")
    assert on_their_list(cast.mill.id) == []
    assert on_their_list(cast.city_library.id, "dismissed")[0].reason == "Wir haben dienstags doch zu."

    need = db.session.get(Listing, need.id)
    listings.pause_listing(cast.ana, need)
    listings.resume_listing(cast.ana, db.session.get(Listing, need.id))
    assert only().state == "dismissed"

    need = db.session.get(Listing, need.id)
    listings.change_listing(cast.ana, need, wanted(text="Auch im Freien."), need.revision)
    assert only().state == "suggested"
    assert only().reason == ""


def test_who_dismissed_it_may_take_that_back(cast):
    listed(cast.ana)
    offered(cast.carla)
    service.dismiss(cast.carla, only())

    service.take_back(cast.carla, only())

    assert only().state == "suggested"


def test_a_paused_listing_is_suggested_to_nobody(cast):
    listed(cast.ana)
    found = offered(cast.carla)

    listings.pause_listing(cast.carla, found)

    assert only().state == "stale"
    assert db.session.scalars(select(MatchTerm).where(MatchTerm.side == "offer")).all() == []
    listings.resume_listing(cast.carla, db.session.get(Listing, found.id))
    assert only().state == "suggested"


def test_what_no_longer_fits_is_over(cast):
    listed(cast.ana)
    found = offered(cast.carla)

    thursday = Availability("weekly", (Weekly(3),))
    listings.change_listing(cast.carla, found, offer(availability=thursday), found.revision)

    assert only().state == "stale"
    assert on_their_list(cast.mill.id) == []


def test_a_listing_whose_time_is_over_is_not_shown_even_before_the_night(cast, monkeypatch):
    listed(cast.ana)
    offered(cast.carla)
    later = clock.now() + lifetime.LASTS + timedelta(days=2)

    monkeypatch.setattr(clock, "now", lambda: later)

    assert on_their_list(cast.mill.id) == []
    renewing.let_go()
    assert only().state == "stale"
    assert db.session.scalars(select(MatchTerm)).all() == []


def test_an_answer_on_the_board_carries_the_match_along(cast):
    listed(cast.ana)
    found = offered(cast.carla)

    interest = answers.show_interest(cast.ana, found, "Das passt uns gut.")
    assert only().state == "contacted"
    answers.accept(cast.carla, interest)
    assert only().state == "agreed"


def test_a_declined_answer_leaves_the_match_open(cast):
    listed(cast.ana)
    interest = answers.show_interest(cast.ana, offered(cast.carla), "Das passt uns gut.")

    answers.decline(cast.carla, interest, "Gerade nicht.")

    assert only().state == "seen"


def test_a_need_for_a_room_finds_a_room_that_is_lent(cast):
    room = room_offered(cast.carla)
    room_need = {"kind": "room", "languages": (), "title": "Saal für unser Fest", "topics": ()}

    listed(cast.ana, **room_need, capacity=room.capacity)
    match = only()
    assert match.resource_id == room.id
    assert [o.name for o in match.organisations] == ["The Mill", "The Library"]

    listed(cast.ben, **room_need, capacity=room.capacity + 1)
    assert len(matches()) == 1


def test_listings_from_before_there_was_an_index_are_found_after_the_night(cast):
    listed(cast.ana)
    offered(cast.carla)
    with transaction():
        db.session.query(MatchTerm).delete()
        db.session.query(Match).delete()

    assert renewing.mend() == 2

    assert only().score >= 60
    assert renewing.mend() == 0


def test_what_never_enters_the_index_does_not_keep_the_night_busy(app, cast):
    listed(cast.ana)
    listed(cast.ben)
    last = offered(cast.carla)
    office.suspend(cast.olga, cast.mill, "Wir prüfen.")
    with transaction():
        db.session.query(MatchTerm).delete()
    number = last.id
    db.session.rollback()

    def night():
        with app.app_context():
            renewing.mend()

    round_ = Thread(target=night, daemon=True)
    round_.start()
    round_.join(20)

    assert not round_.is_alive()
    assert set(db.session.scalars(select(MatchTerm.object_id))) == {number}


def test_two_organisations_that_become_one_do_not_fit_themselves(cast):
    listed(cast.ana)
    offered(cast.carla)

    office.merge(cast.olga, cast.city_library, cast.mill)

    assert only().state == "stale"
    assert on_their_list(cast.mill.id) == []
