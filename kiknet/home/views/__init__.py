"""Pages: importing this package registers them all."""

from kiknet.home.views import desk, devmail, fields, machines, mine, organisation, start
from kiknet.home.views.blueprint import bp

__all__ = ["bp", "desk", "devmail", "fields", "machines", "mine", "organisation", "start"]
