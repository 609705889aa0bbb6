"""Tasks of a cooperation: written down, taken, done; and who is reminded of them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from talks import notices_of
from teamwork import put, task, together

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.cooperations import due
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import CooperationEntry
from kiknet.cooperations.service import reminding, tasks
from kiknet.cooperations.work_draft import TaskDraft
from kiknet.cooperations.work_models import Task
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound, Rejected
from kiknet.organisations.models import Membership


@pytest.fixture
def cafe(cast):
    return together(cast)


def told(person, kind):
    return [notice.title for notice in notices_of(person) if notice.kind == kind]


def test_the_library_hears_of_a_task_and_ticks_it_off(cast, cafe):
    cake = task(cast.ana, cafe, organisation_id=cast.city_library.id)

    assert told(cast.carla, "cooperation_task") == ["Eine Aufgabe für Sie: Kuchen bestellen"]
    tasks.finish_task(cast.carla, cake)
    assert cake.done_by.display_name == "Carla"
    assert queries.tasks_of(cafe) == []


def test_a_task_for_ben_is_told_to_ben_alone(cast, cafe):
    task(cast.ana, cafe, organisation_id=cast.mill.id, assignee_id=cast.ben.user.id)

    assert told(cast.ben, "cooperation_task")
    assert not told(cast.carla, "cooperation_task")
    assert not told(cast.ana, "cooperation_task")


def test_the_history_says_who_did_what(cast, cafe):
    cake = task(cast.ana, cafe)
    tasks.finish_task(cast.carla, cake)
    tasks.finish_task(cast.carla, cake)
    tasks.finish_task(cast.ben, cake, is_done=False)
    tasks.remove_task(cast.ben, cake)

    rows = db.session.query(CooperationEntry).order_by(CooperationEntry.id).all()
    deeds = [(row.deed, row.user.display_name) for row in rows[1:]]
    assert deeds == [("task_add", "Ana"), ("task_finish", "Carla"), ("task_reopen", "Ben"), ("task_remove", "Ben")]


def test_a_task_goes_only_to_who_is_in(cast, cafe):
    put(cafe, cast.city_library, "left")
    with pytest.raises(Rejected):
        task(cast.ana, cafe, organisation_id=cast.city_library.id)
    with pytest.raises(Rejected):
        task(cast.ana, cafe, organisation_id=cast.mill.id, assignee_id=cast.carla.user.id)


def test_the_same_form_sent_twice_is_one_task(cast, cafe):
    key = uuid4()
    first = tasks.add_task(cast.ana, cafe, TaskDraft("Plakate"), key=key)
    assert tasks.add_task(cast.ana, cafe, TaskDraft("Plakate"), key=key).id == first.id


def test_who_changes_second_is_told_that_somebody_was_first(cast, cafe):
    cake = task(cast.ana, cafe)
    version = cake.revision
    tasks.change_task(cast.ben, cake, TaskDraft("Zwei Kuchen"), version)
    with pytest.raises(ChangedMeanwhile):
        tasks.change_task(cast.carla, cake, TaskDraft("Drei Kuchen"), version)


def test_what_was_removed_cannot_be_ticked_off(cast, cafe):
    cake = task(cast.ana, cafe)
    tasks.remove_task(cast.ben, cake)
    with pytest.raises(NotFound):
        queries.task_in(cafe, cake.id)


def test_nothing_is_done_any_more_in_what_is_completed(cast, cafe):
    cake = task(cast.ana, cafe)
    with transaction():
        cafe.state = "completed"
    with pytest.raises(NotAllowed):
        tasks.finish_task(cast.ana, cake)


def test_my_tasks_are_those_that_name_me_or_nobody_of_us(cast, cafe):
    mine = task(cast.carla, cafe, "Für Ana", organisation_id=cast.mill.id, assignee_id=cast.ana.user.id)
    ours = task(cast.carla, cafe, "Für die Mühle", organisation_id=cast.mill.id, due_on=clock.today())
    task(cast.carla, cafe, "Für Ben", organisation_id=cast.mill.id, assignee_id=cast.ben.user.id)
    task(cast.carla, cafe, "Für die Bücherei", organisation_id=cast.city_library.id)

    assert queries.my_tasks(cast.ana.user, [cast.mill.id]) == [ours, mine]


def test_a_suspended_organisation_has_no_tasks_until_it_is_back(cast, cafe):
    task(cast.ana, cafe, organisation_id=cast.city_library.id)
    with transaction():
        cast.city_library.state = "suspended"
    assert queries.my_tasks(cast.carla.user, [cast.city_library.id]) == []


def test_who_has_left_has_no_tasks_there(cast, cafe):
    task(cast.ana, cafe, organisation_id=cast.city_library.id)
    put(cafe, cast.city_library, "left")
    assert queries.my_tasks(cast.carla.user, [cast.city_library.id]) == []


def reminders(cast):
    return {
        name: told(getattr(cast, name), "cooperation_task_due")
        for name in ("ana", "ben", "carla")
        if told(getattr(cast, name), "cooperation_task_due")
    }


def test_two_days_before_and_the_day_after_its_people_are_reminded_once_each(cast, cafe, at):
    at(2027, 3, 1, 5)
    task(cast.ana, cafe, organisation_id=cast.city_library.id, due_on=date(2027, 3, 5))

    at(2027, 3, 2, 5)
    assert reminding.remind_of_tasks() == 0
    at(2027, 3, 3, 5)
    assert (reminding.remind_of_tasks(), reminding.remind_of_tasks()) == (1, 0)
    at(2027, 3, 5, 5)
    assert reminding.remind_of_tasks() == 0
    at(2027, 3, 6, 5)
    assert (reminding.remind_of_tasks(), reminding.remind_of_tasks()) == (1, 0)
    assert reminders(cast) == {"carla": ["Fällig am 5. März 2027: Kuchen bestellen", "Überfällig: Kuchen bestellen"]}


def test_a_day_put_off_is_reminded_of_anew(cast, cafe, at):
    at(2027, 3, 4, 5)
    cake = task(cast.ana, cafe, organisation_id=cast.city_library.id, due_on=date(2027, 3, 5))
    reminding.remind_of_tasks()
    later = TaskDraft("Kuchen bestellen", cast.city_library.id, None, date(2027, 3, 20))
    tasks.change_task(cast.carla, cake, later, cake.revision)

    at(2027, 3, 18, 5)
    assert reminding.remind_of_tasks() == 1


def test_when_ben_has_left_the_mill_its_others_are_reminded(cast, cafe):
    task(cast.ana, cafe, organisation_id=cast.mill.id, assignee_id=cast.ben.user.id, due_on=clock.today())
    with transaction():
        db.session.query(Membership).filter_by(user_id=cast.ben.user.id).update({"state": "removed"})
    reminding.remind_of_tasks()
    assert list(reminders(cast)) == ["ana"]


def test_a_task_nobody_has_is_for_the_lead_to_remember(cast, cafe):
    task(cast.carla, cafe, due_on=clock.today())
    reminding.remind_of_tasks()
    assert sorted(reminders(cast)) == ["ana", "ben"]


def test_nobody_is_reminded_of_what_is_done_or_of_what_was_called_off(cast, cafe):
    cake = task(cast.ana, cafe, organisation_id=cast.city_library.id, due_on=clock.today())
    task(cast.ana, cafe, "Saft", organisation_id=cast.city_library.id, due_on=clock.today())
    tasks.finish_task(cast.carla, cake)
    assert reminding.remind_of_tasks() == 1
    with transaction():
        cafe.state = "cancelled"
        for row in db.session.query(Task):
            row.reminded_at = row.done_at = None
    assert reminding.remind_of_tasks() == 0


def test_a_person_who_leaves_takes_nothing_along(cast, cafe):
    cake = task(cast.ana, cafe, organisation_id=cast.mill.id, assignee_id=cast.ben.user.id)
    with transaction() as session:
        session.query(Membership).filter_by(user_id=cast.ben.user.id).delete()
        session.query(User).filter_by(id=cast.ben.user.id).delete()
    assert (cake.assignee, cake.organisation) == (None, cast.mill)


def test_urgency_in_words():
    today = date(2027, 3, 10)
    days = {-1: "overdue", 0: "today", 7: "soon", 8: "later"}
    assert {n: due.urgency(today + timedelta(days=n), today) for n in days} == days
    assert due.urgency(None, today) == ""


def test_who_goes_back_and_writes_another_task_in_the_same_form_has_two(cast, cafe):
    key = uuid4()
    for title in ("Plakate", "Kuchen"):
        tasks.add_task(cast.ana, cafe, TaskDraft(title), key=key)
    assert sorted(task.title for task in queries.tasks_of(cafe)) == ["Kuchen", "Plakate"]
