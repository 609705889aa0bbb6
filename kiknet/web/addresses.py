"""Many addresses of one kind, without asking the router for each."""

from collections.abc import Callable
from typing import Any

from flask import url_for

PLACEHOLDER = 907_050_301


def numbered(endpoint: str, key: str) -> Callable[[int], str]:
    """A function from a number to the address of `endpoint` with `key` set to it, in the reader's language."""
    values: dict[str, Any] = {key: PLACEHOLDER}
    before, after = url_for(endpoint, **values).split(str(PLACEHOLDER))
    return lambda number: f"{before}{number}{after}"
