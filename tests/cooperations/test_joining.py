"""Somebody would join an idea on the wall: the lead hears of it, once, however often the button is pressed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from kiknet.accounts.models import User
from kiknet.audit import AuditEntry
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationEntry, CooperationPartner
from kiknet.cooperations.service import joining
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.mail import OutboxMail
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

IDEA = CooperationDraft(title="A football tournament", needs="A referee")


@pytest.fixture
def idea(cast):
    return found(cast.ana, IDEA)


def letters(kind="cooperation_interest"):
    return sorted(db.session.scalars(select(OutboxMail.recipient).where(OutboxMail.kind == kind)))


def number_of(model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_carla_would_join_and_the_mill_hears_what_she_could_bring(cast, idea):
    partner = joining.join(cast.carla, idea, "Two goals and tea")

    assert (partner.state, partner.contribution) == ("interested", "Two goals and tea")
    assert letters() == ["ana@example.org", "ben@example.org"]
    letter = db.session.scalars(select(OutboxMail)).first()
    assert "The Library" in letter.subject
    assert "Two goals and tea" in letter.text
    assert f"/kooperationen/{idea.id}" in letter.text


def test_who_would_join_is_not_in_yet(cast, idea):
    joining.join(cast.carla, idea)
    assert [p.organisation.name for p in idea.accepted] == ["The Mill"]


def test_pressed_twice_it_is_said_once(cast, idea):
    joining.join(cast.carla, idea, "Tea")
    revision = idea.revision
    joining.join(cast.carla, idea, "Tea")

    assert number_of(CooperationEntry, CooperationEntry.deed == "join") == 1
    assert len(letters()) == 2
    assert idea.revision == revision


def test_other_words_replace_the_first_and_are_told(cast, idea):
    joining.join(cast.carla, idea, "Tea")
    joining.join(cast.carla, idea, "Tea and cake")

    assert idea.partner(cast.city_library.id).contribution == "Tea and cake"
    assert len(letters()) == 4


def test_an_impatient_thumb_says_it_once(app, cast, idea):
    idea_id, user_id, library_id, ready = idea.id, cast.carla.user.id, cast.city_library.id, Barrier(6)
    db.session.rollback()

    def press(_number):
        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(Organisation, library_id), "admin")
            mine = db.session.get(Cooperation, idea_id)
            ready.wait()
            return joining.join(by, mine, "Tea").id

    with ThreadPoolExecutor(6) as thumbs:
        rows = set(thumbs.map(press, range(6)))

    db.session.rollback()
    assert len(rows) == 1
    assert number_of(CooperationPartner) == 2
    assert number_of(CooperationEntry, CooperationEntry.deed == "join") == 1
    assert letters() == ["ana@example.org", "ben@example.org"]


def test_joining_and_taking_back_at_once_leave_one_of_the_two(app, cast, idea):
    joining.join(cast.carla, idea)
    idea_id, user_id, library_id, ready = idea.id, cast.carla.user.id, cast.city_library.id, Barrier(4)
    db.session.rollback()

    def press(number):
        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(Organisation, library_id), "admin")
            mine = db.session.get(Cooperation, idea_id)
            ready.wait()
            try:
                joining.take_back(by, mine) if number % 2 else joining.join(by, mine, f"Tea {number}")
            except NotAllowed:
                return "too late"
            return "done"

    with ThreadPoolExecutor(4) as thumbs:
        list(thumbs.map(press, range(4)))

    db.session.rollback()
    assert number_of(CooperationPartner, CooperationPartner.organisation_id == library_id) <= 1


def test_carla_takes_it_back_and_the_mill_hears_of_it(cast, idea):
    joining.join(cast.carla, idea)
    joining.take_back(cast.carla, idea)

    assert idea.partner(cast.city_library.id) is None
    assert letters("cooperation_interest_back") == ["ana@example.org", "ben@example.org"]
    with pytest.raises(NotAllowed):
        joining.take_back(cast.carla, idea)


def test_ana_cannot_join_what_she_leads_nor_vera_who_may_only_look(cast, idea):
    for by in (cast.ana, Acting(cast.vera.user, cast.city_library, "viewer"), cast.olga):
        with pytest.raises(NotAllowed):
            joining.join(by, idea)


def test_who_is_in_already_or_was_invited_is_not_asked_again(cast, idea):
    joining.join(cast.carla, idea)
    for state in ("accepted", "invited"):
        with transaction():
            idea.partner(cast.city_library.id).state = state
        with pytest.raises(NotAllowed):
            joining.join(cast.carla, idea)


def test_an_organisation_that_left_may_come_back(cast, idea):
    with transaction():
        idea.partners.append(CooperationPartner(organisation=cast.city_library, state="left"))
    assert joining.join(cast.carla, idea).state == "interested"
    assert len(idea.partners) == 2


def test_what_is_over_or_hidden_cannot_be_joined(cast, idea):
    for change in ({"state": "completed"}, {"state": "cancelled"}, {"state": "idea", "hidden_at": idea.created_at}):
        with transaction():
            for name, value in change.items():
                setattr(idea, name, value)
        with pytest.raises(NotAllowed):
            joining.join(cast.carla, idea)


def test_a_contribution_of_a_whole_page_is_too_much(cast, idea):
    with pytest.raises(Rejected) as refusal:
        joining.join(cast.carla, idea, "x" * 501)
    assert refusal.value.field == "contribution"


def test_what_was_contributed_is_in_no_log(cast, idea):
    joining.join(cast.carla, idea, "A secret recipe")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "cooperation.join")).one()
    assert (entry.user_id, entry.organisation_id) == (cast.carla.user.id, cast.city_library.id)
    assert "recipe" not in str(entry.changes)
