"""The blueprint all pages of this capability belong to, and what its templates need."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.conversations import policy

bp = Blueprint("conversations", __name__)
Page = str | tuple[str, int] | Response


@bp.context_processor
def _policy() -> dict[str, Any]:
    return {"may_close": policy.may_close, "may_reopen": policy.may_reopen, "may_write": policy.may_write}
