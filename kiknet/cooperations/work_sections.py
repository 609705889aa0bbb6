"""Tasks, date polls and posts in short, for the cooperation's page."""

from dataclasses import dataclass

from kiknet.cooperations import post_queries
from kiknet.cooperations import work_policy as policy
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.sections import Section, register
from kiknet.cooperations.work_models import DatePoll, Post, Task
from kiknet.i18n import _l
from kiknet.organisations.acting import Acting

MOST_TASKS = 3


@dataclass(frozen=True)
class Tasks:
    """The most urgent ones of all that are to be done; whether there are any at all, done or not."""

    first: list[Task]
    number: int
    may_add: bool
    has_any: bool


@dataclass(frozen=True)
class Polls:
    """Each with how many organisations have not answered yet, whether one's own is among them, and may one choose."""

    rows: list[tuple[DatePoll, int, bool, bool]]
    may_add: bool


@dataclass(frozen=True)
class Posts:
    """The last one, and how many are new to who reads this."""

    last: Post | None
    unread: int
    may_write: bool


def _tasks(by: Acting, cooperation: Cooperation) -> Tasks | None:
    todo = queries.tasks_of(cooperation)
    has_any = bool(todo) or bool(queries.tasks_of(cooperation, done=True))
    tasks = Tasks(todo[:MOST_TASKS], len(todo), policy.may_work(by, cooperation), has_any)
    return tasks if todo or cooperation.is_open else None


def _polls(by: Acting, cooperation: Cooperation) -> Polls | None:
    rows = []
    for poll in queries.polls_of(cooperation):
        missing = [organisation.id for organisation in queries.missing_in(poll)]
        rows.append((poll, len(missing), by.organisation_id in missing, policy.may_decide(by, poll)))
    return Polls(rows, policy.may_work(by, cooperation)) if rows or cooperation.is_open else None


def _posts(by: Acting, cooperation: Cooperation) -> Posts:
    last = post_queries.last_post(cooperation)
    return Posts(last, post_queries.unread_by(by.user, cooperation), policy.may_write(by, cooperation))


register(Section("polls", _l("Find a date"), "cooperations/_polls.html", _polls))
register(
    Section(
        "tasks", _l("Tasks"), "cooperations/_tasks.html", _tasks, "cooperations.tasks",
        is_empty=lambda facts: not facts.has_any,
    )
)  # fmt: skip
register(
    Section(
        "posts", _l("Conversation"), "cooperations/_posts.html", _posts, "cooperations.posts",
        is_empty=lambda facts: facts.last is None,
    )
)  # fmt: skip
