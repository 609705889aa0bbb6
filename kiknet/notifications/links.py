"""The links below our mails: who and what, signed with the installation's key; nothing of them is stored."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from kiknet.accounts.links import address
from kiknet.errors import NotFound

EVERYTHING = "*"
"""Stands for all topics: the link of a summary."""


def unsubscribe_address(user_id: int, topic: str) -> str:
    """Where one mail ends the mails like it: full, and works outside a request."""
    return address("notifications.unsubscribe", _signer().dumps([user_id, topic]))


def behind(token: str) -> tuple[int, str]:
    """The person and the topic (or `EVERYTHING`) of a link. Raises `NotFound` if it was made up."""
    try:
        user_id, topic = _signer().loads(token)
    except (BadSignature, ValueError, TypeError) as trouble:
        raise NotFound from trouble
    return int(user_id), str(topic)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="notices")
