"""The database: session, base class, types of column, and the one way to change anything."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Text,
    and_,
    event,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from kiknet import clock, fold

MIGRATIONS = str(Path(__file__).resolve().parent.parent / "migrations")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Stores moments in UTC and refuses a datetime that does not say its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; see kiknet.clock")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """SQLite keeps texts: read at once, for a search or a list reads hundreds."""
        return _read_moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


class WallTime(TypeDecorator[datetime]):
    """Stores what a clock on the wall shows and refuses a datetime that names a zone."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"{value!r} is a moment, not a wall time; see kiknet.clock")
        return value


class WallTimes(TypeDecorator[list[datetime]]):
    """A few wall times in one column ("2027-03-09T15:00 2027-03-16T15:00"), in order, to the minute."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return " ".join(moment.isoformat(timespec="minutes") for moment in sorted(set(value)))

    def process_result_value(self, value: str | None, dialect: Any) -> list[datetime]:
        return [datetime.fromisoformat(text) for text in value.split()] if value else []


class Codes(TypeDecorator[list[str]]):
    """A small set of codes in one column ("|de|uk|"), in the order of the alphabet.

    Lists narrow by time first, so looking for a code among the few rows left needs no table of its own
    (see docs/decisions/0008). `holds` is the condition for a query.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        if any("|" in code for code in value):
            raise ValueError("A code cannot contain '|'.")
        return "|" + "|".join(sorted(set(value))) + "|" if value else ""

    def process_result_value(self, value: str | None, dialect: Any) -> list[str]:
        return value.strip("|").split("|") if value else []


def holds(column: Any, codes: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a `Codes` column has at least one of `codes`."""
    return or_(*(type_coerce(column, Text).contains(f"|{code}|", autoescape=True) for code in codes))


def says(column: Any, word: str) -> ColumnElement[bool]:
    """The condition that a column of folded words has this one: `fold.says`, the same on both databases."""
    has = column.contains(word, autoescape=True)
    singulars = fold.singulars(word)
    if not singulars:
        return has  # type: ignore[no-any-return]
    ends = ((" " + column + " ").contains(end, autoescape=True) for end in fold.ends(word))
    return and_(column.contains(singulars[0], autoescape=True), or_(has, *ends))


class Base(DeclarativeBase):
    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime})


class Timestamped:
    """When a row was made, by the clock a test can set."""

    created_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())


def _write_plain_types(kind: str, thing: Any, _context: Any) -> str | bool:
    """A migration outlives our code, so it must not import any of it."""
    if isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, WallTime):
        return "sa.DateTime(timezone=False)"
    if isinstance(thing, Codes | WallTimes):
        return "sa.Text()"
    return False


UNSEEN = {"synchronize_session": False}

db = SQLAlchemy(model_class=Base)


def init_migrations(app: Flask) -> None:
    """Lets the command line migrate. A server that answers starts faster, and is smaller, without Alembic.

    Partial indexes name their condition once, as `sqlite_where`: naming it for PostgreSQL, too, would load its dialect
    into servers that never speak it. Here both are wanted.
    """
    from flask_migrate import Migrate

    for table in db.metadata.tables.values():
        for index in table.indexes:
            if (where := index.dialect_kwargs.get("sqlite_where")) is not None:
                index.dialect_kwargs["postgresql_where"] = where
    Migrate(
        app,
        db,
        directory=MIGRATIONS,
        render_as_batch=True,
        render_item=_write_plain_types,
        include_name=is_modelled,
    )


def is_modelled(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether models know of it: the trigrams of the search are made by SQL alone, other on each database."""
    return not (name or "").startswith("search_index")


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: Any) -> None:
    if type(connection).__module__.split(".")[0] == "sqlite3":
        _prepare_sqlite(connection)
    else:
        _prepare_postgresql(connection)


def _prepare_postgresql(connection: Any) -> None:
    """Compiling a statement to machine code takes PostgreSQL longer than any of ours takes to run."""
    connection.execute("SET jit = off")
    connection.commit()


def _prepare_sqlite(connection: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "cache_size=-500",  # KiB for each connection; the system's own cache is as fast
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def transaction(*, forgets: bool = True) -> Iterator[Session]:
    """All or nothing. Blocks may nest: the outermost one commits.

    Afterwards what the session knows is read anew, for others may have changed it since; with `forgets=False` it is
    what was written, for a page that only says so.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        yield session
        return
    session.info["in_transaction"] = True
    try:
        yield session
        session.expire_on_commit = forgets
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.expire_on_commit = True
        session.info.pop("in_transaction", None)


def line_up(thing: Any) -> None:
    """Wait for whoever else lines up for this row; from now on we read what they have left, and they wait for us.

    For the running transaction: touch the row, look, write. Writing takes the row's lock on PostgreSQL and the write
    lock on SQLite alike.
    """
    session = db.session()
    row = type(thing)
    session.flush()
    session.execute(update(row).where(row.id == thing.id).values(id=row.id), execution_options=UNSEEN)
    session.expire_all()


def line_up_all(row: Any, *which: ColumnElement[bool]) -> None:
    """The same for all rows of a model that are meant, by id: who meets whom waits, and never both."""
    session = db.session()
    session.flush()
    if is_sqlite():
        session.execute(update(row).where(*which).values(id=row.id), execution_options=UNSEEN)
    else:
        session.execute(select(row.id).where(*which).order_by(row.id).with_for_update(key_share=True)).all()
    session.expire_all()


BUSY_SQLITE = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED: the low byte of an extended code
BUSY_POSTGRESQL = {"40001", "40P01", "55P03", "53300"}  # given way, a deadlock, no lock, no connection left


def is_only_busy(trouble: OperationalError) -> bool:
    """Whether others were in the way, so that the same may well work in a moment."""
    return (
        getattr(trouble.orig, "sqlstate", None) in BUSY_POSTGRESQL
        or getattr(trouble.orig, "sqlite_errorcode", 0) & 0xFF in BUSY_SQLITE
    )


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def upsert(model: type[Base]) -> Any:
    """An INSERT that can say what to do with a row that is there already, in the dialect of our database."""
    return import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}").insert(model)


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """For migrations: SQLite's batch mode replaces tables, and with foreign keys on it would delete their children.

    Checks afterwards and raises `RuntimeError` if a row has lost its parent.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.execute(text("PRAGMA foreign_keys=OFF"))
    connection.commit()
    yield
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    connection.execute(text("PRAGMA foreign_keys=ON"))
    connection.commit()
    if orphans:
        raise RuntimeError(f"rows without their parents after the migration: {orphans[:5]}")
