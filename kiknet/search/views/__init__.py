"""Pages: importing this package registers them all."""

from kiknet.search.views import search
from kiknet.search.views.blueprint import bp

__all__ = ["bp", "search"]
