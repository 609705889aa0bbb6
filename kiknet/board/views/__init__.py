"""Pages: importing this package registers them all."""

from kiknet.board.views.blueprint import bp

__all__ = ["bp"]
