"""What is asked of me, what is coming up, what my organisation has."""

from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp


@bp.get("/mein/")
def mine() -> str:
    raise NotFound
