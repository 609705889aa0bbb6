"""What an address that is asked every few hours answers: what is remembered first, then one statement."""

import gzip
from collections.abc import Callable, Hashable, Iterable
from datetime import date

from flask import Response, request

from kiknet import clock, i18n, revisions
from kiknet.feeds import memory
from kiknet.feeds.memory import Body, Validators, Whole
from kiknet.web import conditional

GZIP_LEVEL = 4

Make = Callable[[date, int], Body]
"""Makes a feed as it is on a day, at a revision of the network."""


def feed(asked: Hashable, make: Make, content_type: str, filename: str) -> Response:
    """While nothing in the network changes, a feed keeps its ETag, and knowing so takes one query.

    `asked` tells feeds apart; `make` is called with the day and the network's revision, in the feed's language.
    """
    address, today = (asked, language()), clock.today()
    moment = (today, revisions.mark())
    edition: Body | None = None
    seen = memory.validators.get(address)
    if seen is None or seen.moment != moment:
        with memory.making:
            seen, edition = _looked_at(address, moment, make)
    if unchanged := conditional.not_modified(seen.etag, seen.modified_at):
        return unchanged
    coding = "gzip" if request.accept_encodings["gzip"] else ""
    body = memory.bodies.get((address, coding))
    if body is None or body.etag != seen.etag:
        with memory.making:
            body = memory.bodies.get((address, coding))
            if body is None or body.etag != seen.etag:
                body = _body(edition or _edition(make, today, revisions.current()[0]), coding)
                memory.bodies.put((address, coding), body)
    headers = conditional.validators(body.etag, seen.modified_at, coding)
    headers |= {"Content-Length": str(body.size)} | ({"Content-Encoding": coding} if coding else {})
    return as_file(body.portions(), content_type, filename, headers)


def _looked_at(address: Hashable, moment: tuple[date, Hashable], make: Make) -> tuple[Validators, Body | None]:
    """What the feed is like at `moment`; with the edition, if nobody who asked at the same time has made it."""
    seen = memory.validators.get(address)
    if seen is not None and seen.moment == moment:
        return seen, None
    revision, changed_at = revisions.current()
    edition = _edition(make, moment[0], revision)
    seen = Validators(moment, edition.etag, conditional.modified_at(changed_at, moment[0]))
    memory.validators.put(address, seen)
    return seen, edition


def as_file(body: bytes | Iterable[bytes], content_type: str, filename: str, headers: dict[str, str]) -> Response:
    answer = Response(body, content_type=content_type, headers=headers)
    answer.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return answer


def language() -> str:
    """The address alone decides, for what one reader is sent is kept for all."""
    return i18n.chosen_in_address() or i18n.DEFAULT


def _edition(make: Make, today: date, revision: int) -> Body:
    with i18n.as_(language()):
        return make(today, revision)


def _body(edition: Body, coding: str) -> Body:
    """A large feed is compressed once a change, not once a request."""
    if not coding:
        return edition
    return Whole(edition.etag, gzip.compress(b"".join(edition.portions()), GZIP_LEVEL, mtime=0))
