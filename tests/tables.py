"""Emptying the database between acts, and putting back what once stood in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count

from sqlalchemy import Connection

from kiknet.db import db

BEGIN_AT_ONE = "SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence"
UNASKED = """SELECT set_config('session_replication_role', 'replica', true)
WHERE current_setting('is_superuser') = 'on'"""
"""Where everything goes, no row need be asked who refers to it; for this transaction, if we may say so."""
MOST_DELETED = 100
GO_ON = """SELECT setval(pg_get_serial_sequence('"{0}"', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM "{0}"), false)"""

_times = count(1)


def empty_every_table() -> None:
    """As after the migrations: no rows, and numbers begin at 1 again."""
    db.session.rollback()
    db.session.remove()
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            _empty_on_postgresql(connection)
        else:
            _empty_on_sqlite(connection)


def _empty_on_sqlite(connection: Connection) -> None:
    """Only what holds a row, which few tables do; where everything goes, no row need be asked who refers to it."""
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    full = set(connection.exec_driver_sql(_which_hold_rows()).scalars())
    for name in _names():
        if name in full:
            connection.exec_driver_sql(f'DELETE FROM "{name}"')
    connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    connection.commit()
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")


@cache
def _which_hold_rows() -> str:
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in _names())


def _empty_on_postgresql(connection: Connection) -> None:
    """In one message, and row by row: a TRUNCATE makes new files for all tables and indexes, though few hold a row.

    One in so many does, for nobody vacuums meanwhile (rows are read in the order in which they came).
    """
    if next(_times) % MOST_DELETED == 0:
        tables = ", ".join(f'"{name}"' for name in _names())
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY")
    else:
        deletes = [f'DELETE FROM "{name}"' for name in reversed(_names())]  # children before their parents
        connection.exec_driver_sql(";".join([UNASKED, *deletes, BEGIN_AT_ONE]))
    connection.commit()


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
