"""The own organisation: profile and members."""

from kiknet.errors import NotFound
from kiknet.organisations.views.blueprint import bp


@bp.route("/mein/organisation")
def profile() -> str:
    raise NotFound


@bp.route("/mein/mitglieder")
def members() -> str:
    raise NotFound
