"""Pages: importing this package registers them all."""

from kiknet.concept.views import mapping, measures, scale, versions, waiting
from kiknet.concept.views.blueprint import bp

__all__ = ["bp", "mapping", "measures", "scale", "versions", "waiting"]
