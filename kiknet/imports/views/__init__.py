"""Pages for calendars from elsewhere."""

from kiknet.imports.views import overview, source
from kiknet.imports.views.blueprint import bp

__all__ = ["bp", "overview", "source"]
