"""One's own account."""

from kiknet.accounts.views.blueprint import bp
from kiknet.errors import NotFound


@bp.get("/mein/konto")
def account() -> str:
    raise NotFound
