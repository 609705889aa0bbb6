"""The blueprint all pages of this capability belong to, and what its templates may ask."""

from flask import Blueprint

from kiknet.board import policy, shown, words
from kiknet.i18n import on_pages
from kiknet.web.hints import mark

bp = Blueprint("board", __name__)
for function in (shown.direction, shown.kind, shown.languages, shown.amount, shown.short, shown.district):
    bp.add_app_template_filter(function, f"listing_{function.__name__}")
bp.add_app_template_filter(on_pages(shown.times), "listing_times")
bp.add_app_template_filter(words.reason_shown, "decline_reason")
bp.add_app_template_filter(mark, "hints_mark")
bp.add_app_template_global(policy.may, "may_listing")
bp.add_app_template_global(policy.may_post, "may_post_listing")
bp.add_app_template_filter(words.state_name, "listing_state")
bp.add_app_template_filter(words.interest_name, "interest_state")
