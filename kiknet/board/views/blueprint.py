"""The blueprint all pages of this capability belong to, and what its templates may ask."""

from flask import Blueprint

from kiknet.board import policy, words

bp = Blueprint("board", __name__)
bp.add_app_template_filter(words.reason_shown, "decline_reason")
bp.add_app_template_global(words.listing_direction, "listing_direction")
bp.add_app_template_global(policy.may, "may_listing")
