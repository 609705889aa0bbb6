"""Who is signed in. Every page is closed to strangers unless its view is marked `@public`.

A browser holds a random token; the row behind it can be ended at any time, and then the next
request is a stranger's. What a stranger sends to a closed page waits until they have signed in.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, has_request_context, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as Answer

from kiknet import clock
from kiknet.accounts.models import User, UserSession
from kiknet.db import db, transaction
from kiknet.web import parking, throttle
from kiknet.web.public import is_public

login_manager = LoginManager()


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """What Flask-Login carries around: one open session and its user."""

    def __init__(self, row: UserSession, token: str) -> None:
        self.row, self.user, self._token = row, row.user, token

    def get_id(self) -> str:
        return self._token


def hash_of(token: str) -> str:
    """What is stored of a random token: SHA-256, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def init_app(app: Flask) -> None:
    login_manager.session_protection = None  # the session row does this job
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_load)
    app.before_request(_ask_strangers_to_sign_in)
    app.before_request(parking.bring_back)
    app.context_processor(lambda: {"me": signed_in_user()})


def _load(token: str) -> SignedIn | None:
    found = select(UserSession).options(joinedload(UserSession.user)).where(UserSession.token_hash == hash_of(token))
    row = db.session.scalar(found)
    if row is None or row.ended_at is not None:
        return None
    if row.last_seen_at + current_app.permanent_session_lifetime < clock.now():
        return None
    g.account_language = row.user.language
    return SignedIn(row, token)


def signed_in_user() -> User | None:
    """The user of this request, or None for a stranger and outside a request."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    user: User = current_user.user
    return user


def current_session() -> UserSession:
    row: UserSession = current_user.row
    return row


def begin(user: User, device: str) -> UserSession:
    """Sign `user` in in this browser: a new session row, and a cookie with its token."""
    token = secrets.token_urlsafe(32)
    with transaction():
        row = UserSession(user=user, token_hash=hash_of(token), device=device[:120])
        db.session.add(row)
    session.clear()
    session.permanent = True
    login_user(SignedIn(row, token))
    return row


def end() -> None:
    """Sign out in this browser."""
    with transaction():
        current_session().ended_at = clock.now()
    logout_user()
    session.clear()


def _ask_strangers_to_sign_in() -> Answer | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or is_public(view) or current_user.is_authenticated:
        return None
    return to_sign_in()


def to_sign_in() -> Answer:
    """Send a stranger to the sign-in page and, after it, back to where they wanted to go."""
    back: dict[str, Any] = {"next": request.full_path.rstrip("?")}
    if request.method != "GET":
        throttle.count("park", request.remote_addr or "", 60, timedelta(hours=1))
        key = parking.park()
        back = {"next": f"{request.path}?geparkt={key}" if key and _opens_with_get() else url_for("home.mine")}
    return redirect(url_for("accounts.sign_in", **back), 303)


def _opens_with_get() -> bool:
    return "GET" in (request.url_rule.methods if request.url_rule and request.url_rule.methods else ())
