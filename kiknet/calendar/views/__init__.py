"""Pages: importing this package registers them all."""

from kiknet.calendar.views import browse, office, organisers, planning, post, status, together
from kiknet.calendar.views.blueprint import bp

__all__ = ["bp", "browse", "office", "organisers", "planning", "post", "status", "together"]
