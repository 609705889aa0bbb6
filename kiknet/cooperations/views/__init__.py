"""Pages: importing this package registers them all."""

from kiknet.cooperations import topics
from kiknet.cooperations.views import browse, moving, page, partners, writing
from kiknet.cooperations.views.blueprint import bp

__all__ = ["bp", "browse", "moving", "page", "partners", "topics", "writing"]
