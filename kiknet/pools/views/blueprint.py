"""The blueprint all pages of this capability belong to, and the words its templates show."""

from datetime import datetime
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.i18n import written_moment
from kiknet.pools import policy
from kiknet.pools.models import PoolRequest
from kiknet.pools.words import KINDS, LASTING, REASONS, STATES, TOPICS, URGENCIES, WHERE
from kiknet.vocabulary.queries import district_names
from kiknet.vocabulary.words import language_name

bp = Blueprint("pools", __name__)
Page = str | tuple[str, int] | Response


def written_when(request: PoolRequest, style: str = "full") -> str:
    """ "Dienstag, 9. März 2027, 15:00 Uhr (1 Stunde)"."""
    return f"{written_moment(datetime.combine(request.day, request.starts), style)} ({LASTING[request.minutes]})"


def written_where(request: PoolRequest) -> str:
    district = district_names().get(str(request.district))
    return f"{WHERE[request.where]}, {district}" if district else str(WHERE[request.where])


bp.add_app_template_filter(written_when, "pool_when")
bp.add_app_template_filter(written_where, "pool_where")
bp.add_app_template_filter(language_name, "language_name")
bp.add_app_template_filter(lambda key: REASONS.get(key, ""), "pool_reason")
bp.add_app_template_filter(TOPICS.get, "pool_topic")
bp.add_app_template_filter(URGENCIES.get, "pool_urgency")


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"pool_kinds": KINDS, "pool_states": STATES, "pool_reasons": REASONS, "may_pool": policy}
