"""What becomes of the rooms of an event when its dates, or the rooms, have changed: facts in, a plan out (pure).

Stated so that it holds after any deed: a date that takes place keeps the slot at just its time, or one asked for there;
the slot it had before is kept until that is decided. Everything else is let go. What was refused for a time is not
asked for again by itself at that time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from kiknet.booking.slot import Slot

LIVE = ("requested", "confirmed")
NEAR = timedelta(days=7)


@dataclass(frozen=True)
class Date:
    """A date: `slot` is None if it does not take place, `room_id` the room it is to be in."""

    id: int
    slot: Slot | None
    room_id: int | None


@dataclass(frozen=True)
class Had:
    """A slot that belongs to a date, or to one that is none any more. `is_let_go` if the event did not need it."""

    id: int
    date_id: int | None
    resource_id: int
    is_room: bool
    quantity: int
    slot: Slot
    state: str
    replaces_id: int | None = None
    is_let_go: bool = False

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True)
class Ask:
    date_id: int
    resource_id: int
    quantity: int
    slot: Slot
    replaces_id: int | None = None


@dataclass
class Plan:
    asks: list[Ask] = field(default_factory=list)
    releases: list[int] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    """Slots of dates that are gone, and the new date each is to be asked anew for."""


def plan(dates: Sequence[Date], had: Iterable[Had]) -> Plan:
    """What to ask for, and what to let go."""
    what, known = Plan(), list(had)
    what.moved = _moved(dates, known)
    of_date: dict[int | None, list[Had]] = defaultdict(list)
    for one in known:
        date_id = what.moved.get(one.id, one.date_id)
        of_date[date_id].append(replace(one, date_id=date_id))
    takes_place = {date.id: date for date in dates if date.slot is not None}
    for date_id, several in of_date.items():
        if date_id not in takes_place:
            what.releases += [one.id for one in several if one.is_live]
    for date in takes_place.values():
        _settle(date, of_date[date.id], what)
    return what


def is_open(date: Date, had: Iterable[Had]) -> bool:
    """Whether it is not certain yet that this date is in its room; `had` are its own slots."""
    if date.room_id is None or date.slot is None:
        return False
    return not any(
        one.resource_id == date.room_id and one.slot == date.slot and one.state in {"confirmed", "done"} for one in had
    )


def _moved(dates: Sequence[Date], had: Sequence[Had]) -> dict[int, int]:
    """The live slots of dates that are gone, each with the nearest date that has none, within a week."""
    taken = {one.date_id for one in had}
    free = [date for date in dates if date.slot is not None and date.room_id is not None and date.id not in taken]
    found: dict[int, int] = {}
    for one in sorted((one for one in had if one.date_id is None and one.is_live), key=lambda one: one.slot):
        near = [(abs(date.slot.starts_at - one.slot.starts_at), date.id) for date in free if date.slot]
        if near and min(near)[0] <= NEAR:
            found[one.id] = min(near)[1]
            free = [date for date in free if date.id != found[one.id]] if one.is_room else free
    return found


def _settle(date: Date, had: Sequence[Had], what: Plan) -> None:
    things = {(one.resource_id, one.quantity) for one in had if one.is_live and not one.is_room}
    if date.room_id is not None:
        things.add((date.room_id, 1))
    wanted = {resource_id for resource_id, _quantity in things}
    what.releases += [one.id for one in had if one.is_live and one.resource_id not in wanted]
    for resource_id, quantity in sorted(things):
        _keep(date, [one for one in had if one.resource_id == resource_id], quantity, what)


def _keep(date: Date, had: Sequence[Had], quantity: int, what: Plan) -> None:
    """Of one thing for one date."""
    assert date.slot is not None  # noqa: S101 - chosen by it
    live = sorted((one for one in had if one.is_live), key=lambda one: (one.state != "confirmed", one.id))
    there = next((one for one in live if one.slot == date.slot), None)
    if there is not None:
        until_decided = there.replaces_id if there.state == "requested" else None
        kept = {there.id, until_decided}
    elif any(one.slot == date.slot and not one.is_let_go for one in had):  # refused, expired or given up there
        kept = set()
    else:
        base = live[0].id if live else None
        what.asks.append(Ask(date.id, had[0].resource_id if had else date.room_id or 0, quantity, date.slot, base))
        kept = {base}
    what.releases += [one.id for one in live if one.id not in kept]
