"""The legal pages."""

from kiknet.errors import NotFound
from kiknet.legal import queries  # noqa: F401
from kiknet.legal.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/impressum")
@public
def imprint() -> str:
    raise NotFound


@bp.get("/datenschutz")
@public
def privacy() -> str:
    raise NotFound


@bp.get("/barrierefreiheit")
@public
def accessibility() -> str:
    raise NotFound
