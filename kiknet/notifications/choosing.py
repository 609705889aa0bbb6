"""How somebody wants to hear: topic by topic, and when not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, update

from kiknet import audit, clock
from kiknet.accounts.models import User
from kiknet.db import UNSEEN, db, transaction, upsert
from kiknet.notifications import queries, rhythm
from kiknet.notifications.links import EVERYTHING
from kiknet.notifications.models import Notice, NoticeChoice, QuietHours
from kiknet.notifications.rhythm import Quiet
from kiknet.notifications.topics import all_topics

Choices = Mapping[tuple[str, str], str]
"""Cadence by name of the topic and channel."""


def choose(user: User, choices: Choices, quiet: Quiet | None) -> None:
    """From now on they hear like this; what waits for its mail follows."""
    with transaction():
        _write(user, choices)
        _keep_quiet(user, quiet)
        _reschedule(user, quiet)
        audit.record("notices.choose", user, user_id=user.id)


def unsubscribe(user: User, topic: str) -> None:
    """No more mails about a topic, or about `EVERYTHING`; the inbox stays as it is."""
    names = [t.name for t in all_topics()] if topic == EVERYTHING else [topic]
    with transaction():
        _write(user, {(name, "mail"): "never" for name in names})
        hours = queries.quiet_hours_of(user)
        _reschedule(user, hours.quiet if hours else None)
        audit.record("notices.unsubscribe", user, user_id=user.id, topic=topic)


def _write(user: User, choices: Choices) -> None:
    """In one order for everybody: of two who write the same at once, the second waits for the first."""
    rows = [
        {"user_id": user.id, "topic": name, "channel": channel, "cadence": cadence}
        for (name, channel), cadence in sorted(choices.items())
    ]
    if rows:
        _put(NoticeChoice, rows)


def _put(model: type[NoticeChoice] | type[QuietHours], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows, whether or not there are some with these keys."""
    keys = [column.name for column in model.__table__.primary_key]
    new = upsert(model).values(rows)
    said = {name: new.excluded[name] for name in rows[0] if name not in keys}
    db.session.flush()
    db.session.execute(new.on_conflict_do_update(index_elements=keys, set_=said), execution_options=UNSEEN)
    db.session.expire_all()


def _keep_quiet(user: User, quiet: Quiet | None) -> None:
    if quiet is None:
        db.session.execute(delete(QuietHours).where(QuietHours.user_id == user.id))
    else:
        _put(QuietHours, [{"user_id": user.id, "begins": quiet.begins, "ends": quiet.ends}])


def _reschedule(user: User, quiet: Quiet | None) -> None:
    """What waits goes out when it would if it happened now; or not at all."""
    chosen = queries.choices_of(user)
    for topic in all_topics():
        at = rhythm.due(chosen.get((topic.name, "mail"), topic.mail), clock.now(), quiet)
        waiting = update(Notice).where(
            Notice.user_id == user.id, Notice.kind.in_(topic.kinds), Notice.mail_due_at.is_not(None)
        )
        db.session.execute(waiting.values(mail_due_at=at), execution_options=UNSEEN)
