"""Pages: importing this package registers them all."""

from kiknet.cooperations import topics
from kiknet.cooperations.views import browse, ideas, moving, page, partners, wall, writing
from kiknet.cooperations.views.blueprint import bp

__all__ = ["bp", "browse", "ideas", "moving", "page", "partners", "topics", "wall", "writing"]
