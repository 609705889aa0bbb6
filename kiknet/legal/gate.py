"""Closes every public page of a production network whose legal pages are still empty."""

import time

from flask import Flask, Response, current_app, request

from kiknet.accounts.session import signed_in_user
from kiknet.config import Settings
from kiknet.i18n import _
from kiknet.legal import queries
from kiknet.web.errors import explain
from kiknet.web.public import is_always_open, is_public

LOOK_AGAIN_AFTER = 60
TRY_AGAIN_AFTER = 3600


class Gate:
    """Remembers for a minute that the network is open, so that an open network costs no query."""

    def __init__(self) -> None:
        self._open_until = 0.0

    def is_open(self) -> bool:
        if time.monotonic() >= self._open_until:
            if queries.unfinished():
                return False
            self._open_until = time.monotonic() + LOOK_AGAIN_AFTER
        return True


def init_app(app: Flask) -> None:
    """Register the check before each request; only production is ever closed."""
    settings: Settings = app.extensions["kiknet"]
    if not settings.is_production:
        return
    gate = Gate()

    @app.before_request
    def keep_closed() -> Response | None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None or not is_public(view) or is_always_open(view) or gate.is_open() or signed_in_user():
            return None
        answer = explain(
            503,
            _("The network is being set up"),
            _("The office is still filling in the first pages. Please come back in a few days."),
        )
        answer.headers["Retry-After"] = str(TRY_AGAIN_AFTER)
        return answer
