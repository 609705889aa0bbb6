"""Which events the readers with a filter know of. Who wants everything needs no rows: nothing leaves their filter."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import delete, exists, select

from kiknet import clock
from kiknet.calendar.models import Occurrence
from kiknet.db import UNSEEN, db, is_sqlite, transaction, upsert
from kiknet.subscriptions.models import Fitting, Subscription

NOTHING: Mapping[str, set[int]] = {}


def key(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:32]


def of(event_ids: Collection[int]) -> dict[str, set[int]]:
    """By the key of a filter, those of the events that its readers know of."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = select(Fitting.filter_key, Fitting.event_id).where(Fitting.event_id.in_(event_ids))
    for filter_key, event_id in db.session.execute(rows) if event_ids else ():
        found[filter_key].add(event_id)
    return found


def remember(query: str, fitting: Collection[int], changed: Mapping[str, set[int]] = NOTHING) -> None:
    """Into the running transaction: its readers know of what fits, and of what was `changed` only that."""
    filter_key = key(query)
    left = changed.get(filter_key, set()) - set(fitting)
    if left:
        theirs = delete(Fitting).where(Fitting.filter_key == filter_key, Fitting.event_id.in_(left))
        db.session.execute(theirs, execution_options=UNSEEN)
    if query and fitting:
        rows = [{"filter_key": filter_key, "event_id": event_id} for event_id in sorted(fitting)]
        db.session.execute(_insert(is_sqlite()), rows)


def forget_old() -> None:
    """A job: what is over, and the rows of filters nobody has any more."""
    with transaction() as session:
        in_use = {key(query) for query in session.scalars(select(Subscription.query).distinct())}
        coming = exists().where(Occurrence.event_id == Fitting.event_id, Occurrence.ends_at > clock.now())
        unused = set(session.scalars(select(Fitting.filter_key).distinct())) - in_use
        session.execute(delete(Fitting).where(~coming | Fitting.filter_key.in_(unused)), execution_options=UNSEEN)


@cache
def _insert(_is_for_sqlite: bool) -> Any:
    return upsert(Fitting).on_conflict_do_nothing()
