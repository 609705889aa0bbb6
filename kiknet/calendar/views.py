"""Pages."""

from flask import Blueprint

from kiknet.calendar import models  # noqa: F401 - until the pages use them
from kiknet.errors import NotFound
from kiknet.web.public import public

bp = Blueprint("calendar", __name__)


@bp.get("/kalender")
@public
def index() -> str:
    raise NotFound


@bp.get("/kalender/<int:year>/<int:month>")
@public
def month(year: int, month: int) -> str:
    raise NotFound


@bp.get("/veranstaltungen/<int:event_id>")
@public
def event(event_id: int) -> str:
    raise NotFound


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
