"""Pages."""

from flask import Blueprint

from kiknet.errors import NotFound
from kiknet.web.public import public

bp = Blueprint("organisations", __name__)


@bp.get("/organisationen")
@public
def index() -> str:
    raise NotFound


@bp.route("/mitmachen")
@public
def apply() -> str:
    raise NotFound


@bp.route("/mein/organisation")
def profile() -> str:
    raise NotFound


@bp.route("/mein/mitglieder")
def members() -> str:
    raise NotFound


@bp.post("/mein/auftreten")
def act_for() -> str:
    raise NotFound
