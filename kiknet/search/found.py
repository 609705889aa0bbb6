"""One hit as the page shows it."""

from collections.abc import Sequence
from typing import Any, NamedTuple


class Found(NamedTuple):
    """`kicker` says when it is, or what; `meta` where and by whom. What is not known is empty.

    Its page is `endpoint` with `key` set to `value`.
    """

    endpoint: str
    key: str
    value: Any
    title: str
    kicker: str
    meta: Sequence[str] = ()
    text: str = ""
    statuses: Sequence[str] = ()
