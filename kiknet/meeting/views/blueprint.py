"""The blueprint the pages of a meeting belong to."""

from flask import Blueprint

from kiknet.meeting import topics

bp = Blueprint("meeting", __name__)
TOPICS = topics
