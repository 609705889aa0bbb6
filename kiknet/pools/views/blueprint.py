"""The blueprint all pages of this capability belong to, and the words its templates show."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.i18n import on_pages
from kiknet.pools import policy
from kiknet.pools.words import KINDS, REASONS, STATES, TOPICS, URGENCIES
from kiknet.pools.written import written_when, written_where
from kiknet.vocabulary.words import language_name

bp = Blueprint("pools", __name__)
Page = str | tuple[str, int] | Response

bp.add_app_template_filter(on_pages(written_when), "pool_when")
bp.add_app_template_filter(written_where, "pool_where")
bp.add_app_template_filter(language_name, "language_name")
bp.add_app_template_filter(lambda key: REASONS.get(key, ""), "pool_reason")
bp.add_app_template_filter(TOPICS.get, "pool_topic")
bp.add_app_template_filter(URGENCIES.get, "pool_urgency")


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"pool_kinds": KINDS, "pool_states": STATES, "pool_reasons": REASONS, "may_pool": policy}
