"""Applying as an organisation, claiming a listed one."""

from kiknet.errors import NotFound
from kiknet.organisations.views.blueprint import bp
from kiknet.web.public import public


@bp.route("/mitmachen")
@public
def apply() -> str:
    raise NotFound
