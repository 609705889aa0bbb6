"""Pages: importing this package registers them all."""

from kiknet.cooperations import work_topics
from kiknet.cooperations.views import polls, posts, tasks
from kiknet.cooperations.views.blueprint import bp

__all__ = ["bp", "polls", "posts", "tasks", "work_topics"]
