"""The office's desk: what waits for a decision."""

from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp


@bp.get("/buero/")
def desk() -> str:
    raise NotFound
