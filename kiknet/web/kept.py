"""What a process keeps in memory, up to a limit (pure)."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


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
