"""Pages: importing this package registers them all, and makes matches follow the board."""

from kiknet.matching import hooks
from kiknet.matching.views import own, partners
from kiknet.matching.views.blueprint import bp

__all__ = ["bp", "hooks", "own", "partners"]
