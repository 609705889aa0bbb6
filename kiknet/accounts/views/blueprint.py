"""The blueprint all pages of this capability belong to."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, current_app, render_template

from kiknet.accounts.links import LinkOver
from kiknet.config import Settings

EQUALLY_SLOW = 0.25

bp = Blueprint("accounts", __name__)


@bp.after_request
def keep_to_ourselves(answer: Response) -> Response:
    """No copy of these pages stays anywhere, and no other site learns their addresses, which may hold a token.

    Not `no-referrer`: browsers would then send forms without an origin, which the CSRF check refuses over https.
    """
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


@bp.app_errorhandler(LinkOver)
def link_over(problem: LinkOver) -> tuple[str, int]:
    return render_template("accounts/link_over.html", reason=problem.reason), 410


def settings() -> Settings:
    kept: Settings = current_app.extensions["kiknet"]
    return kept


@contextmanager
def equally_slow() -> Iterator[None]:
    """What follows takes equally long for everybody, so that time tells nothing about who has an account."""
    began = time.monotonic()
    yield
    time.sleep(max(0.0, EQUALLY_SLOW - (time.monotonic() - began)))
