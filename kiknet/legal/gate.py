"""Closes every public page of a production network whose legal pages are still empty."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the check before each request."""
