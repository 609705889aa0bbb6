"""Two who meet: Olga has got hold of an event, and somebody comes who needs it, too, and the revision."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event as sql

from kiknet.accounts.models import User
from kiknet.calendar import approval
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

TAKES_THE_REVISION = "UPDATE revisions"
A_MOMENT, LONG = 1, 30


@contextmanager
def _crossed(has_event: threading.Event, has_revision: threading.Event) -> Iterator[None]:
    """Olga has her event and takes the revision when the other has it, or not at all before her."""

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(TAKES_THE_REVISION) and threading.current_thread().name.startswith("olga"):
            has_event.set()
            has_revision.wait(A_MOMENT)

    def after(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(TAKES_THE_REVISION) and threading.current_thread().name.startswith("other"):
            has_revision.set()

    sql.listen(db.engine, "before_cursor_execute", before)
    sql.listen(db.engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        sql.remove(db.engine, "before_cursor_execute", before)
        sql.remove(db.engine, "after_cursor_execute", after)


def while_olga_hides(app: Any, cast: Any, theirs: Event, by: Acting, deed: Callable[[Acting], Any]) -> None:
    """`by` does `deed` from the moment on at which Olga, who hides `theirs`, has got hold of it; both must succeed."""
    olga, user, organisation, theirs_id = cast.olga.user.id, by.user.id, by.organisation_id, theirs.id
    has_event, has_revision = threading.Event(), threading.Event()
    db.session.rollback()

    def hide() -> None:
        with app.app_context():
            approval.hide_event(Acting(db.session.get_one(User, olga)), db.session.get_one(Event, theirs_id), "Bitte.")

    def do() -> None:
        assert has_event.wait(LONG)
        with app.app_context():
            acts_for = db.session.get(Organisation, organisation) if organisation else None
            deed(Acting(db.session.get_one(User, user), acts_for, by.role))

    with (
        _crossed(has_event, has_revision),
        ThreadPoolExecutor(1, thread_name_prefix="olga") as office,
        ThreadPoolExecutor(1, thread_name_prefix="other") as somebody,
    ):
        for answer in (office.submit(hide), somebody.submit(do)):
            answer.result(LONG)
    db.session.rollback()
