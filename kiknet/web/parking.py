"""A session that ends while somebody types loses nothing: what was sent waits here until they signed in again."""

import json
import secrets
from datetime import datetime, timedelta

from flask import g, request
from sqlalchemy import String, Text, delete
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from kiknet import clock
from kiknet.db import Base, Timestamped, db, transaction

KEPT = timedelta(hours=12)
LARGEST = 200_000
NEVER_KEPT = {"csrf_token", "password", "new_password", "current_password", "code"}


class ParkedForm(Timestamped, Base):
    """The fields of a form that could not be accepted because nobody was signed in."""

    __tablename__ = "parked_forms"

    key: Mapped[str] = mapped_column(String(43), primary_key=True)
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[str] = mapped_column(Text)


def park() -> str | None:
    """Keep the fields of the running POST; returns the key they wait under, or None if there is nothing to keep."""
    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in NEVER_KEPT]
    text = json.dumps(fields)
    if not fields or len(text) > LARGEST:
        return None
    key = secrets.token_urlsafe(32)
    with transaction() as session:
        session.add(ParkedForm(key=key, path=request.path[:500], fields=text))
    return key


def bring_back() -> None:
    """Before a GET with `?geparkt=`: make the kept fields the form's content, if they were for this page."""
    key = request.args.get("geparkt", "")
    if request.method != "GET" or not key or not key.isprintable():
        return
    row = db.session.get(ParkedForm, key)
    if row is not None and row.path == request.path and row.created_at > clock.now() - KEPT:
        g.parked_form = MultiDict([(k, v) for k, v in json.loads(row.fields)])


def forget_old() -> None:
    before: datetime = clock.now() - KEPT
    with transaction() as session:
        session.execute(delete(ParkedForm).where(ParkedForm.created_at < before))
