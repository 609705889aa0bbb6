"""How Alembic reaches our database: through the app that `kiknet db` has made."""

from alembic import context
from flask import current_app

from kiknet.db import db, foreign_keys_off

settings = current_app.extensions["migrate"].configure_args

with db.engine.connect() as connection, foreign_keys_off(connection):
    context.configure(connection=connection, target_metadata=db.metadata, **settings)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
