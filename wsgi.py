"""The door for a server: environment in, application out."""

from kiknet.app import create_app

app = create_app()
