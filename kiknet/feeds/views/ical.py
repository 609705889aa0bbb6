"""The .ics addresses."""

import datetime
import hashlib

from flask import Response, abort, current_app, redirect, request, url_for

from kiknet.calendar import date_queries, texts
from kiknet.calendar import queries as calendar_queries
from kiknet.calendar.date_text import text_of_date
from kiknet.calendar.description import last_change
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event
from kiknet.errors import NotFound
from kiknet.feeds import feed, ical
from kiknet.feeds.feed import Edition, Feed
from kiknet.feeds.views import answer
from kiknet.feeds.views.blueprint import bp
from kiknet.organisations.queries import organisation_by_slug
from kiknet.organisations.session import acting_or_none
from kiknet.vocabulary.queries import field_names
from kiknet.web import conditional
from kiknet.web.headers import has_session
from kiknet.web.public import public
from kiknet.web.typed import read_time

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
    return _file(found, texts.rendered([event_id], answer.language())[event_id], f"veranstaltung-{event_id}.ics")


@bp.get("/veranstaltungen/<int:event_id>/<day:day>.ics")
@public
def date(event_id: int, day: datetime.date) -> Response:
    """One date of a series, in the same way."""
    found = calendar_queries.event_by_id(acting_or_none() if has_session() else None, event_id)
    row = date_queries.date_of(found, day, read_time(request.args.get("um", "")))
    if row is None or not found.is_series:
        raise NotFound
    base_url: str = current_app.extensions["kiknet"].base_url
    return _file(found, text_of_date(found, row, base_url, field_names()), f"termin-{event_id}-{day}.ics")


def _file(found: Event, text: str, filename: str) -> Response:
    body = b"".join(ical.calendar(ical.head(ical.Heading()), [text.encode()]))
    etag = hashlib.sha256(body).hexdigest()[:32]
    if not found.is_public:
        return answer.as_file(body, MIMETYPE, filename, {"Cache-Control": "private, no-store"})
    changed_at = last_change(found)
    return conditional.not_modified(etag, changed_at) or answer.as_file(
        body, MIMETYPE, filename, conditional.validators(etag, changed_at)
    )
