"""Fetching a calendar from somebody else's server: small, patient for fifteen seconds, and never into our own network.

Every address is looked at when the connection is made: the numbers a name stands for are asked for once, judged, and
the one that is connected to is the one that was judged. A redirect is a new address and judged like the first.
"""

import http.client
import io
import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from kiknet.i18n import _l
from kiknet.imports.addresses import NotFetched, checked, is_public
from kiknet.imports.answers import Elsewhere, Fetched, Known, answered, headers

DEADLINE = 15.0
MOST_REDIRECTS = 5
MOST_NUMBERS = 4

Resolver = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    """The numbers a name stands for, now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass
class Fetcher:
    """`allows_loopback` is for tests alone; `resolve` is a seam for names that change their mind."""

    allows_loopback: bool = False
    resolve: Resolver = look_up
    deadline: float = DEADLINE
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, address: str, known: Known | None = None) -> Fetched:
        """The calendar at `address`, if it has changed since `known`. Raises `NotFetched` with a sentence."""
        ends, asked, moved, is_for_good = monotonic() + self.deadline, checked(address), "", True
        known = known or Known()
        for _hop in range(MOST_REDIRECTS + 1):
            try:
                answer = self._ask(asked, known, ends)
            except (TimeoutError, _TooLate):
                raise NotFetched(_l("The server took longer than 15 seconds.")) from None
            except ssl.SSLError:
                raise NotFetched(_l("The server's certificate is not valid.")) from None
            except (OSError, http.client.HTTPException, UnicodeError, ValueError):
                raise NotFetched(_l("The server could not be reached.")) from None
            if isinstance(answer, Fetched):
                return Fetched(answer.data, answer.known, moved)
            asked = checked(urljoin(asked, answer.address))
            is_for_good = is_for_good and answer.is_permanent
            moved = asked if is_for_good else moved
        raise NotFetched(_l("The address leads from one to the next, more than five times."))

    def _ask(self, address: str, known: Known, ends: float) -> "Fetched | Elsewhere":
        """One request over one connection that we have made ourselves, to a number we have judged."""
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        connection = http.client.HTTPConnection(host, port)
        with closing(self._connected(host, port, ends)) as raw:
            raw.settimeout(_left(ends))
            is_secret = parts.scheme == "https"
            with closing(self.context.wrap_socket(raw, server_hostname=host) if is_secret else raw) as sock:
                connection.sock = _Watched(sock, ends)  # has what http.client asks of it
                path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
                connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
                for name, value in headers(parts, known).items():
                    connection.putheader(name, value)
                connection.endheaders()
                return answered(connection.getresponse(), known)

    def _connected(self, host: str, port: int, ends: float) -> socket.socket:
        trouble: OSError = OSError("no address")
        for number in self._judged(host, port, ends)[:MOST_NUMBERS]:
            try:
                return socket.create_connection((number, port), timeout=_left(ends))
            except OSError as failed:
                trouble = failed
        raise trouble

    def _judged(self, host: str, port: int, ends: float) -> list[str]:
        """The numbers of `host`; if a single one of them is inside, none is connected to."""
        numbers = _in_time(lambda: self.resolve(host, port), ends)
        if numbers is None:
            raise NotFetched(_l("There is no server called %(host)s.", host=host[:100]))
        if not numbers or not all(self._is_outside(number) for number in numbers):
            raise NotFetched(_l("This address leads into a private network. We only fetch what everybody can reach."))
        return numbers

    def _is_outside(self, number: str) -> bool:
        try:
            address = ipaddress.ip_address(number.partition("%")[0])
        except ValueError:
            return False
        return is_public(address) or (self.allows_loopback and address.is_loopback)


class _TooLate(Exception):
    """The deadline has passed."""


def _left(ends: float) -> float:
    left = ends - monotonic()
    if left <= 0:
        raise _TooLate
    return left


def _in_time(resolve: Callable[[], list[str]], ends: float) -> list[str] | None:
    """What `resolve` finds, None if it fails; the system waits for names as long as it likes, we do not."""
    found: SimpleQueue[list[str] | None] = SimpleQueue()

    def ask() -> None:
        try:
            found.put(resolve())
        except (OSError, UnicodeError):
            found.put(None)

    Thread(target=ask, daemon=True).start()
    try:
        return found.get(timeout=_left(ends))
    except Empty:
        raise _TooLate from None


class _Watched:
    """A socket whose every wait ends with the deadline: a server that sends a byte a second gains nothing."""

    def __init__(self, sock: socket.socket, ends: float) -> None:
        self._sock, self._ends = sock, ends

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._ends))
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self._sock, self._ends))

    def close(self) -> None:
        """http.client closes when it has read the headers; the body is still to come, and we close ourselves."""


class _Stream(io.RawIOBase):
    def __init__(self, sock: socket.socket, ends: float) -> None:
        self._sock, self._ends = sock, ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(_left(self._ends))
        return self._sock.recv_into(buffer)
