"""The blueprint all pages of this capability belong to, and what its views share."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as Answer

bp = Blueprint("organisations", __name__)


@bp.after_request
def keep_links_to_ourselves(answer: Response) -> Response:
    """No copy of a page behind a mailed link stays anywhere, and no other site learns its address."""
    if "token" in (request.view_args or {}):
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "same-origin"
    return answer


Page = str | Answer | tuple[str, int]
