"""Who is signed in. Every page is closed to strangers unless its view is marked `@public`.

A browser holds a random token; the row behind it can be ended at any time, and then the next
request is a stranger's. What a stranger sends to a closed page waits until they have signed in.
"""

import secrets
from datetime import timedelta
from functools import cache
from typing import Any

from flask import Flask, current_app, flash, g, has_request_context, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as Answer

from kiknet import clock
from kiknet.accounts.devices import recognised
from kiknet.accounts.models import User, UserSession
from kiknet.accounts.tokens import hash_of
from kiknet.db import db, transaction
from kiknet.i18n import _
from kiknet.web import parking
from kiknet.web.headers import has_session
from kiknet.web.public import is_always_open, is_public

SEEN_EVERY = timedelta(minutes=10)
SECOND_STEP_WITHIN = timedelta(minutes=10)
along_with_the_person: list[Any] = []
"""What upper capabilities read of somebody in the same query that finds the session."""

LOOKING = {"GET", "HEAD", "OPTIONS"}
WITHOUT_SECOND_FACTOR = {"accounts.sign_out", "accounts.second_factor_setup", "media.file", "web.asset"}
login_manager = LoginManager()


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login is untyped
    """What Flask-Login carries around: one open session and its user."""

    def __init__(self, row: UserSession, token: str) -> None:
        self.row, self.user, self._token = row, row.user, token

    def get_id(self) -> str:
        return self._token


def init_app(app: Flask) -> None:
    login_manager.session_protection = None  # the session row does this job
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_load)
    app.before_request(_ask_strangers_to_sign_in)
    app.before_request(_ask_the_office_for_a_second_factor)
    app.before_request(_note_activity)
    app.before_request(parking.bring_back)
    app.context_processor(lambda: {"me": signed_in_user()})


def _load(token: str) -> SignedIn | None:
    row = db.session.scalar(_of_token(), {"token_hash": hash_of(token)})
    if row is None or row.ended_at is not None:
        return None
    if row.last_seen_at + current_app.permanent_session_lifetime < clock.now():
        return None
    g.account_language = row.user.language
    return SignedIn(row, token)


@cache
def _of_token() -> Select[UserSession]:
    """Put together once: every page somebody opens begins with it."""
    person = joinedload(UserSession.user).options(*along_with_the_person)
    return select(UserSession).options(person).where(UserSession.token_hash == bindparam("token_hash"))


def signed_in_user() -> User | None:
    """The user of this request, or None for a stranger and outside a request."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    user: User = current_user.user
    return user


def current_session() -> UserSession:
    row: UserSession = current_user.row
    return row


def begin(user: User, device: str | None = None) -> UserSession:
    """Sign `user` in in this browser: a new session row, and a cookie with its token.

    This is the last step: who comes with a password or a link goes through `let_in`.
    """
    token = secrets.token_urlsafe(32)
    name = recognised(request.user_agent.string) if device is None else device
    with transaction():
        if signed_in_user():
            current_session().ended_at = clock.now()
        row = UserSession(user=user, token_hash=hash_of(token), device=name[:120])
        db.session.add(row)
    _forget_all_but_forms()
    session.permanent = True
    login_user(SignedIn(row, token))
    return row


def _forget_all_but_forms() -> None:
    waiting = parking.remembered()
    session.clear()
    parking.remember(*waiting)


def let_in(user: User, to: str) -> Answer:
    """After a password or a link was right: on to the second step if there is one, else signed in and on `to`."""
    if not user.has_second_factor:
        begin(user)
        return welcome(to)
    _forget_all_but_forms()
    session["second_step"] = {"user": user.id, "until": (clock.now() + SECOND_STEP_WITHIN).timestamp(), "to": to}
    return redirect(url_for("accounts.second_step"), 303)


def waiting_for_second_step() -> tuple[User, str] | None:
    """Who has passed the first step in this browser within ten minutes, and where they want to go."""
    step = session.get("second_step")
    if not step or step["until"] < clock.now().timestamp():
        return None
    user = db.session.get(User, step["user"])
    return (user, step["to"]) if user else None


def welcome(to: str) -> Answer:
    """On to where they wanted to go; a form that waited there is filled in again."""
    key = parking.key_in(to)
    if key:
        parking.remember(key)
        flash(_("Please check your entry and send it once more. Nothing you typed is lost."), "warning")
    return redirect(to, 303)


def end() -> None:
    """Sign out in this browser."""
    with transaction():
        current_session().ended_at = clock.now()
    forget()


def forget() -> None:
    """Leave no trace of the session in this browser."""
    logout_user()
    session.clear()


def _ask_strangers_to_sign_in() -> Answer | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or is_public(view) or current_user.is_authenticated:
        return None
    return to_sign_in()


def _ask_the_office_for_a_second_factor() -> Answer | None:
    """Whoever works in the office sets up a second factor before anything else (not in the demo)."""
    user = signed_in_user() if has_session() else None
    if user is None or not user.is_office or user.has_second_factor or current_app.extensions["kiknet"].is_demo:
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or is_always_open(view) or request.endpoint in WITHOUT_SECOND_FACTOR:
        return None
    return redirect(url_for("accounts.second_factor_setup"), 303)


def _note_activity() -> None:
    """When somebody was last active: noted with what they send, never with what they read."""
    if request.method != "POST" or not current_user.is_authenticated:
        return
    row = current_session()
    if row.last_seen_at < clock.now() - SEEN_EVERY:
        with transaction() as db_session:
            db_session.execute(update(UserSession).where(UserSession.id == row.id).values(last_seen_at=clock.now()))


def to_sign_in() -> Answer:
    """Send a stranger to the sign-in page and, after it, back to where they wanted to go."""
    back: dict[str, Any] = {"next": request.full_path.rstrip("?")}
    if request.method not in LOOKING:
        key = parking.park()
        back = {"next": f"{request.path}?geparkt={key}" if key and _opens_with_get() else url_for("home.mine")}
    return redirect(url_for("accounts.sign_in", **back), 303)


def _opens_with_get() -> bool:
    return "GET" in (request.url_rule.methods if request.url_rule and request.url_rule.methods else ())
