"""Pages: importing this package registers them all."""

from kiknet.meeting.views import desk
from kiknet.meeting.views.blueprint import bp

__all__ = ["bp", "desk"]
