"""Several people do something at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from kiknet.accounts.models import User
from kiknet.db import db
from kiknet.errors import KiknetError
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def at_once(app: Flask, people: Sequence[Acting], deed: Callable[[Acting, int], Any]) -> list[Any]:
    """What each of `people` gets who do `deed(by, number)` at the same moment, each with a session of their own.

    Of a refusal: its name.
    """
    ids, all_ready = [(by.user.id, by.organisation_id, by.role) for by in people], Barrier(len(people))
    db.session.rollback()

    def do(number: int) -> Any:
        user_id, organisation_id, role = ids[number]
        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), role)
            all_ready.wait()
            try:
                return deed(by, number)
            except KiknetError as refusal:
                return type(refusal).__name__

    with ThreadPoolExecutor(len(people)) as crowd:
        results = list(crowd.map(do, range(len(people))))
    db.session.expire_all()
    return results
