"""The door for a server: environment in, application out."""

import gc

gc.disable()  # what is made while starting stays: looking for garbage in it takes a quarter of the time

from sqlalchemy.orm import configure_mappers  # noqa: E402

from kiknet.app import create_app  # noqa: E402

app = create_app(can_migrate=False)

configure_mappers()  # every worker would do both for its first page, in memory of its own
app.url_map.update()

gc.enable()
gc.freeze()  # gunicorn forks from here: what the collector leaves alone stays shared between its workers
