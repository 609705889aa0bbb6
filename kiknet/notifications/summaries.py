"""What waited for the morning, or for the end of quiet hours: one mail to each person.

Taking the notices and writing the mail is one transaction: a worker that dies has done neither.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from kiknet import clock, mail
from kiknet.accounts.models import User
from kiknet.db import UNSEEN, line_up, transaction
from kiknet.notifications import links, queries, rhythm
from kiknet.notifications.models import Notice

KIND = "notice_summary"
FOOT = "_notice_foot"


def send_summaries() -> int:
    """A job: write the mails that are due; returns how many. It may run at any time, and twice at once."""
    return sum(_send_to(user_id) for user_id in queries.people_with_mail_due())


def _send_to(user_id: int) -> int:
    now = clock.now()
    with transaction() as session:
        user = session.get(User, user_id)
        if user is None:
            return 0
        line_up(user)
        told = _told(queries.with_mail_due(user), now)
        if told["notices"]:
            _post(user, told)
        taken = update(Notice).where(Notice.user_id == user_id, Notice.mail_due_at <= now)
        session.execute(taken.values(mail_due_at=None), execution_options=UNSEEN)
    return 1 if told["notices"] else 0


def _told(due: list[Notice], now: datetime) -> dict[str, Any]:
    """What the mail says: the notices that stand in it, how many more there are, and how many all in all."""
    waiting = [rhythm.Waiting(n.id, n.mail_due_at or now, is_read=n.read_at is not None) for n in due]
    numbers, left_out = rhythm.summary(waiting, now)
    shown = set(numbers)
    return {
        "notices": [n for n in due if n.id in shown],
        "left_out": left_out,
        "number": len(numbers) + left_out,
    }


def _post(user: User, told: dict[str, Any]) -> None:
    unsubscribe = links.unsubscribe_address(user.id, links.EVERYTHING)
    mail.send_later(
        KIND, user.email, user.language, key=f"{KIND}:{user.id}:{told['notices'][-1].id}",
        unsubscribe_url=unsubscribe, unsubscribe=unsubscribe, foot=FOOT, topic=None, told=told,
    )  # fmt: skip
