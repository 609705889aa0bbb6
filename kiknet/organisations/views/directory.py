"""The directory of organisations."""

from kiknet.errors import NotFound
from kiknet.organisations.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/organisationen")
@public
def index() -> str:
    raise NotFound
