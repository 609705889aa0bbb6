"""Styles, behaviours and pictures under addresses that change when they do, so that browsers may keep them for ever."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request
from werkzeug.wrappers import Response as Answer

from kiknet.web.public import always

STYLES = (
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components/*.css",
    "css/utilities.css",
    "css/print.css",
)
INSIDE = ("css/inside/*.css",)
BEHAVIOURS = ("js/kiknet.js", "js/behaviours/*.js")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)
AROUND_BRACES = re.compile(r"\s*([{}])\s*")
PICTURES = ("*.svg", "*.png", "*.ico", "*.webp")


@dataclass(frozen=True)
class Asset:
    address: str
    content: bytes
    etag: str
    mimetype: str


def init_app(app: Flask) -> None:
    """Read everything once, serve it under /static/<hashed name>, and give templates `asset("kiknet.css")`."""
    by_name = gather(Path(app.root_path).parent / "static")
    app.extensions["assets"] = {asset.address: asset for asset in by_name.values()}
    app.add_url_rule("/static/<path:name>", "web.asset", serve)

    def asset(name: str) -> str:
        return f"/static/{by_name[name].address}"

    app.jinja_env.globals["asset"] = asset


def gather(static: Path) -> dict[str, Asset]:
    """All assets of a static folder by the name templates use: kiknet.css, kiknet.js, img/logo.svg …

    What only people who have signed in see, and pages a stranger rarely opens, has its styles in inside.css: a first
    visit does not load it.
    """
    contents = {
        "kiknet.css": _styles(static, STYLES),
        "inside.css": _styles(static, INSIDE),
        "kiknet.js": _join(static, BEHAVIOURS).encode(),
    }
    for pattern in PICTURES:
        for path in sorted((static / "img").rglob(pattern)):
            contents[path.relative_to(static).as_posix()] = path.read_bytes()
    return {name: _hashed(name, content) for name, content in contents.items()}


@always
def serve(name: str) -> Answer:
    asset = current_app.extensions["assets"].get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, mimetype=asset.mimetype)
    response.cache_control.public = True
    response.cache_control.max_age = 31_536_000
    response.cache_control.immutable = True
    response.set_etag(asset.etag)
    response.make_conditional(request)
    return response


def _styles(static: Path, patterns: tuple[str, ...]) -> bytes:
    return AROUND_BRACES.sub(r"\1", _join(static, patterns)).encode()


def _join(static: Path, patterns: tuple[str, ...]) -> str:
    """One text without comments and indentation, a tenth of what a first visit loads; neither stands inside strings."""
    paths = (path for pattern in patterns for path in sorted(static.glob(pattern)))
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return INDENTATION.sub("", COMMENT.sub("", text))


def _hashed(name: str, content: bytes) -> Asset:
    digest = hashlib.sha256(content).hexdigest()[:12]
    stem, _, suffix = name.rpartition(".")
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(f"{stem}.{digest}.{suffix}", content, digest, mimetype)
