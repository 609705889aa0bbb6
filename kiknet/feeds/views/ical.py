"""The .ics addresses: conditional requests first, then what is remembered, then one statement."""

import gzip
import hashlib
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, abort, redirect, request, url_for
from werkzeug.http import http_date

from kiknet import clock, i18n, revisions
from kiknet.calendar import queries as calendar_queries
from kiknet.calendar import texts
from kiknet.calendar.description import last_change
from kiknet.calendar.filter import Filter
from kiknet.errors import NotFound
from kiknet.feeds import feed, ical, memory, queries
from kiknet.feeds.feed import Edition, Feed
from kiknet.feeds.memory import Body, Validators
from kiknet.feeds.views.blueprint import bp
from kiknet.organisations.session import acting_or_none
from kiknet.web.headers import has_session
from kiknet.web.public import public

MIMETYPE = "text/calendar; charset=utf-8"
GZIP_LEVEL = 4
SETTLED = timedelta(seconds=2)


@bp.get("/feeds/kalender.ics")
@public
def calendar() -> Response:
    chosen = Filter.parse(request.args.items(multi=True))
    return _feed(chosen, lambda: feed.of_filter(chosen), "kalender.ics")


@bp.get("/feeds/organisationen/<slug>.ics")
@public
def organisation(slug: str) -> Response:
    return _feed(slug, lambda: _organisation_feed(slug), f"{slug}.ics")


def _organisation_feed(slug: str) -> Feed:
    found = queries.organisation_at(slug)
    if found is None:
        raise NotFound
    if found.slug != slug:
        abort(redirect(url_for("feeds.organisation", slug=found.slug), 301))
    return feed.of_organisation(found)


@bp.get("/veranstaltungen/<int:event_id>.ics")
@public
def event(event_id: int) -> Response:
    """One event, for whoever may see its page; only what everybody may see can be kept on the way."""
    found = calendar_queries.event_by_id(acting_or_none() if has_session() else None, event_id)
    if found.has_open_date:
        raise NotFound
    body = ical.calendar(ical.head(ical.Heading()), [texts.rendered([event_id], _language())[event_id].encode()])
    etag, filename = hashlib.sha256(body).hexdigest()[:32], f"veranstaltung-{event_id}.ics"
    if found.is_public:
        changed_at = last_change(found)
        return _not_modified(etag, changed_at) or _calendar(body, filename, _validators(etag, changed_at))
    return _calendar(body, filename, {"Cache-Control": "private, no-store"})


def _feed(asked: Hashable, make: Callable[[], Feed], filename: str) -> Response:
    """While nothing in the network changes, a feed keeps its ETag, and knowing so takes one query."""
    address, today = (asked, _language()), clock.today()
    moment = (today, revisions.mark())
    edition: Edition | None = None
    seen = memory.validators.get(address)
    if seen is None or seen.moment != moment:
        revision, changed_at = revisions.current()
        edition = _edition(make, today, revision)
        seen = Validators(moment, edition.etag, _modified_at(changed_at, today))
        memory.validators.put(address, seen)
    if unchanged := _not_modified(seen.etag, seen.modified_at):
        return unchanged
    coding = "gzip" if request.accept_encodings["gzip"] else ""
    body = memory.bodies.get((address, coding))
    if body is None or body.etag != seen.etag:
        body = _body(edition or _edition(make, today, revisions.current()[0]), coding)
        memory.bodies.put((address, coding), body)
    headers = _validators(body.etag, seen.modified_at, coding)
    return _calendar(body.data, filename, headers | ({"Content-Encoding": coding} if coding else {}))


def _language() -> str:
    """The address alone decides, for what one reader is sent is kept for all."""
    return i18n.chosen_in_address() or i18n.DEFAULT


def _edition(make: Callable[[], Feed], today: date, revision: int) -> Edition:
    with i18n.as_(_language()):
        return Edition(make(), today, revision)


def _modified_at(changed_at: datetime | None, today: date) -> datetime:
    """The latest change in the network, for what leaves a feed leaves no later date in it; or the last midnight."""
    midnight = clock.midnight(today)
    return max(changed_at or midnight, midnight)


def _body(edition: Edition, coding: str) -> Body:
    """A large feed is compressed once a change, not once a request."""
    return Body(edition.etag, gzip.compress(edition.data, GZIP_LEVEL, mtime=0) if coding else edition.data)


def _not_modified(etag: str, modified_at: datetime) -> Response | None:
    """304 if the program has this version: by ETag, and by date only if it sent no ETag (RFC 9110, 13.2.2)."""
    known, since = request.if_none_match, request.if_modified_since
    if known:
        tags = {tag.partition(":")[0] for tag in known.as_set(include_weak=True)}
        is_same = known.star_tag or etag in tags
    else:
        is_same = since is not None and modified_at.replace(microsecond=0) <= since
    return Response(status=304, headers=_validators(etag, modified_at)) if is_same else None


def _validators(etag: str, modified_at: datetime, coding: str = "") -> dict[str, Any]:
    """A Last-Modified of this second would hide a second change within it, so for a moment it names the one before."""
    shown = modified_at if clock.now() - modified_at >= SETTLED else modified_at - timedelta(seconds=1)
    return {
        "ETag": f'"{etag}:{coding}"' if coding else f'"{etag}"',
        "Last-Modified": http_date(shown),
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
    }


def _calendar(body: bytes, filename: str, headers: dict[str, Any]) -> Response:
    answer = Response(body, content_type=MIMETYPE, headers=headers)
    answer.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return answer
