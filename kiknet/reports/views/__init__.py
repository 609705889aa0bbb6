"""Pages: importing this package registers them all."""

from kiknet.reports.views import live, public, writing
from kiknet.reports.views.blueprint import bp

__all__ = ["bp", "live", "public", "writing"]
