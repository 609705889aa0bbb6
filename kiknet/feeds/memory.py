"""What one process remembers of feeds, so that asking again costs one small query and a change only what changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

MEGABYTE = 1024 * 1024
OVERHEAD = 300
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
    """One VEVENT, and when what it shows was last changed."""

    revision: int
    changed_at: datetime
    text: bytes


class Assortment(NamedTuple):
    """The VEVENTs of a feed by event id, as they were at one revision of the network."""

    day_and_program: Hashable
    revision: int
    pieces: dict[int, Piece]

    @property
    def size(self) -> int:
        return sum(len(piece.text) + OVERHEAD for piece in self.pieces.values())


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


validators: Kept[Validators] = Kept(2000)
assortments: Kept[Assortment] = Kept(6 * MEGABYTE, lambda assortment: assortment.size)
bodies: Kept[Body] = Kept(6 * MEGABYTE, lambda body: len(body.data))


def forget() -> None:
    """For tests, whose database begins anew: as if the process had just begun."""
    for kept in (validators, assortments, bodies):
        kept.clear()
