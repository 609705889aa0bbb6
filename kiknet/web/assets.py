"""Placeholder until the design system's assets module is merged."""

from flask import Flask


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(asset=lambda name: f"/static/{name}")
