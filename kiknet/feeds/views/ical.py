"""The .ics addresses."""

import hashlib

from flask import Response, abort, redirect, request, url_for

from kiknet.calendar import queries as calendar_queries
from kiknet.calendar import texts
from kiknet.calendar.description import last_change
from kiknet.calendar.filter import Filter
from kiknet.errors import NotFound
from kiknet.feeds import feed, ical
from kiknet.feeds.feed import Edition, Feed
from kiknet.feeds.views import answer
from kiknet.feeds.views.blueprint import bp
from kiknet.organisations.queries import organisation_by_slug
from kiknet.organisations.session import acting_or_none
from kiknet.web import conditional
from kiknet.web.headers import has_session
from kiknet.web.public import public

MIMETYPE = "text/calendar; charset=utf-8"


@bp.get("/feeds/kalender.ics")
@public
def calendar() -> Response:
    chosen = Filter.parse(request.args.items(multi=True))
    return answer.feed(
        chosen, lambda today, revision: Edition(feed.of_filter(chosen), today, revision), MIMETYPE, "kalender.ics"
    )


@bp.get("/feeds/organisationen/<slug>.ics")
@public
def organisation(slug: str) -> Response:
    return answer.feed(
        slug, lambda today, revision: Edition(_of_organisation(slug), today, revision), MIMETYPE, f"{slug}.ics"
    )


def _of_organisation(slug: str) -> Feed:
    found, is_former = organisation_by_slug(slug)
    if is_former:
        abort(redirect(url_for("feeds.organisation", slug=found.slug), 301))
    return feed.of_organisation(found)


@bp.get("/veranstaltungen/<int:event_id>.ics")
@public
def event(event_id: int) -> Response:
    """One event, for whoever may see its page; only what everybody may see can be kept on the way."""
    found = calendar_queries.event_by_id(acting_or_none() if has_session() else None, event_id)
    if found.has_open_date:
        raise NotFound
    text = texts.rendered([event_id], answer.language())[event_id]
    body = ical.calendar(ical.head(ical.Heading()), [text.encode()])
    etag, filename = hashlib.sha256(body).hexdigest()[:32], f"veranstaltung-{event_id}.ics"
    if not found.is_public:
        return answer.as_file(body, MIMETYPE, filename, {"Cache-Control": "private, no-store"})
    changed_at = last_change(found)
    return conditional.not_modified(etag, changed_at) or answer.as_file(
        body, MIMETYPE, filename, conditional.validators(etag, changed_at)
    )
