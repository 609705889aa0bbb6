"""Emptying the database between acts."""

from sqlalchemy import text

from kiknet.db import db


def empty_every_table() -> None:
    """As after the migrations: no rows, and numbers begin at 1 again."""
    db.session.rollback()
    db.session.remove()
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            return
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
