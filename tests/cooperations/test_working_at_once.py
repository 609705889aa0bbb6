"""Several people work in a cooperation at the same moment."""

from uuid import uuid4

from crowd import at_once
from sqlalchemy import func, select
from teamwork import at, poll, task, together

from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.cooperations.service import polls, posts, tasks
from kiknet.cooperations.service.parting import leave
from kiknet.cooperations.work_draft import TaskDraft
from kiknet.cooperations.work_models import DatePoll, Post, PostReader, Task, Vote
from kiknet.cooperations.work_queries import choices_of, poll_in, task_in
from kiknet.db import db
from kiknet.notifications.models import Notice


def number_of(model, *where):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


def a(model, number):
    return db.session.get_one(model, number)


def test_of_two_who_choose_a_date_one_has_chosen_and_all_hear_of_that_one(app, cast):
    asked = poll(cast.ana, together(cast))
    poll_id, dates = asked.id, [row.id for row in asked.dates]

    def choose(by, number):
        return polls.close_poll(by, a(DatePoll, poll_id), dates[number]).chosen_id

    answers = at_once(app, [cast.ana, cast.ben, cast.ana], choose)

    assert answers.count("Rejected") == 2
    assert a(DatePoll, poll_id).chosen_id in answers
    assert number_of(CooperationEntry, CooperationEntry.deed == "poll_close") == 1
    told = select(func.count()).select_from(Notice).where(Notice.kind == "cooperation_poll_closed")
    assert db.session.scalar(told.where(Notice.user_id == cast.carla.user.id)) == 1


def test_colleagues_who_answer_at_once_leave_one_answer_each_date(app, cast):
    asked = poll(cast.carla, together(cast))
    poll_id, dates = asked.id, [row.id for row in asked.dates]

    def answer(by, number):
        polls.answer_poll(by, a(DatePoll, poll_id), dict.fromkeys(dates, ("yes", "maybe", "no")[number % 3]))
        return "said"

    assert set(at_once(app, [cast.ana, cast.ben, cast.ana, cast.ben], answer)) == {"said"}

    assert number_of(Vote, Vote.organisation_id == cast.mill.id) == 3
    choices = choices_of(poll_in(a(DatePoll, poll_id).cooperation, poll_id))
    assert len({choice.answers[cast.mill.id] for choice in choices}) == 1


def test_whoever_answers_while_the_date_is_chosen_is_heard_or_told(app, cast):
    asked = poll(cast.ana, together(cast))
    poll_id, first = asked.id, asked.dates[0].id

    def close_or_answer(by, number):
        if number == 0:
            return polls.close_poll(by, a(DatePoll, poll_id), first).id
        polls.answer_poll(by, a(DatePoll, poll_id), {first: "no"})
        return "said"

    _closed, answered = at_once(app, [cast.ana, cast.carla], close_or_answer)

    assert number_of(Vote, Vote.organisation_id == cast.city_library.id) == (1 if answered == "said" else 0)


def test_an_impatient_thumb_makes_one_poll_one_task_and_one_post(app, cast):
    both, key = together(cast).id, uuid4()
    dates = (at(3), at(4))

    at_once(app, [cast.ana] * 4, lambda by, _n: poll(by, a(Cooperation, both), *dates, key=key).id)
    at_once(app, [cast.ana] * 4, lambda by, _n: tasks.add_task(by, a(Cooperation, both), TaskDraft("Saft"), key=key).id)
    at_once(app, [cast.ana] * 4, lambda by, _n: posts.write(by, a(Cooperation, both), "Hallo", key=key).id)

    assert (number_of(DatePoll), number_of(Task), number_of(Post)) == (1, 1, 1)
    kinds = db.session.scalars(select(Notice.kind).where(Notice.user_id == cast.carla.user.id)).all()
    assert sorted(kinds) == ["cooperation_poll", "cooperation_post"]


def test_a_task_that_two_tick_off_is_done_once(app, cast):
    task_id = task(cast.ana, together(cast)).id

    at_once(app, [cast.ana, cast.carla, cast.ben], lambda by, _n: tasks.finish_task(by, a(Task, task_id)))

    assert a(Task, task_id).is_done
    assert number_of(CooperationEntry, CooperationEntry.deed == "task_finish") == 1


def test_of_two_who_change_a_task_one_is_told(app, cast):
    made = task(cast.ana, together(cast))
    task_id, version = made.id, made.revision

    def change(by, number):
        return tasks.change_task(by, a(Task, task_id), TaskDraft(f"Fassung {number}"), version).title

    answers = at_once(app, [cast.ana, cast.carla], change)

    assert answers.count("ChangedMeanwhile") == 1
    assert a(Task, task_id).title in answers


def test_what_is_removed_while_somebody_ticks_it_off_is_gone(app, cast):
    made = task(cast.ana, together(cast))
    task_id, both = made.id, made.cooperation_id

    def remove_or_finish(by, number):
        found = task_in(a(Cooperation, both), task_id)
        return (tasks.remove_task, tasks.finish_task)[number](by, found)

    answers = at_once(app, [cast.ana, cast.carla], remove_or_finish)

    assert answers[1] in {None, "NotFound"}
    assert number_of(Task) == 0


def test_who_leaves_while_writing_has_written_or_not(app, cast):
    number = together(cast).id

    def leave_or_write(by, which):
        if which == 0:
            return leave(by, a(Cooperation, number))
        return posts.write(by, a(Cooperation, number), "Noch etwas").id

    left, written = at_once(app, [cast.carla, cast.carla], leave_or_write)
    assert left is None

    assert number_of(Post) == (0 if written == "NotAllowed" else 1)


def test_two_windows_of_one_person_leave_one_mark(app, cast):
    both = together(cast)
    posts.write(cast.ana, both, "Hallo")
    number = both.id
    at_once(app, [cast.carla] * 4, lambda by, _n: posts.mark_read(by, a(Cooperation, number)))
    assert number_of(PostReader, PostReader.user_id == cast.carla.user.id) == 1
