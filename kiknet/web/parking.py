"""A session that ends while somebody types loses nothing: what was sent waits here until they signed in again."""

import json
import re
import secrets
from datetime import datetime, timedelta

from flask import g, request
from flask import session as cookie
from sqlalchemy import String, Text, delete
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from kiknet import clock
from kiknet.db import Base, Timestamped, db, transaction
from kiknet.web import throttle
from kiknet.web.protection import comes_from_us

KEPT = timedelta(hours=12)
LARGEST = 200_000
MOST = 60, timedelta(hours=1)
REMEMBERED, MOST_REMEMBERED = "parked", 5
NEVER_KEPT = {"csrf_token", "password", "new_password", "current_password", "code", "proof"}


class ParkedForm(Timestamped, Base):
    """The fields of a form that could not be accepted because nobody was signed in."""

    __tablename__ = "parked_forms"

    key: Mapped[str] = mapped_column(String(43), primary_key=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[str] = mapped_column(Text)


def park() -> str | None:
    """Keep the fields of the running POST; returns the key they wait under, or None if there is nothing to keep.

    Only this browser gets them back, and only what a page of ours has sent is kept: nobody shall find a form filled
    in by somebody else. Raises `TooOften`.
    """
    if not comes_from_us():
        return None
    throttle.count("park", request.remote_addr or "", *MOST)
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in NEVER_KEPT]
    text = json.dumps(fields, ensure_ascii=False)
    if not fields or len(text) > LARGEST:
        return None
    key = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(ParkedForm(key=key, path=request.path[:500], fields=text))
    remember(key)
    return key


def remember(*keys: str) -> None:
    """From now on this browser may have these forms back."""
    if keys:
        cookie[REMEMBERED] = [*remembered(), *keys][-MOST_REMEMBERED:]


def remembered() -> list[str]:
    return list(cookie.get(REMEMBERED, ()))


def key_in(address: str) -> str:
    """The key of the form that waits at this address; empty if none does."""
    found = re.search(r"[?&]geparkt=([\w-]+)", address)
    return found[1] if found else ""


def bring_back() -> None:
    """Before a GET with `?geparkt=`: make the kept fields the form's content, if they were for this page."""
    if b"geparkt" not in request.query_string or request.method != "GET":
        return
    key = request.args.get("geparkt", "")
    if key not in remembered():
        return
    row = db.session.get(ParkedForm, key)
    if row is not None and row.path == request.path and row.created_at > clock.now() - KEPT:
        g.parked_form = MultiDict([(k, v) for k, v in json.loads(row.fields)])


def forget_old() -> None:
    before: datetime = clock.now() - KEPT
    with transaction() as session:
        session.execute(delete(ParkedForm).where(ParkedForm.created_at < before))
