"""The blueprint all pages of this capability belong to, and what its views share."""

from flask import Blueprint
from werkzeug.wrappers import Response as Answer

bp = Blueprint("organisations", __name__)

Page = str | Answer | tuple[str, int]
