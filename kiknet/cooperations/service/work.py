"""What deeds with tasks, date polls and posts have in common."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kiknet.access import require
from kiknet.accounts.models import User
from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.work_models import DatePoll, Post
from kiknet.db import line_up, transaction
from kiknet.notifications import service as notices
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

To = Callable[[Organisation], Organisation | Iterable[User]]


@contextmanager
def at_work(by: Acting, cooperation: Cooperation, rule: str = "work") -> Iterator[None]:
    """A deed inside a cooperation, one at a time: the second looks at what the first has left. Raises `NotAllowed`."""
    require(policy.may(by, rule, cooperation))
    with transaction():
        line_up(cooperation)
        require(policy.may(by, rule, cooperation))
        yield


def tell_all(
    by: Acting, kind: str, thing: DatePoll | Post, url: str, key: str, *, to: To = lambda each: each, **context: Any
) -> None:
    """In the running transaction: tell every organisation that is in, or whom of it `to` names; each person once."""
    for partner in thing.cooperation.accepted:
        notices.notify(
            kind, to=to(partner.organisation), organisation=partner.organisation, about=thing, url=url, key=key, by=by,
            cooperation=thing.cooperation, **context,
        )  # fmt: skip
