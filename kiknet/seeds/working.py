"""What the demo's cooperations work with: tasks, a date poll, what they write to each other."""

from datetime import datetime, time, timedelta
from typing import Any

from kiknet import clock
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.poll_count import USUAL_LENGTH, Span
from kiknet.cooperations.service import polls, posts, tasks
from kiknet.cooperations.work_draft import PollDraft, TaskDraft
from kiknet.organisations.acting import Acting

Cast = dict[str, Acting]


def work(cast: Cast, made: Cooperation, row: dict[str, Any]) -> None:
    """`row` is one of `demo/cooperations.toml`."""
    for slug, title, days in row.get("tasks", ()):
        _task(cast[slug], made, title, days)
    if "poll" in row:
        _poll(cast, made, row["by"], row["poll"])
    for slug, days, text in row.get("posts", ()):
        posts.write(cast[slug], made, text).created_at = clock.now() - timedelta(days=days)


def _task(by: Acting, made: Cooperation, title: str, days: int) -> None:
    """Due in so many days; done so many days ago if they are below 0."""
    due_on = clock.today() + timedelta(days=days)
    task = tasks.add_task(by, made, TaskDraft(title, by.organisation_id, due_on=due_on))
    if days < 0:
        tasks.finish_task(by, task)
        task.done_at = clock.now() + timedelta(days=days)


def _poll(cast: Cast, made: Cooperation, by: str, row: dict[str, Any]) -> None:
    asked = polls.begin_poll(cast[by], made, PollDraft(row["title"], tuple(_span(*date) for date in row["dates"])))
    for slug, *answers in row["answers"]:
        said = dict(zip((date.id for date in asked.dates), answers, strict=True))
        polls.answer_poll(cast[slug], asked, said)


def _span(days: int, hour: int) -> Span:
    begins = datetime.combine(clock.today() + timedelta(days=days), time(hour))
    return begins, begins + USUAL_LENGTH
