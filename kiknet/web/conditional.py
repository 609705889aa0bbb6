"""What somebody has already is not sent again (RFC 9110, 13): for answers everybody may keep."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from flask import Response, request
from werkzeug.datastructures import Headers
from werkzeug.http import http_date

from kiknet import clock

SETTLED = timedelta(seconds=2)


class Unchanged(Response):
    """304: it has no content, so it names none, and there is nothing to take out of its headers."""

    default_status = 304
    default_mimetype = None

    def get_wsgi_headers(self, _environ: Any) -> Headers:
        return self.headers


def modified_at(changed_at: datetime | None, today: date) -> datetime:
    """The latest change in the network, for what leaves a list leaves no later date in it; or the last midnight."""
    midnight = clock.midnight(today)
    return max(changed_at or midnight, midnight)


def not_modified(etag: str, modified: datetime) -> Response | None:
    """304 if the program has this version: by ETag, and by date only if it sent no ETag (RFC 9110, 13.2.2).

    Only for what is known to exist: `*` and a date hold for anything (see `has`).
    """
    known, since = request.if_none_match, request.if_modified_since
    is_same = known.star_tag or has(etag) if known else since is not None and modified.replace(microsecond=0) <= since
    return unchanged(etag, modified) if is_same else None


def unchanged(etag: str, modified: datetime) -> Response:
    return Unchanged(headers=validators(etag, modified))


def has(etag: str) -> bool:
    """Whether the program names this very version: then it was given it, and it exists without looking."""
    return etag in {tag.partition(":")[0] for tag in request.if_none_match.as_set(include_weak=True)}


def validators(etag: str, modified: datetime, coding: str = "") -> dict[str, Any]:
    """The headers of an answer to keep. `coding` is the compression it was given already.

    A Last-Modified of this second would hide a second change within it, so for a moment it names the one before.
    """
    shown = modified if clock.now() - modified >= SETTLED else modified - timedelta(seconds=1)
    return {
        "ETag": f'"{etag}:{coding}"' if coding else f'"{etag}"',
        "Last-Modified": _written(shown.replace(microsecond=0)),
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
    }


@lru_cache(maxsize=64)
def _written(moment: datetime) -> str:
    return http_date(moment)
