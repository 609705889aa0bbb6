"""What one process remembers of feeds, so that asking again costs one small query and a change only what changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from threading import Lock
from typing import Any, Generic, NamedTuple, TypeVar

MEGABYTE = 1024 * 1024
V = TypeVar("V")


class Validators(NamedTuple):
    """What a feed was like at one moment of the network."""

    moment: Hashable
    etag: str
    modified_at: datetime


class Body(NamedTuple):
    """A whole calendar as it is sent."""

    etag: str
    data: bytes


class Piece(NamedTuple):
    """One VEVENT, true as long as `valid_for` is: its event, all organisations and places, and the program itself."""

    valid_for: tuple[Any, ...]
    revision: int
    changed_at: datetime
    text: bytes


class Kept(Generic[V]):
    """Values up to a total weight; what was not asked for longest is forgotten first. Threads may share it."""

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _value: 1) -> None:
        self._most, self._weight, self.size = most, weight, 0
        self._values: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: V) -> None:
        with self._lock:
            self._drop(self._values.pop(key, None))
            self._values[key] = value
            self.size += self._weight(value)
            while self.size > self._most:
                self._drop(self._values.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.size = 0

    def _drop(self, value: V | None) -> None:
        if value is not None:
            self.size -= self._weight(value)


class Pieces:
    """VEVENTs by language and event id. When they take too much room all are forgotten: reading them anew is cheap."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self.size = most_bytes, 0
        self._shelves: dict[str, dict[int, Piece]] = {}

    def shelf(self, language: str) -> Mapping[int, Piece]:
        return self._shelves.setdefault(language, {})

    def add(self, language: str, pieces: Mapping[int, Piece]) -> None:
        shelf = self._shelves.setdefault(language, {})
        self.size += sum(len(piece.text) for piece in pieces.values())
        self.size -= sum(len(shelf[event_id].text) for event_id in pieces if event_id in shelf)
        if self.size > self._most:
            self.clear()
        else:
            shelf.update(pieces)

    def clear(self) -> None:
        self._shelves, self.size = {}, 0


validators: Kept[Validators] = Kept(2000)
bodies: Kept[Body] = Kept(6 * MEGABYTE, lambda body: len(body.data))
pieces = Pieces(6 * MEGABYTE)


def forget() -> None:
    """For tests: as if the process had just begun."""
    validators.clear()
    bodies.clear()
    pieces.clear()
