"""One hit as the page shows it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Found(NamedTuple):
    """`kicker` says when it is, or what; `meta` where and by whom. What is not known is empty.

    `endpoint` with `values` is its page.
    """

    endpoint: str
    values: Mapping[str, Any]
    title: str
    kicker: str
    meta: Sequence[str] = ()
    text: str = ""
    statuses: Sequence[str] = ()
