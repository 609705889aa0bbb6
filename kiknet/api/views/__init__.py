"""Addresses: importing this package registers them all."""

from kiknet.api.views import lists, page
from kiknet.api.views.blueprint import bp

__all__ = ["bp", "lists", "page"]
