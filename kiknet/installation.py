"""What this installation is like: has its database all migrations, and is its worker alive?"""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import inspect, text

from kiknet.config import Settings
from kiknet.db import MIGRATIONS, db

PATIENCE_WITH_WORKER = timedelta(minutes=5)


def needs_migration() -> bool:
    """Whether the database is not at the newest migration; a database error is the caller's to catch."""
    if not inspect(db.engine).has_table("alembic_version"):
        return True
    return bool(db.session.scalar(text("SELECT version_num FROM alembic_version")) != _newest_migration())


@cache
def _newest_migration() -> str | None:
    """The one that no other follows. (Alembic would know, but costs a server 10 MiB.)"""
    texts = [path.read_text(encoding="utf-8") for path in Path(MIGRATIONS, "versions").glob("*.py")]
    named = re.compile(r"""^(down_)?revision\b.*= *["'](\w+)["']""", re.MULTILINE)
    found = [match.groups() for text in texts for match in named.finditer(text)]
    followed = {name for is_down, name in found if is_down}
    return next((name for is_down, name in found if not is_down and name not in followed), None)


def note_worker(settings: Settings) -> None:
    """The worker was here: the time of a small file says when."""
    _sign_of_life(settings).touch()


def worker_seen_at(settings: Settings) -> datetime | None:
    """When the worker last gave a sign of life (UTC), if it ever did."""
    sign = _sign_of_life(settings)
    return datetime.fromtimestamp(sign.stat().st_mtime, UTC) if sign.exists() else None


def _sign_of_life(settings: Settings) -> Path:
    return settings.instance / "worker-alive"
