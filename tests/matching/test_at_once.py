"""Two organisations at the same moment: whoever is second learns of it, and one state is left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from listings import listed, offer, offered, wanted
from sqlalchemy import select

from kiknet.accounts.models import User
from kiknet.board.models import Interest, Listing
from kiknet.board.service import answers
from kiknet.board.service.listings import post_listing, withdraw_listing
from kiknet.db import db
from kiknet.errors import KiknetError
from kiknet.matching import service
from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

ROUNDS = 8


def at_once(app, *deeds):
    """Each deed in a thread of its own, with a session of its own; what each returned or was refused with."""
    ready = Barrier(len(deeds))
    db.session.rollback()

    def do(deed):
        with app.app_context():
            ready.wait()
            try:
                return deed()
            except KiknetError as refusal:
                db.session.rollback()
                return type(refusal).__name__

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(do, deeds))


def person(acting):
    """The same person in another session."""
    user_id, organisation_id, role = acting.user.id, acting.organisation.id, acting.role

    def again():
        return Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), role)

    return again


def only():
    db.session.rollback()
    return db.session.scalars(select(Match)).one()


def test_of_two_who_dismiss_at_once_one_is_remembered(app, cast):
    listed(cast.ana)
    offered(cast.carla)
    ana, carla, number = person(cast.ana), person(cast.carla), only().id

    for _round in range(ROUNDS):
        found = at_once(
            app,
            lambda: service.dismiss(ana(), db.session.get(Match, number), "Ana"),
            lambda: service.dismiss(carla(), db.session.get(Match, number), "Carla"),
        )
        match = only()
        assert sorted(found, key=str) == [None, "Rejected"]
        assert match.state == "dismissed"
        assert (match.dismissed_by.name, match.reason) in {("The Mill", "Ana"), ("The Library", "Carla")}
        service.take_back(cast.ana if match.reason == "Ana" else cast.carla, match)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_agreeing_and_dismissing_at_once_agreeing_wins_in_the_end(app, cast, round_):
    listed(cast.ana)
    interest = answers.show_interest(cast.ana, offered(cast.carla), "Das passt uns gut.").id
    ana, carla, number = person(cast.ana), person(cast.carla), only().id

    at_once(
        app,
        lambda: service.dismiss(ana(), db.session.get(Match, number)),
        lambda: answers.accept(carla(), db.session.get(Interest, interest)) and None,
    )

    assert db.session.get(Interest, interest).state == "accepted"
    assert only().state == "agreed"


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_two_answers_to_each_other_one_yes_is_enough_whoever_is_faster(app, cast, round_):
    """Both have answered the other's entry; at the same moment one says yes, and the other takes their own back."""
    need, given = listed(cast.ana), offered(cast.carla)
    theirs = answers.show_interest(cast.carla, need, "Das passt.").id
    ours = answers.show_interest(cast.ana, given, "Das passt.").id
    ana, again = person(cast.ana), person(cast.ben)

    at_once(
        app,
        lambda: answers.accept(ana(), db.session.get(Interest, theirs)) and None,
        lambda: answers.withdraw_interest(again(), db.session.get(Interest, ours)) and None,
    )

    assert only().state == "agreed"


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_a_yes_and_taking_it_back_at_once_the_match_says_what_the_answer_says(app, cast, round_):
    need = listed(cast.ana)
    offered(cast.carla)
    interest = answers.show_interest(cast.carla, need, "Das passt.").id
    ana, carla = person(cast.ana), person(cast.carla)

    found = at_once(
        app,
        lambda: answers.accept(ana(), db.session.get(Interest, interest)) and None,
        lambda: answers.withdraw_interest(carla(), db.session.get(Interest, interest)) and None,
    )

    match = only()
    assert sorted(found, key=str) == [None, "Rejected"]
    assert (db.session.get(Interest, interest).state, match.state) in {("accepted", "agreed"), ("withdrawn", "seen")}


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_a_yes_and_taking_the_entry_down_at_once_nobody_is_left_waiting(app, cast, round_):
    need = listed(cast.ana)
    offered(cast.carla)
    interest = answers.show_interest(cast.carla, need, "Das passt.").id
    ana, ben, number = person(cast.ana), person(cast.ben), need.id

    at_once(
        app,
        lambda: answers.accept(ana(), db.session.get(Interest, interest)) and None,
        lambda: withdraw_listing(ben(), db.session.get(Listing, number)),
    )

    match = only()
    assert db.session.get(Listing, number).state == "withdrawn"
    assert (db.session.get(Interest, interest).state, match.state) in {("accepted", "agreed"), ("declined", "stale")}


def test_a_need_and_an_offer_written_at_the_same_moment_find_each_other_once(app, cast):
    ana, carla = person(cast.ana), person(cast.carla)

    at_once(app, lambda: post_listing(ana(), wanted()) and None, lambda: post_listing(carla(), offer()) and None)

    assert len(db.session.scalars(select(Listing)).all()) == 2
    assert only().state == "suggested"
