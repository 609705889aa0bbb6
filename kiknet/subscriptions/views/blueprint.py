"""The blueprint all pages of this capability belong to."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

bp = Blueprint("subscriptions", __name__)
Page = str | tuple[str, int] | Response | BaseResponse
