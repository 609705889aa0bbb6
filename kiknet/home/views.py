"""Pages."""

from flask import Blueprint

from kiknet.errors import NotFound
from kiknet.web.public import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def start() -> str:
    raise NotFound


@bp.get("/organisationen/<slug>")
@public
def organisation(slug: str) -> str:
    raise NotFound


@bp.get("/mein/")
def mine() -> str:
    raise NotFound


@bp.get("/buero/")
def desk() -> str:
    raise NotFound


@bp.get("/healthz")
@public
def healthz() -> str:
    raise NotFound
