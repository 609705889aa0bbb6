"""Pages: importing this package registers them all."""

from kiknet.moderation.views import office, public
from kiknet.moderation.views.blueprint import bp

__all__ = ["bp", "office", "public"]
