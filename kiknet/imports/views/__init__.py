"""Pages for calendars from elsewhere."""

from kiknet.imports import topics
from kiknet.imports.views import overview, source
from kiknet.imports.views.blueprint import bp

__all__ = ["bp", "overview", "source", "topics"]
