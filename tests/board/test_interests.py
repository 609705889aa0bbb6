"""That suits us: Carla answers for the Library what the Mill has put on the board."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from listings import listed
from post import mails_to
from sqlalchemy import func, select

from kiknet.board import policy, queries
from kiknet.board.models import Interest
from kiknet.board.service import answers, approval, listings
from kiknet.conversations.models import Conversation, Message
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound, Rejected
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office

HELLO = "Wir haben Seniorinnen, die gern reden."


def interests():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Interest))


def states(*found):
    db.session.expire_all()
    return [interest.state for interest in found]


def test_an_answer_reaches_everybody_who_writes_for_the_other_side(cast):
    need = listed(cast.ana)

    interest = answers.show_interest(cast.carla, need, HELLO)

    assert interest.is_open
    for address in ("ana@example.org", "ben@example.org"):
        assert HELLO in mails_to(address, "interest_shown")[0].text
    assert not mails_to("vera@example.org")
    assert queries.open_interests([cast.mill.id]) == [interest]


def test_an_answer_opens_a_conversation_and_is_told_of_once(cast):
    need = listed(cast.ana)

    interest = answers.show_interest(cast.carla, need, HELLO)

    talk = db.session.get(Conversation, interest.conversation_id)
    assert (talk.about_kind, talk.about_id, talk.url) == ("listings", need.id, f"/suchen-bieten/{need.id}")
    assert [message.text for message in db.session.scalars(select(Message))] == [HELLO]
    assert len(mails_to("ana@example.org")) == 1


def test_a_second_answer_goes_on_in_the_same_conversation(cast):
    need = listed(cast.ana)
    first = answers.show_interest(cast.carla, need, HELLO)
    answers.decline(cast.ana, first, "")

    assert answers.show_interest(cast.carla, need, "Noch einmal").conversation_id == first.conversation_id


def test_mails_show_no_private_address(cast):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, HELLO)
    answers.accept(cast.ana, interest)

    assert "carla@" not in mails_to("ana@example.org", "interest_shown")[0].text
    assert "ana@" not in mails_to("carla@example.org", "interest_answered")[0].text


def test_yes(cast):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)

    answers.accept(cast.ben, interest)

    assert states(interest) == ["accepted"]
    assert "The Mill" in mails_to("carla@example.org", "interest_answered")[0].subject


def test_no_says_why(cast):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)

    answers.decline(cast.ben, interest, "Wir sind schon genug.")

    assert states(interest) == ["declined"]
    assert "Wir sind schon genug." in mails_to("carla@example.org", "interest_answered")[0].text


def test_after_a_no_one_may_ask_again_but_not_beside_an_open_one(cast):
    need = listed(cast.ana)
    first = answers.show_interest(cast.carla, need, HELLO)
    with pytest.raises(Rejected):
        answers.show_interest(cast.carla, need, "Und noch einmal")

    answers.decline(cast.ana, first, "")
    second = answers.show_interest(cast.carla, need, "Jetzt mit Kuchen")

    assert states(first, second) == ["declined", "open"]


def test_what_is_settled_is_settled(cast):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)
    answers.withdraw_interest(cast.carla, interest)

    assert states(interest) == ["withdrawn"]
    for deed in (answers.accept, answers.withdraw_interest):
        by = cast.ana if deed is answers.accept else cast.carla
        with pytest.raises(Rejected):
            deed(by, interest)
    assert mails_to("ana@example.org", "interest_withdrawn")


def test_sent_twice_it_is_one(cast):
    need, key = listed(cast.ana), uuid4()
    first, second = (answers.show_interest(cast.carla, need, HELLO, key=key) for _ in range(2))

    assert first.id == second.id
    assert len(mails_to("ana@example.org", "interest_shown")) == 1


@pytest.mark.parametrize("ends", ["withdraw_interest", "decline"])
def test_what_is_sent_once_more_after_its_end_is_a_new_answer(cast, ends):
    need, key = listed(cast.ana), uuid4()
    first = answers.show_interest(cast.carla, need, HELLO, key=key)
    if ends == "decline":
        answers.decline(cast.ana, first, "")
    else:
        answers.withdraw_interest(cast.carla, first)

    second = answers.show_interest(cast.carla, need, HELLO, key=key)

    assert first.id != second.id
    assert second.is_open
    assert len(mails_to("ana@example.org", "interest_shown")) == 2
    assert answers.show_interest(cast.carla, need, HELLO, key=key).id == second.id


def choir(by):
    """Another name of the Library, for which somebody else has answered."""
    with transaction() as session:
        double = Organisation(slug="choir", name="The Choir", kind="other", state="active", trust="trusted")
        session.add(double)
    return Acting(by.user, double, "admin")


# What the double and the one that stays have said, and what is left of it.
MERGED = [
    ("accepted", "declined", ["accepted", "declined"]),
    ("accepted", "withdrawn", ["accepted", "withdrawn"]),
    ("accepted", "open", ["accepted"]),
    ("open", "accepted", ["accepted"]),
    ("declined", "open", ["declined", "open"]),
    ("open", "open", ["open"]),
]


@pytest.mark.parametrize(("theirs", "ours", "left"), MERGED)
def test_when_two_that_have_answered_turn_out_to_be_one_no_yes_is_lost(cast, theirs, ours, left):
    need, by_choir = listed(cast.ana), choir(cast.ben)
    said = [answers.show_interest(by, need, HELLO) for by in (by_choir, cast.carla)]
    with transaction():
        for interest, state in zip(said, (theirs, ours), strict=True):
            interest.state = state

    office.merge(cast.olga, by_choir.organisation, cast.city_library)

    db.session.expire_all()
    found = queries.interests_in(need)
    assert sorted(interest.state for interest in found) == left
    assert {interest.organisation for interest in found} == {cast.city_library}


@pytest.mark.parametrize("ends", ["fulfil_listing", "withdraw_listing"])
def test_when_it_is_over_who_waits_is_told(cast, ends):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, HELLO)

    getattr(listings, ends)(cast.ana, need)

    assert states(interest) == ["declined"]
    assert mails_to("carla@example.org", "interest_answered")
    with pytest.raises(NotAllowed):
        answers.show_interest(cast.carla, need, HELLO)


def test_when_the_office_removes_it_who_waits_is_told(cast):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, HELLO)

    approval.remove_listing(cast.olga, need, "Werbung")

    assert states(interest) == ["declined"]
    assert "Werbung" not in mails_to("carla@example.org", "interest_answered")[0].text


def test_who_may_answer(cast):
    need = listed(cast.ana)
    for by in (cast.ana, cast.vera, cast.olga):
        with pytest.raises(NotAllowed):
            answers.show_interest(by, need, HELLO)
    with pytest.raises(Rejected):
        answers.show_interest(cast.carla, need, "  ")
    with pytest.raises(Rejected):
        answers.show_interest(cast.carla, need, "x" * 3001)


def test_who_may_decide(cast):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)
    for deed, by in (
        (answers.accept, cast.carla), (answers.accept, cast.vera), (answers.accept, cast.olga),
        (answers.withdraw_interest, cast.ana), (answers.withdraw_interest, cast.olga),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            deed(by, interest)


def test_only_both_sides_see_an_answer(cast):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)

    assert queries.interest_by_id(cast.vera, interest.id) == interest
    assert policy.may_see_interest(cast.carla, interest)
    with pytest.raises(NotFound):
        queries.interest_by_id(cast.olga, interest.id)


def race(app, *deeds):
    """All at once, each in a thread of its own; returns what they raised."""
    barrier, raised = Barrier(len(deeds)), []

    def run(deed):
        with app.app_context(), app.test_request_context():
            barrier.wait()
            try:
                deed()
            except Exception as trouble:
                raised.append(type(trouble))
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def _own(acting):
    """The same person in a session of their own."""
    from dataclasses import replace

    merged = db.session.merge(acting.organisation) if acting.organisation else None
    return replace(acting, user=db.session.merge(acting.user), organisation=merged)


@pytest.mark.parametrize("number", range(10))
def test_of_yes_no_and_taking_back_at_once_one_holds(app, cast, number):
    interest = answers.show_interest(cast.carla, listed(cast.ana), HELLO)
    db.session.rollback()

    def yes():
        answers.accept(_own(cast.ana), db.session.get(Interest, interest_id))

    def no():
        answers.decline(_own(cast.ben), db.session.get(Interest, interest_id), "nein")

    def back():
        answers.withdraw_interest(_own(cast.carla), db.session.get(Interest, interest_id))

    interest_id = interest.id
    assert race(app, yes, no, back) == [Rejected, Rejected]

    db.session.expire_all()
    assert interest.state in {"accepted", "declined", "withdrawn"}
    told = len(mails_to("carla@example.org", "interest_answered")) + len(
        mails_to("ana@example.org", "interest_withdrawn")
    )
    assert told == 1


@pytest.mark.parametrize("number", range(5))
def test_two_of_one_organisation_who_answer_at_once_are_one_answer(app, cast, number):
    with transaction():
        need = listed(cast.carla)
    listing_id = need.id
    db.session.rollback()

    def show(acting):
        by = _own(acting)
        answers.show_interest(by, queries.listing_by_id(by, listing_id), HELLO)

    assert race(app, lambda: show(cast.ana), lambda: show(cast.ben)) == [Rejected]
    assert interests() == 1


@pytest.mark.parametrize("number", range(5))
def test_a_yes_and_the_end_at_once_leave_nobody_waiting(app, cast, number):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, HELLO)
    interest_id, listing_id = interest.id, need.id
    db.session.rollback()

    def yes():
        answers.accept(_own(cast.ana), db.session.get(Interest, interest_id))

    def over():
        by = _own(cast.ben)
        listings.withdraw_listing(by, queries.listing_by_id(by, listing_id))

    raised = race(app, yes, over)

    assert raised in ([], [Rejected])
    assert states(interest) == (["declined"] if raised else ["accepted"])


@pytest.mark.parametrize("rest", [listings.pause_listing, listings.fulfil_listing])
def test_whose_answer_stands_finds_the_way_on_also_when_the_listing_has_left_the_board(cast, browser, rest):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, HELLO)
    answers.accept(cast.ana, interest)
    rest(cast.ana, need)

    page = browser.as_(cast.carla).get(f"/suchen-bieten/{need.id}")
    assert page.status_code == 200
    assert "Kooperation beginnen" in page.text
    assert "steht nicht mehr unter" in page.text
    assert browser.post(f"/suchen-bieten/interesse/{interest.id}/kooperation").status_code == 303


def test_whoever_was_told_no_sees_no_more_of_it_than_everybody_else(cast, browser):
    need = listed(cast.ana)
    answers.decline(cast.ana, answers.show_interest(cast.carla, need, HELLO), "")
    listings.pause_listing(cast.ana, need)

    assert browser.as_(cast.carla).get(f"/suchen-bieten/{need.id}").status_code == 404


def test_an_answer_that_waits_stands_above_the_facts(cast, browser):
    need = listed(cast.ana)
    answers.show_interest(cast.carla, need, HELLO)

    page = browser.as_(cast.ana).get(f"/suchen-bieten/{need.id}").text

    assert page.index(HELLO) < page.index("Steht hier bis")
