"""In the morning: whoever has a task that is due is reminded of it. Can be done again, and late, without harm."""

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.cooperations import due
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.service.tasks import address
from kiknet.cooperations.work_models import Task
from kiknet.db import line_up, transaction
from kiknet.notifications import service as notices
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import membership_of


def remind_of_tasks() -> int:
    """Two days before, and once more when the day has passed; returns how many tasks that was."""
    return sum(_remind(task_id) for task_id in queries.due_until(clock.today() + due.BEFORE))


def _remind(task_id: int) -> int:
    with transaction() as session:
        task = session.get(Task, task_id)
        if task is None:
            return 0
        line_up(task)
        before = clock.to_local(task.reminded_at).date() if task.reminded_at else None
        if task.is_done or task.due_on is None or not due.is_reminder_due(task.due_on, before, clock.today()):
            return 0
        task.reminded_at = clock.now()
        for whom, organisation in _whose(task):
            notices.notify(
                "cooperation_task_due", to=whom, organisation=organisation, about=task, url=address(task),
                key=f"{task.id} {clock.today()}", task=task, cooperation=task.cooperation,
            )  # fmt: skip
    return 1


def _whose(task: Task) -> list[tuple[User | Organisation, Organisation]]:
    """The person it names, or everybody who writes for the organisation; whoever leads, if that is not in."""
    partner = task.cooperation.partner(task.organisation_id)
    if partner is None or not partner.is_in:
        partner = task.cooperation.lead
        return [(partner.organisation, partner.organisation)] if partner else []
    if task.assignee is not None and membership_of(task.assignee, partner.organisation) is not None:
        return [(task.assignee, partner.organisation)]
    return [(partner.organisation, partner.organisation)]
