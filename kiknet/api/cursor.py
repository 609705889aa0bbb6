"""Where a page of a list ended, as a short text a program hands back.

A page begins after the last row of the one before, so nothing is shown twice or left out when rows come and go.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kiknet.web.requests import LARGEST_NUMBER

LONGEST = 1000
Key = tuple[Any, ...]


def written(key: Key) -> str:
    """`key` holds whole numbers, texts and moments."""
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(parts, ensure_ascii=False).encode()).decode().rstrip("=")


def read(text: str, kinds: Sequence[type]) -> Key:
    """The key written in `text`, its parts of these `kinds`. Raises `ValueError` for anything else."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    try:
        parts = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeDecodeError, RecursionError) as problem:
        raise ValueError("not one of ours") from problem
    if not isinstance(parts, list) or len(parts) != len(kinds):
        raise ValueError("of another list")
    return tuple(_part(part, kind) for part, kind in zip(parts, kinds, strict=True))


def _part(part: Any, kind: type) -> Any:
    if kind is datetime and isinstance(part, str):
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None or not 1900 < moment.year < 3000:
            raise ValueError("no moment of ours")
        return moment
    if kind is int and type(part) is int and 0 <= part <= LARGEST_NUMBER:
        return part
    if kind is str and isinstance(part, str) and "\0" not in part:
        part.encode()  # ValueError for half a character
        return part
    raise ValueError("of another list")
