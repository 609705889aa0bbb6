"""Emptying the database between acts, and putting back what once stood in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count

from sqlalchemy import Connection, text

from kiknet.db import db

BEGIN_AT_ONE = "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"
MOST_DELETED = 100
GO_ON = """SELECT setval(pg_get_serial_sequence('"{0}"', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM "{0}"), false)"""

_times = count(1)


def empty_every_table() -> None:
    """As after the migrations: no rows, and numbers begin at 1 again."""
    db.session.rollback()
    db.session.remove()
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            _empty_on_postgresql(connection)
            return
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for delete in _deletes():
            connection.exec_driver_sql(delete)
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))


def _empty_on_postgresql(connection: Connection) -> None:
    """In one message, and row by row: a TRUNCATE makes new files for all tables and indexes, though few hold a row.

    One in so many does, for nobody vacuums meanwhile (rows are read in the order in which they came).
    """
    if next(_times) % MOST_DELETED == 0:
        tables = ", ".join(f'"{name}"' for name in _names())
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")
    else:
        connection.exec_driver_sql(";".join([*_deletes(), BEGIN_AT_ONE]))


@cache
def _deletes() -> list[str]:
    """Children before their parents."""
    return [f'DELETE FROM "{name}"' for name in reversed(_names())]


def keep() -> None:
    """Remembers what stands in the database now, instead of what was kept before."""
    with _what_is_kept() as connection:
        for name in _names():
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS kept."{name}"')
            connection.exec_driver_sql(f'CREATE TABLE kept."{name}" AS SELECT * FROM "{name}"')


def put_back() -> None:
    """Into an empty database; the index of the search is made anew, and numbers go on."""
    with _what_is_kept() as connection:
        for name in _names():
            connection.exec_driver_sql(f'INSERT INTO "{name}" SELECT * FROM kept."{name}"')
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        else:
            numbered = [table.name for table in db.metadata.sorted_tables if "id" in table.columns]
            connection.exec_driver_sql(";".join(GO_ON.format(name) for name in numbered))


@contextmanager
def _what_is_kept() -> Iterator[Connection]:
    """Stands in a schema `kept`, which on SQLite is a file beside the database."""
    with db.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        file = f"ATTACH DATABASE '{db.engine.url.database}-kept' AS kept"
        connection.exec_driver_sql(file if is_sqlite else "CREATE SCHEMA IF NOT EXISTS kept")
        yield connection
        connection.commit()
        if is_sqlite:
            connection.exec_driver_sql("DETACH DATABASE kept")


def _names() -> list[str]:
    """Parents before their children."""
    return [table.name for table in db.metadata.sorted_tables]
