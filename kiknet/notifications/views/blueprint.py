"""The blueprint all pages of this capability belong to."""

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kiknet.accounts.session import signed_in_user
from kiknet.notifications import queries

bp = Blueprint("notifications", __name__)
Page = str | tuple[str, int] | Response


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"is_news_here": is_news_here}


def is_news_here() -> bool:
    """Whether something new leads to this very page of a thing; no question for those who have no news."""
    user: Any = signed_in_user()
    has_news = user is not None and request.view_args and user.unread_notices
    return bool(has_news) and queries.is_news_here(user, request.path)
