"""Pages that are the same for every stranger until something in the network changes."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple

from flask import current_app, request
from werkzeug.wrappers import Response

from kiknet import clock, revisions
from kiknet.web.headers import has_session
from kiknet.web.kept import Kept

MOST_BYTES = 1_000_000
Shown = str | bytes | Response


class Page(NamedTuple):
    """A page as it was at one moment of the network."""

    moment: Hashable
    html: bytes


def remembered(view: Callable[..., Shown]) -> Callable[..., Shown]:
    """Keep the page `view` shows to strangers while the network's revision stays, for the current minute at most.

    Knowing that nothing has changed takes one small query. Words that are not stamped, and the hour, are what the
    minute is for.
    """

    @wraps(view)
    def answer(**path: Any) -> Shown:
        if has_session():
            return view(**path)
        pages, address = _pages(), (request.script_root, request.full_path)
        moment = (revisions.mark(), clock.now().replace(second=0, microsecond=0))
        known = pages.get(address)
        if known is not None and known.moment == moment:
            return known.html
        shown = view(**path)
        if isinstance(shown, str):
            pages.put(address, Page(moment, shown.encode()))
        return shown

    return answer


def forget() -> None:
    """For tests, whose database begins anew."""
    _pages().clear()


def _pages() -> Kept[Page]:
    pages: Kept[Page] = current_app.extensions.setdefault("pages", Kept(MOST_BYTES, lambda page: len(page.html)))
    return pages
