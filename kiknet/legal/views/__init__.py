"""Pages: importing this package registers them all."""

from kiknet.legal.views import office, pages
from kiknet.legal.views.blueprint import bp

__all__ = ["bp", "office", "pages"]
