"""The blueprint all pages of this capability belong to."""

from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("moderation", __name__)
Page = str | tuple[str, int] | Response
