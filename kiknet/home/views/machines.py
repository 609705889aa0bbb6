"""What machines ask for: health, robots, sitemap."""

from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/healthz")
@public
def healthz() -> str:
    raise NotFound
