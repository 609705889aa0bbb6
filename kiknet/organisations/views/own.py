"""The own organisation: profile, members, for whom one acts."""

from kiknet.errors import NotFound
from kiknet.organisations.views.blueprint import bp


@bp.route("/mein/organisation")
def profile() -> str:
    raise NotFound


@bp.route("/mein/mitglieder")
def members() -> str:
    raise NotFound


@bp.post("/mein/auftreten")
def act_for() -> str:
    raise NotFound
