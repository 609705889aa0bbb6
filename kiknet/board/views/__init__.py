"""Pages: importing this package registers them all."""

from kiknet.board import talk
from kiknet.board.views import answers, browse, deeds, own, renewal
from kiknet.board.views.blueprint import bp

__all__ = ["answers", "bp", "browse", "deeds", "own", "renewal", "talk"]
