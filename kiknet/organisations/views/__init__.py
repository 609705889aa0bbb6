"""Pages: importing this package registers them all."""

from kiknet.organisations.views import apply, directory, own
from kiknet.organisations.views.blueprint import bp

__all__ = ["apply", "bp", "directory", "own"]
