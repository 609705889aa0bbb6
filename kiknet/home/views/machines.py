"""What machines ask for: health, robots, sitemap."""

from datetime import datetime
from typing import Any

from flask import Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from kiknet import __version__, clock, installation
from kiknet.db import db
from kiknet.home.views.blueprint import bp
from kiknet.web.public import always


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


def _database() -> dict[str, Any]:
    try:
        return {"database": True, "migrations": not installation.needs_migration()}
    except SQLAlchemyError:
        db.session.rollback()
        return {"database": False, "migrations": False}


def _seconds_since(moment: datetime | None) -> int | None:
    return int((clock.now() - moment).total_seconds()) if moment else None
