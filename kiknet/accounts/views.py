"""Pages."""

from flask import Blueprint

from kiknet.errors import NotFound
from kiknet.web.public import public

bp = Blueprint("accounts", __name__)


@bp.route("/anmelden")
@public
def sign_in() -> str:
    raise NotFound


@bp.post("/abmelden")
def sign_out() -> str:
    raise NotFound


@bp.get("/mein/konto")
def account() -> str:
    raise NotFound
