"""Security headers, Content-Security-Policy, and who may keep a copy of an answer."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy(**changes: str) -> str:
    """The Content-Security-Policy, with other rules for one page: `policy(frame_ancestors="*")`."""
    rules = RULES | {name.replace("_", "-"): rule for name, rule in changes.items()}
    return "; ".join(f"{name} {rule}" for name, rule in rules.items())


FIXED = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def has_session() -> bool:
    """Whether this browser carries our cookie: it is signed in, or was about to send a form."""
    return _carries(request, current_app.config["SESSION_COOKIE_NAME"])


def _carries(asked: Request, name: str) -> bool:
    """Programs carry no cookies: nothing is read then."""
    return "HTTP_COOKIE" in asked.environ and name in asked.cookies


class Sessions(SecureCookieSessionInterface):
    """What anybody may keep does not depend on a cookie, and says so: no `Vary: Cookie` on feeds, pictures, assets."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if not _carries(request, self.get_cookie_name(app)):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or not response.headers.get("Cache-Control", "").startswith("public"):
            super().save_session(app, session, response)


def init_app(app: Flask, is_https: bool) -> None:
    app.session_interface = Sessions()
    usual = FIXED | {"Strict-Transport-Security": "max-age=31536000"} if is_https else FIXED

    @app.after_request
    def add(answer: Response) -> Response:
        if answer.status_code == 304:  # what is kept already keeps its headers (RFC 9110, 15.4.5)
            return answer
        given = {name for name, _value in answer.headers}
        answer.headers.extend({name: value for name, value in usual.items() if name not in given})
        if "Cache-Control" not in given:
            answer.headers["Cache-Control"] = "no-store" if has_session() else "no-cache"
        return answer
