from flask import Blueprint
from werkzeug.wrappers import Response

bp = Blueprint("imports", __name__)
Page = str | Response | tuple[str, int]
