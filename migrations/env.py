"""How Alembic reaches our database: through the app that `kiknet db` has made."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from kiknet.db import db


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite's batch mode drops and renames tables; with foreign keys on it would delete their children."""
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


settings = current_app.extensions["migrate"].configure_args

with db.engine.connect() as connection, foreign_keys_off(connection):
    context.configure(connection=connection, target_metadata=db.metadata, **settings)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
