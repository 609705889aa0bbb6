"""Pages: importing this package registers them all."""

from kiknet.feeds.views import atom, embed, ical, subscribe
from kiknet.feeds.views.blueprint import bp

__all__ = ["atom", "bp", "embed", "ical", "subscribe"]
