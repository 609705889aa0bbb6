"""The .ics addresses."""

from kiknet.errors import NotFound
from kiknet.feeds.views.blueprint import bp
from kiknet.web.public import public


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
