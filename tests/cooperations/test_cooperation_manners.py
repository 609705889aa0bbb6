"""What all pages of cooperations keep: a fixed number of queries; and what a merge leaves."""

from datetime import datetime, timedelta

import cooperating
import pytest
from sqlalchemy import select

from kiknet import clock
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.work_models import DatePoll, PollDate, Task, Vote
from kiknet.db import db, transaction
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


def cost(queries, browser, path):
    browser.get(path)
    with queries.counted():
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("person", ["stranger", "other", "lead"])
def test_lists_cost_the_same_for_one_and_for_five(cast, people, queries, new_browser, person):
    browser = new_browser() if person == "stranger" else new_browser().as_(people[person])
    paths = ["/kooperationen"] + (["/mein/kooperationen", "/mein/"] if person != "stranger" else [])
    cooperating.with_everybody(cast, people, visibility="public")
    first = [cost(queries, browser, path) for path in paths]
    for number in range(4):
        cooperating.with_everybody(cast, people, f"Nummer {number}", visibility="public")
    assert [cost(queries, browser, path) for path in paths] == first


@pytest.mark.parametrize("page", ["", "/partner", "/verlauf"])
def test_a_page_costs_the_same_with_few_and_with_many_in_it(cast, people, queries, browser, page):
    browser.as_(cast.ana)
    few = cooperating.led(cast.ana, accepted=[cast.city_library])
    cooperating.led(cast.ana)
    many = cooperating.with_everybody(cast, people)
    assert cost(queries, browser, f"/kooperationen/{few.id}{page}") == cost(
        queries, browser, f"/kooperationen/{many.id}{page}"
    )


def merged(cast, organisation, target):
    with transaction():
        target.state = "active"
    office.merge(cast.olga, organisation, target)
    db.session.expire_all()


def test_what_an_organisation_led_is_led_by_the_one_it_becomes_part_of(cast, people):
    cafe = cooperating.with_everybody(cast, people)
    merged(cast, cast.mill, cast.city_library)
    assert cafe.lead.organisation.name == "The Library"
    assert cafe.initiator.name == "The Library"


def test_where_both_are_in_one_is_left_with_the_stronger_role_and_what_both_bring(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    with transaction():
        cafe.partners[0].contribution, cafe.partners[1].contribution = "Der Saal", "Bücher"
    merged(cast, cast.mill, cast.city_library)
    row = cafe.lead
    assert (row.organisation.name, row.contribution) == ("The Library", "Bücher\nDer Saal")
    assert len(cafe.partners) == 1
    assert cafe.state == "seeking"


def test_of_two_that_are_in_the_earlier_day_is_kept(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    with transaction():
        first = cafe.partners[0]
        first.created_at, first.answered_at = clock.now() - timedelta(days=400), None
        first_day = first.created_at
    merged(cast, cast.mill, cast.city_library)
    assert (cafe.lead.created_at, cafe.lead.answered_at) == (first_day, None)


def test_an_invitation_and_a_membership_become_the_membership(cast, people):
    cafe = cooperating.with_everybody(cast, people)
    merged(cast, people["invited"].organisation, people["partner"].organisation)
    assert cafe.partner(people["partner"].organisation_id).state == "accepted"
    merged(cast, people["supporter"].organisation, people["refused"].organisation)
    row = cafe.partner(people["refused"].organisation_id)
    assert (row.state, row.role) == ("accepted", "supporter")


def test_tasks_go_along_and_nobody_answers_a_date_twice(cast):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    with transaction() as session:
        day = [datetime(2027, 3, number, 15) for number in (9, 16)]
        poll = DatePoll(cooperation=cafe, title="Wann?", dates=[
            PollDate(starts_local=start, ends_local=start.replace(hour=17)) for start in day
        ])  # fmt: skip
        task = Task(cooperation=cafe, title="Kuchen", organisation=cast.mill)
        session.add_all([poll, task])
        for date, answers in zip(poll.dates, ({"mill": "no", "city_library": "yes"}, {"mill": "maybe"}), strict=True):
            date.votes = [Vote(organisation=getattr(cast, who), answer=answer) for who, answer in answers.items()]
    merged(cast, cast.mill, cast.city_library)
    votes = db.session.scalars(select(Vote).order_by(Vote.date_id)).all()
    assert [(vote.organisation.name, vote.answer) for vote in votes] == [
        ("The Library", "yes"),
        ("The Library", "maybe"),
    ]
    assert db.session.scalars(select(Task)).one().organisation.name == "The Library"


def test_the_merged_one_is_named_nowhere_any_more(cast, people):
    cooperating.with_everybody(cast, people)
    for place in people:
        if place not in {"lead", "looking", "office", "other"}:
            merged(cast, people[place].organisation, db.session.get(Organisation, cast.city_library.id))
    cafe = db.session.scalars(select(Cooperation)).one()
    assert [row.organisation.name for row in cafe.accepted] == ["The Mill", "The Library"]
    assert len(cafe.partners) == 2
