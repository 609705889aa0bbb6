"""Looking: month, week, list, one event."""

from kiknet.calendar import queries  # noqa: F401
from kiknet.calendar.views.blueprint import bp
from kiknet.errors import NotFound
from kiknet.web.public import public


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
