"""What machines ask for: health, robots, sitemap."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import Response, current_app, jsonify, redirect, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError

from kiknet import __version__, clock, installation
from kiknet.board import queries as board_queries
from kiknet.calendar import agenda
from kiknet.db import db
from kiknet.home.views.blueprint import bp
from kiknet.organisations.queries import listed_slugs
from kiknet.vocabulary import queries as vocabulary
from kiknet.web.addresses import numbered
from kiknet.web.public import always, public

LOOKING_BACK = timedelta(days=30)
MOST_LISTINGS = 1000
PAGES = (
    "home.start", "calendar.index", "board.index", "cooperations.index", "observances.index", "organisations.index",
    "organisations.apply", "feeds.subscribe", "home.fields",
)  # fmt: skip
CLOSED = ("/mein/", "/buero/", "/anmelden", "/dev/", "/melden/")


@bp.get("/healthz")
@always
def healthz() -> Response:
    """200 when pages can be shown: the database answers and has all migrations. The worker is told, not judged."""
    seen = installation.worker_seen_at(current_app.extensions["kiknet"])
    told = {**_database(), "worker_seen_seconds_ago": _seconds_since(seen), "version": __version__}
    is_well = told["database"] and told["migrations"]
    answer = jsonify({"status": "ok" if is_well else "broken", **told})
    answer.status_code = 200 if is_well else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """A demo network is nothing to be found; a real one is, but for what needs signing in."""
    settings = current_app.extensions["kiknet"]
    closed = ("/",) if settings.is_demo else CLOSED
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {settings.base_url}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """The public pages (https://www.sitemaps.org/protocol.html): what was on lately, what comes, and who is there."""
    base_url = current_app.extensions["kiknet"].base_url
    addresses = [(base_url + path, changed) for path, changed in _public_pages()]
    return Response(render_template("home/sitemap.xml", addresses=addresses), mimetype="application/xml")


@bp.get("/favicon.ico")
@always
def favicon() -> Any:
    asset: Any = current_app.jinja_env.globals["asset"]
    return redirect(asset("img/favicon.svg"), 302)


def _public_pages() -> Iterator[tuple[str, date | None]]:
    yield from ((url_for(endpoint), None) for endpoint in PAGES)
    event = numbered("calendar.event", "event_id")
    yield from ((event(row.id), row.changed_at.date()) for row in agenda.shown_since(clock.now() - LOOKING_BACK))
    listing = numbered("board.listing", "listing_id")
    yield from ((listing(row.id), row.changed_at.date()) for row in board_queries.latest(None, MOST_LISTINGS))
    yield from ((url_for("home.field", key=word.key), None) for word in vocabulary.fields())
    yield from ((url_for("home.organisation", slug=slug), None) for slug in listed_slugs())


def _database() -> dict[str, Any]:
    try:
        return {"database": True, "migrations": not installation.needs_migration()}
    except SQLAlchemyError:
        db.session.rollback()
        return {"database": False, "migrations": False}


def _seconds_since(moment: datetime | None) -> int | None:
    return int((clock.now() - moment).total_seconds()) if moment else None
