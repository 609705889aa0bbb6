"""The door for a server: environment in, application out."""

import gc

gc.disable()  # what is made while starting stays: looking for garbage in it takes a quarter of the time

from kiknet.app import create_app  # noqa: E402

app = create_app(can_migrate=False)

gc.enable()
gc.freeze()  # gunicorn forks from here: what the collector leaves alone stays shared between its workers
