"""Pages: importing this package registers them all."""

from kiknet.feeds.views import ical, subscribe
from kiknet.feeds.views.blueprint import bp

__all__ = ["bp", "ical", "subscribe"]
