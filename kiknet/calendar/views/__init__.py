"""Pages: importing this package registers them all."""

from kiknet.calendar.views import browse, post
from kiknet.calendar.views.blueprint import bp

__all__ = ["bp", "browse", "post"]
