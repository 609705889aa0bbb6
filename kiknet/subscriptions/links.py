"""The links in mails: a random seed and its signature. Who reads the database can make none."""

import base64
import hashlib
import hmac
import secrets

from flask import current_app
from sqlalchemy import select

from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.subscriptions.models import Subscription

SEED_LETTERS = 22
SIGNED_BYTES = 18
CONFIRM, MANAGE = "confirm", "manage"


def new_seed() -> str:
    return secrets.token_urlsafe(16)


def token(subscription: Subscription, purpose: str) -> str:
    """What stands in the link; the same each time, so that every mail can carry it and nothing of it is stored."""
    return subscription.seed + _signature(subscription.seed, purpose)


def address(subscription: Subscription, purpose: str, endpoint: str = "") -> str:
    """The full address of the page a link opens; works outside a request, too."""
    page = endpoint or f"subscriptions.{purpose}"
    path = current_app.url_map.bind("").build(page, {"token": token(subscription, purpose)})
    return str(current_app.extensions["kiknet"].base_url) + path


def subscription_behind(given: str, purpose: str) -> Subscription:
    """The subscription whose link this is. Raises `NotFound` if it was made up or the subscription has ended."""
    seed, signature = given[:SEED_LETTERS], given[SEED_LETTERS:]
    if not hmac.compare_digest(signature.encode(), _signature(seed, purpose).encode()):
        raise NotFound
    found = db.session.scalar(select(Subscription).where(Subscription.seed == seed))
    if found is None:
        raise NotFound
    return found


def _signature(seed: str, purpose: str) -> str:
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(key, f"subscription {purpose} {seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:SIGNED_BYTES]).decode()
