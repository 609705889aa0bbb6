"""Pages are closed unless their view says otherwise."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Marks a page strangers may open. Every other page asks them to sign in."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on the function itself
    return view


def is_public(view: Callable[..., Any] | None) -> bool:
    return bool(getattr(view, "is_public", False))


def always(view: View) -> View:
    """Marks a public page that also opens while the network is still being set up (legal pages, sign-in)."""
    view.is_always_open = True  # type: ignore[attr-defined]  # a mark on the function itself
    return public(view)


def is_always_open(view: Callable[..., Any] | None) -> bool:
    return bool(getattr(view, "is_always_open", False))
