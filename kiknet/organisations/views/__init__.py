"""Pages: importing this package registers them all."""

from kiknet.organisations.views import acting, applications, apply, contact, directory, join, members, office, profile
from kiknet.organisations.views.blueprint import bp

__all__ = [
    "acting",
    "applications",
    "apply",
    "bp",
    "contact",
    "directory",
    "join",
    "members",
    "office",
    "profile",
]
