"""The blueprint all pages of this capability belong to."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.cooperations import models, policy, work_models

bp = Blueprint("cooperations", __name__)
MODELS = (models, work_models)
Page = str | tuple[str, int] | Response
bp.add_app_template_global(policy.may, "may_cooperation")
