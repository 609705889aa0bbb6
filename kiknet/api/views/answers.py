"""Answers a process remembers, by their ETag: what many ask at once is found and written once."""

from typing import NamedTuple

from flask import current_app

from kiknet.web.kept import Kept

MOST_LETTERS = 1_000_000


class Known(NamedTuple):
    """An answer as it is sent, and where it goes on."""

    body: str
    onward: str | None


def get(etag: str) -> Known | None:
    return _kept().get(etag)


def put(etag: str, answer: Known) -> Known:
    _kept().put(etag, answer)
    return answer


def forget() -> None:
    """For tests, whose database begins anew."""
    _kept().clear()


def _kept() -> Kept[Known]:
    kept: Kept[Known] = current_app.extensions.setdefault(
        "answers", Kept(MOST_LETTERS, lambda answer: len(answer.body))
    )
    return kept
