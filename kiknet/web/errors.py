"""What services raise, as pages: every expected problem says what happened and what helps."""

import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, flash, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as WerkzeugResponse

from kiknet.db import db, is_only_busy
from kiknet.errors import ChangedMeanwhile, Gone, KiknetError, NotAllowed, NotFound, Rejected, TooOften
from kiknet.i18n import _
from kiknet.web import parking, unsent

STATUS: dict[type[KiknetError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Gone: 410,
    Rejected: 422,
    ChangedMeanwhile: 409,
    TooOften: 429,
}
BUSY_FOR = 5
"""Seconds after which it is worth trying again."""


instead: list[Callable[[int], WerkzeugResponse | None]] = []
"""What helps more than an explanation where somebody may not look; filled in `app.py`."""


def init_app(app: Flask) -> None:
    app.register_error_handler(KiknetError, _expected)
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(500, _broken)


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """The same for programs (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    answer = make_response(json.dumps(body, ensure_ascii=False), status)
    answer.content_type = "application/problem+json"
    return answer


def explain(status: int, headline: str, sentence: str) -> Response:
    """A page for a problem; plain text where a calendar program asked, problem details for the API."""
    if request.path.startswith("/api/"):
        return problem(status, headline, sentence)
    if request.path.startswith("/feeds/") or request.path.endswith((".ics", ".json")):
        answer = make_response(f"{headline} {sentence}\n", status)
        answer.mimetype = "text/plain"
        return answer
    page = render_template(
        "errors/explain.html", status=status, headline=headline, sentence=sentence, texts=unsent.texts(status)
    )
    return make_response(page, status)


def _sentences(status: int) -> tuple[str, str]:
    known = {
        403: (
            _("You may not do this."),
            _("Only people with the right role in the organisation can do this."),
        ),
        404: (_("There is nothing here."), _("The address may have a typing error, or the page has moved.")),
        405: (_("That does not work this way."), _("Please go back and use the button on the page.")),
        409: (
            _("Somebody was faster."),
            _("The entry was changed meanwhile. Please open it again and look at what is new."),
        ),
        410: (
            _("This entry was taken back."),
            _("The organisation that posted it has withdrawn it. In the calendar you find what is on."),
        ),
        413: (_("That file is too large."), _("Pictures can have up to 8 MB. Please choose a smaller one.")),
        422: (_("That cannot be saved like this."), _("Please go back and check what you entered.")),
        429: (_("That was too often."), _("Please wait a few minutes and try again.")),
    }
    return known.get(status, (_("That did not work."), _("Please go back and try again.")))


def _expected(problem: KiknetError) -> WerkzeugResponse:
    status = STATUS.get(type(problem), 422)
    headline, sentence = _sentences(status)
    if status == 404 and request.method == "POST":
        headline, sentence = (
            _("This is not here (any more)."),
            _("What you wanted to change or answer may be paused, settled or taken back. Nothing was saved or sent."),
        )
    for helps in instead if status in {403, 404} and request.method == "GET" else ():
        if (helpful := helps(status)) is not None:
            return helpful
    if isinstance(problem, TooOften):
        answer = explain(status, headline, sentence)
        answer.headers["Retry-After"] = str(problem.seconds)
        return answer
    headline = str(getattr(problem, "headline", "")) or headline
    return explain(status, headline, getattr(problem, "reason", "") or str(problem) or sentence)


def _form_too_old(_problem: CSRFError) -> WerkzeugResponse:
    """The form was opened before signing in anew: show it again with everything in it, to be sent once more."""
    methods = request.url_rule.methods if request.url_rule and request.url_rule.methods else set()
    if "GET" in methods:
        key = parking.park()
        if key:
            flash(_("Please check your entry and send it once more. Nothing you typed is lost."), "warning")
            return redirect(f"{request.path}?geparkt={key}", 303)
    return explain(
        400,
        _("This form could not be accepted."),
        _("Please go back, reload the page and send it again. Cookies must be allowed for signing in and sending."),
    )


def _http(problem: HTTPException) -> Response:
    if problem.code is None or problem.code < 400:
        return problem.get_response()  # type: ignore[return-value]  # redirects of the router
    answer = explain(problem.code, *_sentences(problem.code))
    for name, value in problem.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            answer.headers[name] = value
    return answer


def _busy(trouble: OperationalError) -> Response:
    """Too many wrote at once, and the database chose us to give way: nothing is broken, and nothing half done."""
    if not is_only_busy(trouble):
        raise trouble
    current_app.logger.warning("The database was busy: %s", trouble.orig)
    headline = _("Too much is going on at this moment.")
    sentence = _("Please try again in a few seconds.")
    if request.method == "POST":
        sentence = _("Nothing was saved. Please go back and send it once more; what you typed is still there.")
    try:
        db.session.rollback()
        answer = explain(503, headline, sentence)
    except Exception:  # the page needs the database, too
        answer = make_response(f"{headline} {sentence}\n", 503)
        answer.mimetype = "text/plain"
    answer.headers["Retry-After"] = str(BUSY_FOR)
    return answer


def _broken(_problem: Exception) -> Response:
    """The page for broken things. What broke may be what every page needs (the database): then a sentence must do."""
    try:
        db.session.rollback()
        if request.path.startswith("/api/"):
            return problem(500, _("Something broke on our side."), _("Please try again later."))
        return make_response(render_template("errors/broken.html"), 500)
    except Exception:  # anything at all: what broke first is logged already, and this is the last answer there is
        answer = make_response(_("Something broke on our side.") + "\n", 500)
        answer.mimetype = "text/plain"
        return answer
