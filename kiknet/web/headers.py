"""Security headers, Content-Security-Policy, and who may keep a copy of an answer."""

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


def has_session() -> bool:
    """Whether this browser carries our cookie: it is signed in, or was about to send a form."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


class Sessions(SecureCookieSessionInterface):
    """What anybody may keep does not depend on a cookie, and says so: no `Vary: Cookie` on feeds, pictures, assets."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.modified or not response.headers.get("Cache-Control", "").startswith("public"):
            super().save_session(app, session, response)


def init_app(app: Flask, is_https: bool) -> None:
    app.session_interface = Sessions()

    @app.after_request
    def add(answer: Response) -> Response:
        headers = answer.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        if is_https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store" if has_session() else "no-cache"
        return answer
