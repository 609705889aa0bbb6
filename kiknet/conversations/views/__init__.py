"""Pages: importing this package registers them all."""

from kiknet.conversations import topics
from kiknet.conversations.views import begin, deeds, pages
from kiknet.conversations.views.blueprint import bp

__all__ = ["begin", "bp", "deeds", "pages", "topics"]
