"""The wall as one projects it at a meeting: large type, it turns its pages and shows what is new by itself."""

import hashlib
from functools import lru_cache

from flask import Response, current_app, make_response, render_template, request, url_for

from kiknet import clock, revisions
from kiknet.cooperations.wall import NETWORK, room_of
from kiknet.i18n import language
from kiknet.meeting import wall as pages
from kiknet.meeting.forms import KIND_NAMES
from kiknet.meeting.views.blueprint import bp
from kiknet.organisations.session import acting_or_none
from kiknet.web import qr
from kiknet.web.conditional import has
from kiknet.web.headers import has_session
from kiknet.web.pagination import page_number
from kiknet.web.public import public

SECONDS = 15
FOR_EVERYBODY = "alle"


@bp.get("/kooperationen/wand")
@public
def wall() -> Response:
    """For strangers it costs one query while unchanged; what the network sees is kept by no browser, and sent anew."""
    by, wants_everybody = acting_or_none(), request.args.get("wer") == FOR_EVERYBODY
    room, asked = room_of(by, wants_everybody=wants_everybody), page_number()
    hour = clock.to_local(clock.now()).strftime("%Y-%m-%d %H")  # dates pass without any change
    etag = _etag(revisions.current()[0], hour, room, wants_everybody, asked, request.full_path, language())
    if has(etag) and not has_session():
        return _kept(Response(status=304), etag)
    page = pages.page(by, room, asked)
    html = render_template(
        "meeting/wall.html",
        page=page,
        addresses={section: _address(wants_everybody, number) for section, number in page.first.items()},
        kind_names=KIND_NAMES,
        next=_address(wants_everybody, page.next),
        everybody=_address(True),
        network=_address(False),
        room=room,
        is_choice=room_of(by) == NETWORK,
        seconds=SECONDS,
        address=_outside(),
        code=_code(_outside()),
    )
    return _kept(make_response(html), etag)


def _address(wants_everybody: bool, number: int = 1) -> str:
    return url_for("meeting.wall", wer=FOR_EVERYBODY if wants_everybody else None, seite=number if number > 1 else None)


def _outside() -> str:
    return str(current_app.extensions["kiknet"].base_url) + url_for("meeting.wall")


@lru_cache(maxsize=8)
def _code(address: str) -> str:
    return qr.data_uri(address)


def _etag(*what: object) -> str:
    look = current_app.jinja_env.globals["asset"]("kiknet.css")  # type: ignore[operator]  # a function of ours
    return hashlib.sha256(repr((look, *what)).encode()).hexdigest()[:24]


def _kept(answer: Response, etag: str) -> Response:
    """A stranger's browser may keep it and asks each time; others keep nothing (see `headers`)."""
    if not has_session():
        answer.headers.update({"ETag": f'"{etag}"', "Cache-Control": "private, no-cache", "Vary": "Cookie"})
    return answer
