"""What becomes of a match when its two organisations talk: contacted, agreed, realised."""

import pytest
from cooperating import led
from listings import listed, offered
from post import mails_to
from sqlalchemy import select

from kiknet.board.service import answers, listings
from kiknet.db import db, transaction
from kiknet.matching import service, telling
from kiknet.matching.models import Match

HELLO = "Das passt uns gut."


def only():
    db.session.rollback()
    return db.session.scalars(select(Match)).one()


def test_an_answer_is_contact_a_yes_is_agreement(cast):
    need = listed(cast.ana)
    offered(cast.carla)

    interest = answers.show_interest(cast.carla, need, HELLO)
    assert only().state == "contacted"
    answers.accept(cast.ana, interest)
    assert only().state == "agreed"


@pytest.mark.parametrize("ends", ["decline", "withdraw_interest"])
def test_after_a_no_it_can_be_answered_again(cast, ends):
    need = listed(cast.ana)
    offered(cast.carla)
    interest = answers.show_interest(cast.carla, need, HELLO)

    if ends == "decline":
        answers.decline(cast.ana, interest, "")
    else:
        answers.withdraw_interest(cast.carla, interest)

    assert only().state == "seen"


def test_a_no_to_one_answer_does_not_undo_the_yes_to_the_other(cast):
    need, given = listed(cast.ana), offered(cast.carla)
    theirs, ours = answers.show_interest(cast.carla, need, HELLO), answers.show_interest(cast.ana, given, HELLO)
    answers.accept(cast.ana, theirs)

    answers.decline(cast.carla, ours, "Wir reden ja schon.")

    assert only().state == "agreed"


def test_while_one_answer_is_open_they_are_still_talking(cast):
    need, given = listed(cast.ana), offered(cast.carla)
    theirs = answers.show_interest(cast.carla, need, HELLO)
    answers.show_interest(cast.ana, given, HELLO)

    answers.decline(cast.ana, theirs, "")

    assert only().state == "contacted"


def test_who_talks_already_is_not_told_that_they_might(cast):
    """Carla answers first and writes down afterwards what she offers."""
    need = listed(cast.ana)
    answers.show_interest(cast.carla, need, HELLO)

    offered(cast.carla)
    telling.tell()

    assert only().state == "contacted"
    assert not mails_to("ana@example.org", "match_found")


def test_a_yes_takes_back_that_it_does_not_fit(cast):
    need = listed(cast.ana)
    offered(cast.carla)
    service.dismiss(cast.ana, only(), "Zu spät am Tag.")
    answers.accept(cast.ana, answers.show_interest(cast.carla, need, HELLO))

    match = only()
    assert (match.state, match.dismissed_by, match.reason) == ("agreed", None, "")


def test_taking_back_that_it_does_not_fit_goes_on_where_they_were(cast):
    need = listed(cast.ana)
    offered(cast.carla)
    answers.show_interest(cast.carla, need, HELLO)
    service.dismiss(cast.ana, only())

    service.take_back(cast.ana, only())

    assert only().state == "contacted"


def test_what_has_begun_is_remembered(cast):
    need = listed(cast.ana)
    offered(cast.carla)
    answers.accept(cast.ana, answers.show_interest(cast.carla, need, HELLO))
    begun, second = led(cast.ana, "Sprachtreff"), led(cast.ana, "Noch einer")

    with transaction():
        (match,) = service.realise(need, cast.city_library.id, begun)
        assert service.realise(need, cast.city_library.id, second) == []

    match = only()
    assert (match.state, match.realised_kind, match.realised_id) == ("realised", "cooperations", begun.id)


@pytest.mark.parametrize(("answered", "back"), [(False, "seen"), (True, "agreed")])
def test_what_was_not_settled_after_all_has_not_begun_either(cast, answered, back):
    need = listed(cast.ana)
    offered(cast.carla)
    if answered:
        answers.accept(cast.ana, answers.show_interest(cast.carla, need, HELLO))
    listings.fulfil_listing(cast.ana, need, "board", cast.city_library)
    assert only().state == "realised"

    listings.reopen_listing(cast.ana, need)

    match = only()
    assert (match.state, match.realised_kind, match.realised_id) == (back, "", None)


def test_with_somebody_else_nothing_has_begun(cast):
    need = listed(cast.ana)
    offered(cast.carla)

    with transaction():
        assert service.realise(need, cast.mill.id + 999, need) == []

    assert only().state == "suggested"
