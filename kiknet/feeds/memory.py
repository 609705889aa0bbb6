"""What one process remembers of feeds, so that asking again costs one small query and a change only what changed."""

import hashlib
from collections.abc import Hashable, Iterable
from datetime import datetime
from threading import Lock
from typing import NamedTuple, Protocol

from kiknet.web.kept import Kept

MEGABYTE = 1024 * 1024
OVERHEAD = 300


class Validators(NamedTuple):
    """What a feed was like at one moment of the network."""

    moment: Hashable
    etag: str
    modified_at: datetime


class Body(Protocol):
    """A whole calendar as it is sent. The ETag says no more than what is sent."""

    @property
    def etag(self) -> str: ...

    @property
    def size(self) -> int: ...

    def portions(self) -> Iterable[bytes]: ...


class Whole(NamedTuple):
    """One that is kept in one piece."""

    etag: str
    data: bytes

    @classmethod
    def of(cls, data: bytes) -> "Whole":
        return cls(hashlib.sha256(data).hexdigest()[:32], data)

    @property
    def size(self) -> int:
        return len(self.data)

    def portions(self) -> Iterable[bytes]:
        return (self.data,)


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


validators: Kept[Validators] = Kept(2000)
assortments: Kept[Assortment] = Kept(6 * MEGABYTE, lambda assortment: assortment.size)
bodies: Kept[Body] = Kept(6 * MEGABYTE, lambda body: body.size)
making = Lock()
"""One makes a feed, and who asks for one at the same moment waits: together they would need the memory many times."""


def forget() -> None:
    """For tests, whose database begins anew: as if the process had just begun."""
    for kept in (validators, assortments, bodies):
        kept.clear()
