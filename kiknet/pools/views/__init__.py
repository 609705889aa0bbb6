"""Pages: importing this package registers them all."""

from kiknet.pools import talk, topics
from kiknet.pools.views import asking, numbers, running
from kiknet.pools.views.blueprint import bp

__all__ = ["asking", "bp", "numbers", "running", "talk", "topics"]
