"""How the installation is: `kiknet check` for people, `/healthz` asks a few of the same questions for machines."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from kiknet import clock, installation, mail
from kiknet.accounts import queries as people
from kiknet.accounts.models import User
from kiknet.config import Misconfigured, Settings
from kiknet.db import db, is_sqlite
from kiknet.legal import queries as legal

LEAST_SPACE = 500 * 1024 * 1024
PATIENCE_WITH_MAIL = timedelta(hours=1)
WAL_RESET_FIXED = (3, 51, 3)


def findings() -> list[str]:
    """One line a finding; those that need care begin with "!". A broken database is a finding, too."""
    found: list[str] = []
    try:
        for line in _look(current_app.extensions["kiknet"]):
            found.append(line)
    except DatabaseError as trouble:
        db.session.rollback()
        found.append(f"! The database cannot be read: {str(trouble.orig).strip()}")
    return found


def _look(settings: Settings) -> Iterator[str]:
    if installation.needs_migration():
        yield "! The database is older than this program. `kiknet db upgrade` or `kiknet run` brings it up to date."
        return
    yield "The database has all migrations."
    yield from _database()
    yield from _uploads(settings.uploads)
    yield from _space(settings.instance)
    yield from _worker(settings)
    yield from _mails(settings)
    yield from _settings(settings)
    yield from _legal_pages(settings)


def _database() -> Iterator[str]:
    if not is_sqlite():
        version = db.session.scalar(text("SHOW server_version"))
        yield f"PostgreSQL {version} answers."
        return
    yield f"SQLite {sqlite3.sqlite_version}."
    if sqlite3.sqlite_version_info < WAL_RESET_FIXED:
        yield (
            "  Note: before 3.51.3 SQLite could, very rarely, damage a database in WAL mode when two programs "
            "restarted its log at the same moment. Newer is better; backups help in any case."
        )
    trouble = [row for row in db.session.scalars(text("PRAGMA quick_check(5)")) if row != "ok"]
    orphans = db.session.execute(text("PRAGMA foreign_key_check")).all()
    yield from (f"! The database file is damaged: {row}" for row in trouble)
    yield from (f"! A row of {row[0]} has lost its {row[2]}." for row in orphans[:5])
    if not trouble and not orphans:
        yield "The database file is sound, and every row has its parents."


def _uploads(folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    if os.access(folder, os.W_OK):
        yield "Pictures can be stored."
    else:
        yield f"! Pictures cannot be stored: {folder} is not writable."


def _space(folder: Path) -> Iterator[str]:
    free = shutil.disk_usage(folder).free
    mark = "! Only" if free < LEAST_SPACE else "There are"
    yield f"{mark} {free / 1024**3:.1f} GiB free where the data are."


def _mails(settings: Settings) -> Iterator[str]:
    waiting = (mail.OutboxMail.sent_at.is_(None), mail.OutboxMail.given_up_at.is_(None))
    count, oldest = db.session.execute(
        select(func.count(mail.OutboxMail.id), func.min(mail.OutboxMail.created_at)).where(*waiting)
    ).one()
    given_up = db.session.scalar(select(func.count(mail.OutboxMail.id)).where(mail.OutboxMail.given_up_at.is_not(None)))
    if not settings.smtp_url:
        mark = "! " if settings.is_production else ""
        yield f"{mark}No mail is sent (KIKNET_SMTP_URL is empty); {count} wait."
    elif oldest and oldest < clock.now() - PATIENCE_WITH_MAIL:
        yield f"! {count} mails wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC. Does `kiknet work` run?"
    else:
        yield f"{count} mails wait."
    if given_up:
        yield f"! {given_up} mails could not be delivered and were given up."


def _worker(settings: Settings) -> Iterator[str]:
    seen = installation.worker_seen_at(settings)
    if seen is None or seen < clock.now() - installation.PATIENCE_WITH_WORKER:
        yield "! The worker (`kiknet work`) gives no sign of life: mails and nightly work wait."
    else:
        yield "The worker is at work."


def _settings(settings: Settings) -> Iterator[str]:
    try:
        settings.check()
    except Misconfigured as trouble:
        yield f"! {trouble}"
    if settings.is_production and settings.is_https and not settings.proxies:
        yield "! KIKNET_PROXIES is 0, but https needs a proxy in front: all visitors look like one and share its tries."
    demo = db.session.scalar(select(func.count(User.id)).where(User.is_demo))
    if demo and settings.is_production:
        yield f"! {demo} people of the demo have passwords everybody knows. Production needs another database."
    elif demo:
        yield f"This is the demo: {demo} people are made up."
    elif not people.office_exists():
        yield "! Nobody works in the office yet. `kiknet run` prints the link for the first account."


def _legal_pages(settings: Settings) -> Iterator[str]:
    unfinished = legal.unfinished()
    if unfinished:
        mark = "! " if settings.is_production else ""
        closed = " Until then the network stays closed to the public." if settings.is_production else ""
        yield f"{mark}Legal pages without a complete German text: {', '.join(unfinished)}.{closed}"
    else:
        yield "The legal pages are complete."
