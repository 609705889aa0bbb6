"""Posting, changing, calling off; the own list and the planning list."""

from kiknet.calendar.views.blueprint import bp
from kiknet.errors import NotFound


@bp.route("/mein/veranstaltungen/neu")
def new() -> str:
    raise NotFound


@bp.route("/mein/veranstaltungen/<int:event_id>/bearbeiten")
def edit(event_id: int) -> str:
    raise NotFound


@bp.get("/mein/veranstaltungen")
def mine() -> str:
    raise NotFound


@bp.get("/mein/planung")
def planning() -> str:
    raise NotFound


@bp.post("/veranstaltungen/<int:event_id>/absage")
def cancel(event_id: int) -> str:
    raise NotFound
