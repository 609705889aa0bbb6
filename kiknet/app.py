"""The application. Reading this file tells what the product does."""

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from kiknet import catalogues, i18n, mail, media
from kiknet.accounts import service as accounts_service
from kiknet.accounts import session as accounts_session
from kiknet.accounts import views as accounts
from kiknet.api import views as api
from kiknet.board import cooperating as board_cooperating
from kiknet.board import merging as board_merging
from kiknet.board import views as board
from kiknet.board.service import realising
from kiknet.booking import cooperating as booking_cooperating
from kiknet.booking import views as booking
from kiknet.booking.merging import move_house, move_resources, stay_found
from kiknet.booking.service import following
from kiknet.calendar import cooperating, measures, merging, room_following, room_moving, room_pages
from kiknet.calendar import views as calendar
from kiknet.concept import links as concept_links
from kiknet.concept import merging as concept_merging
from kiknet.concept import views as concept
from kiknet.config import Settings
from kiknet.conversations import views as conversations
from kiknet.conversations.merging import move_conversations
from kiknet.conversations.models import unread_conversations
from kiknet.cooperations import beginnings
from kiknet.cooperations import measures as cooperation_measures
from kiknet.cooperations import parts as cooperation_parts
from kiknet.cooperations import views as cooperations
from kiknet.cooperations.merging import move_cooperations
from kiknet.cooperations.standing import follow_merge, follow_standing
from kiknet.db import db, init_migrations
from kiknet.feeds import views as feeds
from kiknet.home import views as home
from kiknet.imports import service as imports_service
from kiknet.imports import views as imports
from kiknet.legal import gate as legal_gate
from kiknet.legal import views as legal
from kiknet.matching import views as matching
from kiknet.matching.service import counterpart, move_matches
from kiknet.meeting import views as meeting
from kiknet.moderation import service as moderation_service
from kiknet.moderation import views as moderation
from kiknet.notifications import views as notifications
from kiknet.notifications.models import unread_notices
from kiknet.notifications.service import move_notices
from kiknet.observances import views as observances
from kiknet.organisations import service as organisations_service
from kiknet.organisations import session as organisations_session
from kiknet.organisations import views as organisations
from kiknet.organisations.views.acting import open_as
from kiknet.places import service as places_service
from kiknet.places import views as places
from kiknet.pools import views as pools
from kiknet.pools.merging import move_pools
from kiknet.reports import views as reports
from kiknet.search import views as search
from kiknet.subscriptions import views as subscriptions
from kiknet.web import assets, errors, headers, requests, templating
from kiknet.web.protection import Protection

ROOT = Path(__file__).resolve().parent.parent
COMPRESSED = [
    "text/html",
    "text/css",
    "text/plain",
    "text/calendar",
    "text/javascript",
    "application/json",
    "application/problem+json",
    "image/svg+xml",
    "application/xml",
    "application/atom+xml",
]
csrf = Protection()
compress = Compress()
log = logging.getLogger("kiknet.requests")


def create_app(settings: Settings | None = None, *, can_migrate: bool = True) -> Flask:
    """The WSGI application for `settings` (from the environment if not given)."""
    settings = settings or Settings.from_environment()
    app = Flask("kiknet", template_folder=str(ROOT / "templates"), static_folder=None)
    _configure(app, settings)
    _log_requests(app)
    app.ensure_sync = lambda function: function  # type: ignore[method-assign,assignment]  # no function of ours is async
    requests.init_app(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    db.init_app(app)
    if can_migrate:
        init_migrations(app)
    catalogues.compile_stale()
    i18n.init_app(app, str(catalogues.FOLDER))
    accounts_session.init_app(app)  # before CSRF: a stranger is asked to sign in, and loses nothing
    organisations_session.init_app(app)
    csrf.init_app(app)
    compress.init_app(app)
    headers.init_app(app, settings.is_https)
    errors.init_app(app)
    templating.init_app(app, settings.network_name, settings.base_url, settings.instance / "compiled")
    assets.init_app(app)
    mail.init_app(app, _waker(app) if settings.smtp_url else lambda: None)
    for capability in (
        home,
        calendar,
        board,
        matching,
        booking,
        observances,
        concept,
        cooperations,
        meeting,
        places,
        organisations,
        feeds,
        imports,
        api,
        search,
        subscriptions,
        moderation,
        conversations,
        pools,
        notifications,
        accounts,
        legal,
        reports,
        media,
    ):
        app.register_blueprint(capability.bp)
    for by_mail in (subscriptions.end, notifications.unsubscribe):
        csrf.exempt(by_mail)  # the link is the key, and mail programs know no token of ours (RFC 8058)
    legal_gate.init_app(app)
    _join_capabilities()
    return app


def _waker(app: Flask) -> Callable[[], None]:
    """Wakes the worker; the queue and all that happens by itself are loaded when that is needed for the first time."""

    def wake() -> None:
        from kiknet import jobs

        jobs.wake_the_postman(app)

    return wake


def _join_capabilities() -> None:
    """What a lower capability lets upper ones say or do in its own transaction."""
    accounts_session.along_with_the_person[:] = [unread_notices]
    organisations_session.along_with_memberships[:] = [unread_conversations]
    errors.instead[:] = [open_as]
    accounts_service.before_leaving[:] = [organisations_service.keep_admins]
    following.on_change[:] = [room_following.follow]
    following.changed_at[:] = [room_pages.where_to_change]
    following.tells_of[:] = [room_following.tells_of]
    following.on_place[:] = [room_moving.stay_in]
    cooperation_parts.PARTS[:] = [
        board_cooperating.part(),
        booking_cooperating.part(),
        cooperating.part(),
        cooperation_measures.part(),
    ]
    realising.counterparts[:] = [counterpart]
    beginnings.KINDS["events"] = cooperating.beginning
    cooperation_parts.last_dates[:] = [cooperating.last_dates]
    cooperation_parts.events_at[:] = [cooperating.event_at]
    cooperation_parts.on_change[:] = [cooperating.follow]
    concept_links.KINDS.update({measures.KIND: measures.kind(), cooperation_measures.KIND: cooperation_measures.kind()})
    organisations_service.on_standing[:] = [follow_standing]
    organisations_service.on_merge[:] = [
        move_resources,
        move_cooperations,
        imports_service.move_sources,
        merging.move_entries,
        board_merging.move_listings,
        move_matches,
        concept_merging.move_measures,
        move_conversations,
        move_notices,
        move_pools,
        moderation_service.move_reports,
        follow_merge,
    ]
    places_service.on_change[:] = [stay_found]
    places_service.on_merge[:] = [move_house, merging.move_events]


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["kiknet"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True, "pool_pre_ping": not settings.is_sqlite},
        UPLOAD_LIMIT=settings.upload_limit,
        MAX_CONTENT_LENGTH=4 * settings.upload_limit,  # a photo that is too large is told beside its field
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        TESTING=settings.testing,
        SESSION_COOKIE_NAME="kiknet",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # `Protection` looks at more than the Referer
        WTF_I18N_ENABLED=False,  # Flask-WTF reads the words of WTForms anew for each form; ours says its `locales`
        COMPRESS_MIMETYPES=COMPRESSED,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=3,
        COMPRESS_LEVEL=4,
    )


def _log_requests(app: Flask) -> None:
    """One line a request: no query string, no address, no name; nor the path, which may hold a token."""

    def log_what_broke(trouble: Any) -> None:
        """Kind and places, not the message: a database quotes what people typed in it."""
        kind, _problem, trace = trouble
        places = "\n".join(f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace))
        log.error(
            "%s %s %s broke: %s\n%s", g.get("request_id"), request.method, request.endpoint, kind.__name__, places
        )

    app.log_exception = log_what_broke  # type: ignore[method-assign,assignment]

    @app.before_request
    def begin() -> None:
        g.request_id, g.began = secrets.token_hex(6), time.perf_counter()

    @app.after_request
    def end(answer: Response) -> Response:
        if request_id := g.get("request_id"):
            answer.headers["X-Request-Id"] = request_id
            if log.isEnabledFor(logging.INFO):
                took = (time.perf_counter() - g.began) * 1000
                log.info("%s %s %s %s %.0f ms", request_id, request.method, request.endpoint, answer.status_code, took)
        return answer
