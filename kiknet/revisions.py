"""One number for the whole network that grows with every change people can see.

Whoever changes something shown (an event, a place, an organisation's name) stamps it in the same
transaction. Writing to the one row makes changes line up, so that a later commit always has the
higher number: a feed that compares numbers can never miss a change (see docs/decisions/0009).
"""

from collections.abc import Hashable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, event, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiknet import clock
from kiknet.db import Base, UtcDateTime, db, is_sqlite, upsert
from kiknet.errors import ChangedMeanwhile

ROW = 1
LATER = "stamped_later"


class Revision(Base):
    """The single row that counts."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True, default=ROW)
    number: Mapped[int] = mapped_column(Integer, default=0)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())


_MARK = f"SELECT number, changed_at FROM revisions WHERE id = {ROW}"  # noqa: S608 - a constant
_CURRENT = select(Revision.number, Revision.changed_at).where(Revision.id == ROW)


class Revised:
    """A row whose shown content carries the number of its latest change. Forms send it back as their version."""

    revision: Mapped[int] = mapped_column(Integer, default=0)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())


def stamp(*things: Revised) -> int:
    """Give `things` the next number; call it last in the transaction, the lock is held until the commit.

    What was to be stamped later gets the same number. The time never goes back: who waited for the lock carries that of
    whoever went before, if it is later.
    """
    connection, step = db.session.connection(), _step(is_sqlite())
    taken = connection.execute(step, {"now": clock.now()}).one_or_none()
    if taken is None:  # the very first change, perhaps of several at once
        connection.execute(upsert(Revision).values(id=ROW, number=0, changed_at=clock.now()).on_conflict_do_nothing())
        taken = connection.execute(step, {"now": clock.now()}).one()
    for thing in (*things, *_later()):
        thing.revision, thing.changed_at = taken.number, taken.changed_at
    return int(taken.number)


def line_up() -> None:
    """Wait for whoever changes something, and let them wait for us, without a change others would look at.

    Call it first in a transaction that takes no other lock before.
    """
    waited = update(Revision).where(Revision.id == ROW).values(id=ROW)
    db.session.execute(waited, execution_options={"synchronize_session": False})
    db.session.expire_all()


def stamp_later(*things: Revised) -> None:
    """Give `things` the number the transaction takes last, so that nobody is waited for while it is held."""
    db.session().info.setdefault(LATER, []).extend(things)


def _later() -> list[Revised]:
    found: list[Revised] = db.session().info.pop(LATER, [])
    return found


@event.listens_for(db.session, "before_commit")
def _stamp_what_is_left(session: Session) -> None:
    if session.info.get(LATER):
        stamp()


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(LATER, None)


@cache
def _step(is_for_sqlite: bool) -> Any:
    later = (func.max if is_for_sqlite else func.greatest)(Revision.changed_at, bindparam("now", type_=UtcDateTime))
    step = update(Revision.__table__).where(Revision.id == ROW)  # type: ignore[arg-type]
    values = {"number": Revision.number + 1, "changed_at": later}
    return step.values(values).returning(Revision.number, Revision.changed_at)


def hold(thing: Revised, version: int) -> None:
    """Nobody else changes `thing` until we commit; raise `ChangedMeanwhile` if somebody did since `version`.

    Writing to the row takes its lock on PostgreSQL and the write lock on SQLite, so of two who save at once
    the second one sees what the first one wrote.
    """
    row: Any = thing
    table = type(row)
    held = db.session.execute(
        update(table)
        .where(table.id == row.id, table.revision == version)
        .values(revision=version)
        .execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise ChangedMeanwhile


def current() -> tuple[int, datetime | None]:
    """The number of the latest change and its moment (UTC); (0, None) in an empty network."""
    row = db.session.execute(_CURRENT).one_or_none()
    return (row.number, row.changed_at) if row else (0, None)


def mark() -> Hashable:
    """Something that is different after every change others can see: the cheapest question a page can ask."""
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(_MARK)
        return cursor.fetchone()
    finally:
        connection.close()
