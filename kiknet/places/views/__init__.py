"""Pages: importing this package registers them all."""

from kiknet.places.views import office
from kiknet.places.views.blueprint import bp

__all__ = ["bp", "office"]
