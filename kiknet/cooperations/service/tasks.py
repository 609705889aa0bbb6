"""Tasks of a cooperation: somebody writes one down, takes it, does it."""

from datetime import timedelta
from uuid import UUID

from kiknet import clock, revisions
from kiknet.access import require
from kiknet.accounts.models import User
from kiknet.cooperations import policy
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service.deeds import note
from kiknet.cooperations.service.work import at_work
from kiknet.cooperations.work_draft import TaskDraft, idempotency
from kiknet.cooperations.work_models import Task
from kiknet.db import db
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.notifications import service as notices
from kiknet.organisations.acting import Acting
from kiknet.organisations.queries import membership_of
from kiknet.web import throttle

HOUR, MOST_WRITTEN = timedelta(hours=1), 60


def add_task(by: Acting, cooperation: Cooperation, draft: TaskDraft, *, key: UUID | None = None) -> Task:
    """Whoever is to do it hears of it. The same form sent twice is one task.

    Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    require(policy.may(by, "work", cooperation))
    draft.check()
    throttle.count("task", str(by.user.id), MOST_WRITTEN, HOUR)
    unique = idempotency(key, cooperation.id, by.user.id, draft) if key else None
    with at_work(by, cooperation):
        if unique and (first := queries.task_by_key(unique)):
            return first
        task = Task(key=unique, cooperation=cooperation, title="", created_by_id=by.user.id)
        db.session.add(task)
        _take(by, task, draft)
        note(by, "task_add", cooperation, title=draft.title)
        revisions.stamp(task)
    return task


def change_task(by: Acting, task: Task, draft: TaskDraft, version: int) -> Task:
    """Raises `NotAllowed`, `NotFound`, `Rejected` or `ChangedMeanwhile`."""
    draft.check()
    cooperation, task_id = task.cooperation, task.id
    with at_work(by, cooperation):
        task = queries.task_in(cooperation, task_id)
        revisions.hold(task, version)
        _take(by, task, draft)
        note(by, "task_change", cooperation, title=draft.title)
        revisions.stamp(task)
    return task


def _take(by: Acting, task: Task, draft: TaskDraft) -> None:
    """What was typed becomes the task's; whoever has it now and had not before is told."""
    partner = task.cooperation.partner(draft.organisation_id)
    if draft.organisation_id and (partner is None or not partner.is_in):
        raise Rejected(_("This organisation is not in any more. Please choose another one."), "who")
    who = db.session.get(User, draft.assignee_id) if draft.assignee_id else None
    if draft.assignee_id and (partner is None or membership_of(who, partner.organisation) is None):
        raise Rejected(_("This person does not belong to the organisation any more."), "who")
    before = (task.organisation_id, task.assignee_id)
    if task.due_on != draft.due_on:
        task.reminded_at = None
    task.title, task.due_on = draft.title, draft.due_on
    task.organisation, task.assignee = partner.organisation if partner else None, who
    db.session.flush()
    if (task.organisation_id, task.assignee_id) != before:
        _tell(by, task)


def _tell(by: Acting, task: Task) -> None:
    if task.organisation is None:
        return
    notices.notify(
        "cooperation_task", to=task.assignee or task.organisation, organisation=task.organisation, by=by,
        about=task, url=address(task), task=task, cooperation=task.cooperation,
    )  # fmt: skip


def address(task: Task) -> str:
    return f"/kooperationen/{task.cooperation_id}/aufgaben#aufgabe-{task.id}"


def finish_task(by: Acting, task: Task, *, is_done: bool = True) -> None:
    """It is done, or after all it is not. Doing so twice is doing so once. Raises `NotAllowed` or `NotFound`."""
    cooperation, task_id = task.cooperation, task.id
    with at_work(by, cooperation):
        task = queries.task_in(cooperation, task_id)
        if task.is_done == is_done:
            return
        task.done_at, task.done_by = (clock.now(), by.user) if is_done else (None, None)
        notices.read_about(by.user, task)
        note(by, "task_finish" if is_done else "task_reopen", cooperation, title=task.title)
        revisions.stamp(task)


def remove_task(by: Acting, task: Task) -> None:
    """Raises `NotAllowed` or `NotFound`."""
    cooperation, task_id = task.cooperation, task.id
    with at_work(by, cooperation):
        task = queries.task_in(cooperation, task_id)
        note(by, "task_remove", cooperation, title=task.title)
        db.session.delete(task)
