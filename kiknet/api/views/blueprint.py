"""The blueprint all addresses of this capability belong to, and what their answers have in common."""

from flask import Blueprint, Response, request

from kiknet.api.problems import BadQuestion
from kiknet.i18n import _
from kiknet.web.errors import problem

bp = Blueprint("api", __name__, url_prefix="/api/v1")

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


@bp.after_app_request
def open_to_all(answer: Response) -> Response:
    """Any page may read, errors too (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    if request.path.startswith("/api/"):
        answer.headers.update(OPEN | PREFLIGHT if request.method == "OPTIONS" else OPEN)
    return answer


@bp.errorhandler(BadQuestion)
def bad_question(found: BadQuestion) -> Response:
    errors = [{"parameter": name, "reason": reason} for name, reason in found.reasons]
    detail = " ".join(f"{name}: {reason}" for name, reason in found.reasons)
    return problem(400, _("This question cannot be understood."), detail, errors=errors)
