"""The blueprint all pages of this capability belong to, and the words its templates show."""

from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.cooperations import models, policy, work_models
from kiknet.cooperations.words import MISSING, WAY, deed_said, move_name, next_step, role_name, state_name

bp = Blueprint("cooperations", __name__)
MODELS = (models, work_models)
Page = str | tuple[str, int] | Response

bp.add_app_template_filter(state_name, "cooperation_state")
bp.add_app_template_filter(role_name, "cooperation_role")
bp.add_app_template_filter(deed_said, "deed_said")
bp.add_app_template_filter(lambda cooperation: next_step(cooperation, ""), "cooperation_means")
bp.add_app_template_global(policy.may, "may_cooperation")
bp.add_app_template_global(policy.is_member, "is_in_cooperation")


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"cooperation_way": WAY, "cooperation_missing": MISSING, "move_name": move_name}
