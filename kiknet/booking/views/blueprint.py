"""The blueprint all pages of this capability belong to, and what its templates need."""

from typing import Any

from flask import Blueprint, url_for

from kiknet.booking import policy, words
from kiknet.booking.when import query_of
from kiknet.i18n import on_pages

bp = Blueprint("booking", __name__)


def offer_path(offer: Any, like: Any = None) -> str:
    """Where one asks for something that is free: anything with `resource`, `slot` and `quantity`.

    The form is filled in with what was said of the booking it is `like`.
    """
    keys = query_of(offer.slot, offer.quantity) | ({"wie": like.id} if like is not None else {})
    return f"/raeume/{offer.resource.id}/anfrage?" + "&".join(f"{key}={value}" for key, value in keys.items())


def ask_address(resource: Any, slot: Any = None, quantity: int = 1) -> str:
    keys = query_of(slot, quantity) if slot else {}
    return url_for("booking.ask", resource_id=resource.id, **keys)


for name, function in (
    ("slot_time", on_pages(words.written_slot)),
    ("slot_reason", words.reason_text),
    ("pieces", words.pieces),
    ("feature_name", words.feature_name),
    ("slot_state", words.state_name),
    ("offer_path", offer_path),
):
    bp.add_app_template_filter(function, name)
bp.add_app_template_global(policy.may_manage, "may_manage")


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "kind_names": words.KIND_NAMES,
        "state_names": words.STATE_NAMES,
        "may_request": policy.may_request,
        "may_offer": policy.may_offer,
        "ask_address": ask_address,
    }
