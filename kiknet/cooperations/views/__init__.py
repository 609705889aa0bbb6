"""Pages: importing this package registers them all."""

from kiknet.cooperations.views import ideas, wall
from kiknet.cooperations.views.blueprint import bp

__all__ = ["bp", "ideas", "wall"]
