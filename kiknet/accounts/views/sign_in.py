"""Signing in and out."""

from kiknet.accounts.views.blueprint import bp
from kiknet.errors import NotFound
from kiknet.web.public import public


@bp.route("/anmelden")
@public
def sign_in() -> str:
    raise NotFound


@bp.post("/abmelden")
def sign_out() -> str:
    raise NotFound
