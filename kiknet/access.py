"""Turns a policy's "no" into `NotAllowed`."""

from kiknet.errors import NotAllowed


def require(allowed: bool, reason: str | None = None) -> None:
    """Raise `NotAllowed` unless a policy said yes."""
    if not allowed:
        raise NotAllowed(reason or "")
