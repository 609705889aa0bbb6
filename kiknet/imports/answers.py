"""What a server answers: a calendar in pieces that are unpacked while they arrive, another address, or a refusal."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from typing import Any
from urllib.parse import SplitResult

from kiknet import clock
from kiknet.i18n import _l
from kiknet.imports.addresses import NotFetched
from kiknet.imports.problem import MOST_BYTES
from kiknet.web.requests import number_or_none

PIECE = 64 * 1024
LONGEST_WAIT = timedelta(days=7)
REDIRECTS, FOR_GOOD = {301, 302, 303, 307, 308}, {301, 308}
LONGEST_VALIDATOR = 300
TOO_LARGE = _l("The calendar has more than 5 MB. Please export a shorter stretch of time.")


@dataclass(frozen=True)
class Known:
    """What we remember of the last answer (RFC 9110, 13.1)."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """`data` is None if nothing has changed since `Known`. `moved_to` is where it is to be found for good."""

    data: bytes | None
    known: Known
    moved_to: str = ""


@dataclass(frozen=True)
class Elsewhere:
    address: str
    is_permanent: bool


def headers(parts: SplitResult, known: Known) -> dict[str, str]:
    headers = {
        "Host": parts.netloc,
        "User-Agent": "kiknet (calendar import)",
        "Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def answered(answer: HTTPResponse, known: Known) -> Fetched | Elsewhere:
    status, to = answer.status, answer.getheader("Location", "")
    if status == 304 and (known.etag or known.modified):
        return Fetched(None, known)
    if status in REDIRECTS and to:
        return Elsewhere(to, status in FOR_GOOD)
    if status != 200:
        raise NotFetched(_sentence(status), _wait(answer.getheader("Retry-After", "")))
    if (number_or_none(answer.getheader("Content-Length")) or 0) > MOST_BYTES:
        raise NotFetched(TOO_LARGE)
    data = b"".join(_unpacked(answer, answer.getheader("Content-Encoding", "").strip().lower()))
    etag, modified = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
    return Fetched(data, Known(_remembered(etag), _remembered(modified)))


def _remembered(header: str) -> str:
    """A validator we can send back as it was; one that is too long or not plain is forgotten."""
    return header if len(header) <= LONGEST_VALIDATOR and header.isascii() and header.isprintable() else ""


def _sentence(status: int) -> Any:
    if status in {401, 403, 407}:
        return _l("The server wants a password. Use the public or the secret address of the calendar.")
    if status in {404, 410}:
        return _l("There is no calendar at this address (any more).")
    if status in {429, 503}:
        return _l("The server is busy and asks us to come back later.")
    return _l("The server answered with an error (%(status)s).", status=status)


def _wait(header: str) -> timedelta | None:
    """Retry-After as seconds or a date (RFC 9110, 10.2.3), a week at most."""
    seconds = number_or_none(header.strip())
    if seconds is None:
        try:
            until = parsedate_to_datetime(header)
        except (TypeError, ValueError, OverflowError):
            return None
        if until.tzinfo is None:
            return None
        seconds = max(0, int((until - clock.now()).total_seconds()))
    return min(timedelta(seconds=seconds), LONGEST_WAIT)


def _unpacked(answer: HTTPResponse, encoding: str) -> Iterator[bytes]:
    """The body in pieces, unpacked while it arrives; `NotFetched` as soon as either form is too large."""
    packed = size = 0
    unpack = _unpacker(encoding)
    while piece := answer.read1(PIECE):
        packed += len(piece)
        for part in unpack(piece):
            size += len(part)
            if size > MOST_BYTES:
                raise NotFetched(TOO_LARGE)
            yield part
        if packed > MOST_BYTES:
            raise NotFetched(TOO_LARGE)


def _unpacker(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    if encoding in {"", "identity"}:
        return lambda piece: iter([piece])
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise NotFetched(_l("The server packs its answer in a way we cannot unpack."))
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def unpack(piece: bytes) -> Iterator[bytes]:
        while piece:
            try:
                yield unpacker.decompress(piece, PIECE)
            except zlib.error:
                raise NotFetched(_l("The server's answer could not be unpacked.")) from None
            piece = unpacker.unconsumed_tail

    return unpack
