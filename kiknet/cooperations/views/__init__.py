"""Pages: importing this package registers them all."""

from kiknet.cooperations import topics, work_sections, work_topics
from kiknet.cooperations.views import (
    browse,
    ideas,
    measures,
    moving,
    outcome,
    page,
    partners,
    polls,
    posts,
    tasks,
    writing,
)
from kiknet.cooperations.views.blueprint import bp

__all__ = [
    "bp",
    "browse",
    "ideas",
    "measures",
    "moving",
    "outcome",
    "page",
    "partners",
    "polls",
    "posts",
    "tasks",
    "topics",
    "work_sections",
    "work_topics",
    "writing",
]
