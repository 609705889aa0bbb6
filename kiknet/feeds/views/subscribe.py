"""How to subscribe."""

from kiknet.errors import NotFound
from kiknet.feeds.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/abonnieren")
@public
def subscribe() -> str:
    raise NotFound
