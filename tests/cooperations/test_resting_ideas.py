"""Ideas nobody touches: their people are asked, then they leave the wall, and one button brings them back."""

import re

import pytest
from sqlalchemy import select
from teamwork import poll

from kiknet import clock
from kiknet.cooperations import wall
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import CooperationEntry
from kiknet.cooperations.service import archiving, joining, polls
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed
from kiknet.mail import OutboxMail


@pytest.fixture
def idea(cast, at):
    at(2027, 3, 1, 12)
    return found(cast.ana, CooperationDraft(title="A garden for all"))


def letters(kind):
    return list(db.session.scalars(select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.recipient)))


def work():
    """What the worker does every morning."""
    archived = archiving.archive()
    return archived, archiving.warn()


def link_in(letter):
    return re.search(r"http://localhost(/kooperationen/noch-aktuell/\S+)", letter.text)[1]


def test_after_159_days_the_mill_is_asked_once_and_after_180_it_rests(idea, at):
    at(2027, 3, 1 + 27, 12)
    assert work() == (0, 0)
    at(2027, 8, 7, 14)
    assert work() == (0, 1)
    assert work() == (0, 0)
    assert [letter.recipient for letter in letters("idea_rests")] == ["ana@example.org", "ben@example.org"]
    at(2027, 8, 28, 15)
    assert work() == (1, 0)
    assert work() == (0, 0)

    db.session.expire_all()
    assert idea.state == "archived"
    assert len(letters("idea_archived")) == 2
    assert "archive" in db.session.scalars(select(CooperationEntry.deed)).all()
    assert wall.page(wall.NETWORK, 1).notes == []


def test_an_idea_whose_organisations_answer_a_poll_is_not_put_away(cast, at, idea):
    asked = poll(cast.ana, idea)
    at(2027, 8, 7, 14)
    assert work() == (0, 1)
    polls.answer_poll(cast.ana, asked, {asked.dates[0].id: "maybe"})
    at(2027, 8, 28, 15)
    assert work() == (0, 0)
    assert idea.state == "idea"


def test_a_worker_that_slept_for_a_year_archives_nothing_unannounced(idea, at):
    at(2028, 6, 1, 12)
    assert work() == (0, 1)
    at(2028, 6, 20, 12)
    assert work() == (0, 0)
    at(2028, 6, 23, 12)
    assert work() == (1, 0)


def test_whoever_touches_it_stops_the_clock(cast, idea, at):
    at(2027, 8, 20, 12)
    work()
    at(2027, 9, 1, 12)
    joining.join(cast.carla, idea)
    at(2027, 9, 20, 12)
    assert work() == (0, 0)
    db.session.expire_all()
    assert (idea.state, idea.warned_at) == ("idea", None)


def test_one_button_in_the_mail_says_it_is_still_current(idea, browser, at):
    at(2027, 8, 20, 12)
    work()
    link = link_in(letters("idea_rests")[0])

    assert "Noch aktuell" in browser.get(link).text
    db.session.expire_all()
    assert idea.warned_at is not None

    assert "hängt ein weiteres halbes Jahr" in browser.post(link).text
    db.session.expire_all()
    assert (idea.warned_at, idea.touched_at) == (None, clock.now())
    assert browser.post(link).status_code == 410


def test_one_button_brings_it_back_to_the_wall(idea, browser, at):
    for day in (7, 29):
        at(2027, 8, day, 14)
        work()
    link = link_in(letters("idea_archived")[1])

    assert browser.post(link).status_code == 200
    db.session.expire_all()
    assert idea.state == "idea"
    assert wall.page(wall.NETWORK, 1).notes == [idea]


def test_who_has_left_the_mill_keeps_nothing_for_it(cast, idea, browser, at):
    from kiknet.organisations.models import Membership

    at(2027, 8, 20, 12)
    work()
    with transaction() as session:
        session.scalars(select(Membership).where(Membership.user_id == cast.ana.user.id)).one().state = "removed"

    assert browser.get(link_in(letters("idea_rests")[0])).status_code == 404


def test_only_the_lead_says_that_it_is_still_current(cast, idea):
    for by in (cast.carla, cast.vera, cast.olga):
        with pytest.raises(NotAllowed):
            archiving.keep(by, idea)


def test_what_is_being_planned_never_rests(idea, at):
    with transaction():
        idea.state = "planning"
    at(2029, 1, 1, 12)
    assert work() == (0, 0)


def test_the_notice_says_on_which_day_it_would_leave(idea, at):
    at(2027, 8, 20, 12)
    work()
    assert "10. September 2027" in letters("idea_rests")[0].text
