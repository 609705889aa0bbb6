"""How a cooperation begins, and what each of its states needs."""

from uuid import uuid4

import pytest

from kiknet.cooperations import policy, queries, states
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.cooperations.states import Facts
from kiknet.errors import NotAllowed, NotFound, Rejected

IDEA = CooperationDraft(title="A language café", needs="A room and a kettle")


def test_ana_puts_an_idea_on_the_wall_and_the_mill_leads_it(cast):
    idea = found(cast.ana, IDEA)
    assert (idea.state, idea.lead.organisation.name, idea.visibility) == ("idea", "The Mill", "network")


def test_what_began_from_an_accepted_interest_is_being_planned_by_both(cast):
    both = found(
        cast.ana, IDEA, origin="match", began_from=("interests", 7), with_=[cast.city_library], have_agreed=True
    )
    assert both.state == "planning"
    assert [partner.organisation.name for partner in both.accepted] == ["The Mill", "The Library"]


def test_vera_who_may_only_look_cannot_begin_one(cast):
    with pytest.raises(NotAllowed):
        found(cast.vera, IDEA)


def test_an_idea_needs_a_title(cast):
    with pytest.raises(Rejected) as refusal:
        found(cast.ana, CooperationDraft(title=" "))
    assert refusal.value.field == "title"


def test_a_stranger_does_not_find_what_is_for_the_network(cast):
    idea = found(cast.ana, IDEA)
    with pytest.raises(NotFound):
        queries.cooperation_by_id(None, idea.id)
    assert queries.cooperation_by_id(cast.carla, idea.id).title == "A language café"


def test_carla_may_join_what_the_mill_leads_and_not_change_it(cast):
    idea = found(cast.ana, IDEA)
    assert policy.may(cast.carla, "join", idea)
    assert not policy.may(cast.carla, "change", idea)
    assert not policy.may(cast.ana, "join", idea)
    assert not policy.may_see_inside(cast.olga, idea)


def test_planning_needs_two_active_a_date_and_completed_an_outcome():
    assert states.missing("planning", Facts(1)) == "partners"
    assert states.missing("active", Facts(2)) == "date"
    assert states.missing("active", Facts(2, has_start=True)) == ""
    assert states.missing("completed", Facts(2, has_event=True)) == "outcome"
    assert states.missing("seeking", Facts(0)) == ""


def test_the_same_form_sent_twice_is_one_idea_and_other_words_are_another(cast):
    key = uuid4()
    first = found(cast.ana, CooperationDraft(title="Chor"), key=key)
    assert found(cast.ana, CooperationDraft(title="Chor"), key=key).id == first.id
    after_going_back = found(cast.ana, CooperationDraft(title="Kochkurs"), key=key)
    assert (after_going_back.title, after_going_back.id != first.id) == ("Kochkurs", True)


def test_the_same_form_sent_for_another_organisation_is_theirs(cast):
    key = uuid4()
    found(cast.ana, CooperationDraft(title="Chor"), key=key)
    assert found(cast.carla, CooperationDraft(title="Chor"), key=key).initiator.name == "The Library"
