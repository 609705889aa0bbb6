"""The door for a server: environment in, application out."""

import gc

from kiknet.app import create_app

app = create_app()

gc.collect()
gc.freeze()  # gunicorn forks from here: what the collector leaves alone stays shared between its workers
