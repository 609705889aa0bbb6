"""What one process remembers of feeds, so that asking again costs one small query."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import NamedTuple

MOST_BYTES = 12 * 1024 * 1024
MOST_FEEDS = 2000


class Tag(NamedTuple):
    """The ETag a feed had at a moment of the network (its revision and the local day)."""

    moment: Hashable
    etag: str


class Memory:
    """ETags by address, bodies by ETag and coding; what was not asked for longest is forgotten first."""

    def __init__(self, most_bytes: int = MOST_BYTES, most_feeds: int = MOST_FEEDS) -> None:
        self._most_bytes, self._most_feeds = most_bytes, most_feeds
        self._tags: OrderedDict[Hashable, Tag] = OrderedDict()
        self._bodies: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def etag(self, address: Hashable, moment: Hashable) -> str | None:
        """The feed's ETag, if nothing at all has changed since it was made."""
        with self._lock:
            tag = self._tags.get(address)
            if tag is None or tag.moment != moment:
                return None
            self._tags.move_to_end(address)
            return tag.etag

    def note(self, address: Hashable, moment: Hashable, etag: str) -> None:
        with self._lock:
            self._tags[address] = Tag(moment, etag)
            self._tags.move_to_end(address)
            while len(self._tags) > self._most_feeds:
                self._tags.popitem(last=False)

    def body(self, etag: str, coding: str) -> bytes | None:
        with self._lock:
            found = self._bodies.get((etag, coding))
            if found is not None:
                self._bodies.move_to_end((etag, coding))
            return found

    def keep(self, etag: str, coding: str, body: bytes) -> None:
        with self._lock:
            self._bytes += len(body) - len(self._bodies.pop((etag, coding), b""))
            self._bodies[etag, coding] = body
            while self._bytes > self._most_bytes:
                self._bytes -= len(self._bodies.popitem(last=False)[1])

    @property
    def size(self) -> int:
        """Bytes held in bodies."""
        return self._bytes
