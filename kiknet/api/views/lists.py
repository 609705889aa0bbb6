"""The addresses programs ask: has anything changed? if so, one page of the answer."""

import hashlib
import json
from collections.abc import Callable, Hashable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, current_app, redirect, request, url_for

from kiknet import clock, i18n, revisions
from kiknet.api import cursor, lists, queries, shown
from kiknet.api.document import ADDRESSES, BASE, VERSION, openapi
from kiknet.api.parameters import PER_PAGE, Question
from kiknet.api.queries import List
from kiknet.api.views import answers
from kiknet.api.views.answers import Known
from kiknet.api.views.blueprint import bp
from kiknet.board.queries import listing_by_id
from kiknet.calendar.queries import event_by_id
from kiknet.errors import NotFound
from kiknet.organisations import directory
from kiknet.organisations.queries import organisation_by_slug
from kiknet.vocabulary.queries import districts_meant
from kiknet.web import conditional
from kiknet.web.public import public

A_MONTH, A_YEAR = timedelta(days=30), timedelta(days=365)
Answer = dict[str, Any]


@bp.get("/occurrences")
@public
def occurrences() -> Response:
    def found(asked: Question) -> Answer:
        days = asked.days(clock.today(), A_MONTH)
        return _page(asked, queries.occurrences(asked.filter, *days, asked.many("event")), shown.occurrence)

    return _answer("occurrences", found)


@bp.get("/events")
@public
def events() -> Response:
    def found(asked: Question) -> Answer:
        days = asked.days(clock.today(), A_YEAR)
        return _page(asked, queries.events(asked.filter, *days), shown.event)

    return _answer("events", found)


@bp.get("/events/<int:event_id>")
@public
def event(event_id: int) -> Response:
    return _answer("event", lambda _asked: _event(event_id))


@bp.get("/organisations")
@public
def organisations() -> Response:
    def found(asked: Question) -> Answer:
        wanted = directory.Filter(
            text=asked.one("q", ""),
            kinds=asked.many("art"),
            fields=asked.many("feld"),
            districts=districts_meant(asked.many("stadtteil")),
            languages=asked.many("gesprochen"),
            audiences=asked.many("zielgruppe"),
        )
        return _page(asked, queries.organisations(wanted), shown.organisation)

    return _answer("organisations", found)


@bp.get("/organisations/<slug>")
@public
def organisation(slug: str) -> Response:
    def found(_asked: Question) -> Answer:
        here, is_former = organisation_by_slug(slug)
        if is_former:
            abort(redirect(url_for(".organisation", slug=here.slug), 301))
        return shown.organisation(here)

    return _answer("organisation", found)


@bp.get("/places")
@public
def places() -> Response:
    return _answer("places", lambda asked: _page(asked, queries.places(), shown.place))


@bp.get("/listings")
@public
def listings() -> Response:
    return _answer("listings", lambda asked: _page(asked, queries.listings(asked.board_filter), shown.listing))


@bp.get("/listings/<int:listing_id>")
@public
def listing(listing_id: int) -> Response:
    return _answer("listing", lambda _asked: shown.listing(listing_by_id(None, listing_id)))


@bp.get("/<any(fields,audiences,districts,languages,kinds,categories):name>")
@public
def words(name: str) -> Response:
    Question(request.args.items(multi=True), ADDRESSES[name].allowed)
    return _as_it_is({"items": lists.LISTS[name](), "next": None})


@bp.get("/openapi.json")
@public
def document() -> Response:
    settings, language = current_app.extensions["kiknet"], i18n.chosen_in_address() or i18n.DEFAULT
    return _as_it_is(openapi(settings.base_url, settings.network_name, language))


def _as_it_is(found: Answer) -> Response:
    """What is small and not counted by the network's revision: its ETag is made of itself."""
    answer = Response(_written(found), mimetype="application/json")
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _written(found: Answer) -> str:
    """In the order of the document, and every letter as itself."""
    return json.dumps(found, ensure_ascii=False)


def _event(event_id: int) -> Answer:
    found = event_by_id(None, event_id)
    if not found.is_public:
        raise NotFound
    return shown.event(found)


def _answer(name: str, find: Callable[[Question], Answer]) -> Response:
    """While nothing in the network changes, an answer stays what it is, and knowing so takes one small query.

    Who asks by date or by `*` has to be told first whether there is an answer at all.
    """
    mark, today = revisions.mark(), clock.today()
    etag, modified = _etag(mark, today), conditional.modified_at(_changed_at(mark), today)
    if conditional.has(etag):
        return conditional.unchanged(etag, modified)
    known = answers.get(etag) or answers.put(etag, _found(name, find))
    if unchanged := conditional.not_modified(etag, modified):
        return unchanged
    answer = Response(known.body, mimetype="application/json", headers=conditional.validators(etag, modified))
    answer.headers.add("Link", f'<{BASE}/openapi.json>; rel="service-desc"')
    if known.onward:
        answer.headers.add("Link", f'<{known.onward}>; rel="next"')
    return answer


def _found(name: str, find: Callable[[Question], Answer]) -> Known:
    found = find(Question(request.args.items(multi=True), ADDRESSES[name].allowed))
    return Known(_written(found), found.get("next"))


def _etag(mark: Hashable, today: date) -> str:
    """Nothing else is in an answer than the network at a revision, on a day, asked so by this version's rules."""
    base_url = current_app.extensions["kiknet"].base_url
    asked = tuple(sorted(request.args.items(multi=True))) if request.query_string else ()
    return _digest((VERSION, base_url, mark, today, request.path, asked))


@lru_cache(maxsize=64)
def _digest(state: Hashable) -> str:
    return hashlib.sha256(repr(state).encode()).hexdigest()[:32]


@lru_cache(maxsize=4)
def _changed_at(_mark: Hashable) -> datetime | None:
    return revisions.current()[1]


def _page(asked: Question, found: List[Any], show: Callable[[Any], Answer]) -> Answer:
    rows, end = found.page(asked.after(found.kinds), asked.one("limit", PER_PAGE))
    return {"items": [show(row) for row in rows], "next": _onward(end) if end else None}


def _onward(end: cursor.Key) -> str:
    """This question once more, from where the page ends."""
    rest = [(name, text) for name, text in request.args.items(multi=True) if name != "cursor"]
    base_url = current_app.extensions["kiknet"].base_url
    return f"{base_url}{request.path}?{urlencode([*rest, ('cursor', cursor.written(end))])}"
