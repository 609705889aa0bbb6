"""The blueprint all pages of this capability belong to."""

from flask import Blueprint

bp = Blueprint("search", __name__)
