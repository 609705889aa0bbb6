"""Pages: importing this package registers them all."""

from kiknet.observances.views import office, public
from kiknet.observances.views.blueprint import bp

__all__ = ["bp", "office", "public"]
