"""Pages: importing this package registers them all."""

from kiknet.calendar.views import browse, dates, office, organisers, post, status
from kiknet.calendar.views.blueprint import bp

__all__ = ["bp", "browse", "dates", "office", "organisers", "post", "status"]
