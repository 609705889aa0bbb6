"""Pages."""

from flask import Blueprint

from kiknet.errors import NotFound
from kiknet.web.public import public

bp = Blueprint("feeds", __name__)


@bp.get("/abonnieren")
@public
def subscribe() -> str:
    raise NotFound


@bp.get("/feeds/kalender.ics")
@public
def calendar() -> str:
    raise NotFound


@bp.get("/feeds/organisationen/<slug>.ics")
@public
def organisation(slug: str) -> str:
    raise NotFound


@bp.get("/veranstaltungen/<int:event_id>.ics")
@public
def event(event_id: int) -> str:
    raise NotFound
