"""In the morning: people are reminded of tasks that are due, and of dates they have said nothing about.

Can be done again, and late, without harm.
"""

from datetime import timedelta

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.cooperations import due
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.service.polls import address as poll_address
from kiknet.cooperations.service.tasks import address
from kiknet.cooperations.work_models import DatePoll, Task
from kiknet.db import line_up, transaction
from kiknet.notifications import service as notices
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import membership_of

ASKED_AGAIN = timedelta(days=3)


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


def remind_of_polls() -> int:
    """Whoever has not said which date suits is asked once more after some days; returns how many polls that was."""
    return sum(_ask_again(poll_id) for poll_id in queries.polls_to_ask_again(clock.now() - ASKED_AGAIN))


def _ask_again(poll_id: int) -> int:
    with transaction() as session:
        poll = session.get(DatePoll, poll_id)
        if poll is None or poll.is_closed:
            return 0
        told = 0
        for organisation in queries.missing_in(poll):
            told += notices.notify(
                "cooperation_poll_waits", to=organisation, about=poll, url=poll_address(poll), key=f"{poll.id} again",
                poll=poll, cooperation=poll.cooperation,
            )  # fmt: skip
    return 1 if told else 0


def _whose(task: Task) -> list[tuple[User | Organisation, Organisation]]:
    """The person it names, or everybody who writes for the organisation; whoever leads, if that is not in."""
    partner = task.cooperation.partner(task.organisation_id)
    if partner is None or not partner.is_in:
        partner = task.cooperation.lead
        return [(partner.organisation, partner.organisation)] if partner else []
    if task.assignee is not None and membership_of(task.assignee, partner.organisation) is not None:
        return [(task.assignee, partner.organisation)]
    return [(partner.organisation, partner.organisation)]
