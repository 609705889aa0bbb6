"""Pages: importing this package registers them all."""

from kiknet.meeting.views import desk, wall
from kiknet.meeting.views.blueprint import bp

__all__ = ["bp", "desk", "wall"]
