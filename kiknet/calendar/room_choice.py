"""A free room for what is being typed: what there is at that time, what nearly fits, and what is held."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.candidates import Shown
from kiknet.booking.models import Resource
from kiknet.booking.search import Hit, Search, find
from kiknet.booking.service import requests
from kiknet.booking.slot import Slot
from kiknet.organisations.acting import Acting

MOST_FREE, MOST_NEAR = 6, 4


@dataclass(frozen=True)
class Offer:
    """A room, and on how many of the dates it is free; `hit` says what it lacks and when it is free."""

    hit: Hit
    free: int

    @property
    def resource(self) -> Shown:
        return self.hit.resource


@dataclass(frozen=True)
class RoomChoice:
    """What the form shows: what was found for `slots`, or the room that is `chosen`, held until then."""

    slots: Sequence[Slot] = ()
    free: Sequence[Offer] = ()
    near: Sequence[Offer] = ()
    chosen: Resource | None = None
    held_until: datetime | None = None
    missing: Sequence[tuple[Slot, str]] = field(default_factory=list)
    is_kept: bool = False
    """It is the event's room already."""


def found(by: Acting, slots: Sequence[Slot], people: int | None) -> RoomChoice:
    """Rooms for the first of the dates, and how many of the others they are free on: one query more."""
    hits = find(by, Search(kind="room", slot=slots[0], people=people), MOST_FREE, MOST_NEAR)
    free = sorted(hits.free, key=lambda hit: hit.resource.mode == "contact")  # what cannot be taken here comes last
    numbers = _free_on([hit.resource.id for hit in free], slots)
    offers = [Offer(hit, numbers[hit.resource.id]) for hit in free]
    return RoomChoice(slots, offers, [Offer(hit, 1) for hit in hits.near])


def _free_on(room_ids: Sequence[int], slots: Sequence[Slot]) -> dict[int, int]:
    if len(slots) == 1 or not room_ids:
        return dict.fromkeys(room_ids, 1)
    rooms = queries.resources_by_ids(room_ids)
    return {room.id: len(slots) - len(lost) for room, lost in zip(rooms, _missing(rooms, slots), strict=True)}


def missing(room: Resource, slots: Sequence[Slot]) -> list[tuple[Slot, str]]:
    """The dates on which it cannot be had, and why."""
    return _missing([room], slots)[0]


def _missing(rooms: Sequence[Resource], slots: Sequence[Slot]) -> list[list[tuple[Slot, str]]]:
    used, now = requests.used(rooms, slots), clock.now()
    return [
        [(slot, why) for slot in slots if (why := rules.problem(room, slot, 1, used.get(room.id, []), now))]
        for room in rooms
    ]
