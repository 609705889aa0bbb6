"""One organisation, with its events."""

from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/organisationen/<slug>")
@public
def organisation(slug: str) -> str:
    raise NotFound
