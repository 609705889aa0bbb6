"""Pages: importing this package registers them all."""

from kiknet.organisations.views import acting, apply, directory, own
from kiknet.organisations.views.blueprint import bp

__all__ = ["acting", "apply", "bp", "directory", "own"]
