"""Pages: importing this package registers them all."""

from kiknet.cooperations.views.blueprint import bp

__all__ = ["bp"]
