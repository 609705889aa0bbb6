"""The start page: what is on this week."""

from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/")
@public
def start() -> str:
    raise NotFound
