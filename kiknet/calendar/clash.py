"""What gets in each other's way, or could be done together (pure). A hint is for people to judge; it never blocks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

NEAR = timedelta(hours=2)
NOTHING = timedelta(0)
A_WEEK = timedelta(days=7)
LEVELS = ("hard", "strong", "note")
ENOUGH = 2
SAYS_NOTHING = {"audiences": {"everyone"}, "languages": {"de"}}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to happen, where and for whom, with or without a date.

    `place_ids` are the rows a typed name may mean; what is stored has one at most. `room_id` is a room there that is
    lent. What everybody has in common ("everyone", German) is not in `audiences` and `languages` (see `telling`).
    """

    event_id: int | None = None
    place_ids: frozenset[int] = frozenset()
    room_id: int | None = None
    district: int | None = None
    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Slot(Plan):
    """One date of an event, or of one to be.

    `starts_at`/`ends_at` are moments, `first_day`/`last_day` local days. While the hours are not known, the moments
    are those of whole days.
    """

    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    has_hours: bool = True


class Reason(NamedTuple):
    """What two dates have in common: `place`, `house`, `audience`, `topic`, `district` or `language`, and which.

    In the same house are two that have different rooms at one place.
    """

    kind: str
    value: str = ""


class Hint(NamedTuple):
    """`hard`: same place, same time. `strong`: the same people, nearly the same time. `note`: same topic that day, or
    next door at the same time.
    """

    level: str
    other: Slot
    reasons: tuple[Reason, ...]


class Neighbours:
    """Many dates, so that those near one of them are found without looking at all."""

    def __init__(self, others: Iterable[Slot]) -> None:
        self._by_day: dict[date, list[Slot]] = defaultdict(list)
        self._long: list[Slot] = []
        for other in others:
            if other.last_day - other.first_day > A_WEEK:
                self._long.append(other)
                continue
            for n in range((other.last_day - other.first_day).days + 1):
                self._by_day[other.first_day + timedelta(days=n)].append(other)

    def of(self, slot: Slot) -> list[Slot]:
        """Everything on the days of `slot`, the day before and the day after, each once."""
        first, count = slot.first_day - timedelta(days=1), (slot.last_day - slot.first_day).days + 3
        days = (self._by_day.get(first + timedelta(days=n), ()) for n in range(count))
        return list({id(other): other for day in (*days, self._long) for other in day}.values())


def telling(kind: str, codes: Iterable[str]) -> frozenset[str]:
    """Of audiences or languages those that tell two events apart."""
    return frozenset(codes) - SAYS_NOTHING[kind]


def hints(wanted: Slot, others: Iterable[Slot]) -> list[Hint]:
    """What there is to know of `others` for somebody who plans `wanted`, the weightiest first, each other once."""
    found = [hint for other in others if (hint := hint_between(wanted, other))]
    return sorted(found, key=lambda h: (LEVELS.index(h.level), h.other.starts_at, h.other.event_id or 0))


def hint_between(wanted: Slot, other: Slot) -> Hint | None:
    """The weightiest thing to know of `other`; nothing of the event's own dates."""
    if wanted.event_id is not None and wanted.event_id == other.event_id:
        return None
    gap = _gap(wanted, other)
    topics = _shared("topic", wanted.topics, other.topics)
    where = _where(wanted, other) if gap < NOTHING else ""
    if gap <= NEAR:
        alike = _shared("audience", wanted.audiences, other.audiences) + topics
        if where == "place":
            return _hint(wanted, "hard", other, (Reason("place"), *alike))
        close = _close(wanted, other) if alike else ()
        if close:
            return _hint(wanted, "strong", other, (*alike, *close))
    house = (Reason("house"),) if where == "house" and wanted.has_hours else ()
    if house or (topics and wanted.first_day <= other.last_day and other.first_day <= wanted.last_day):
        return Hint("note", other, (*house, *topics))
    return None


def _where(one: Plan, two: Plan) -> str:
    """Whether they are at the same `place`, or, as both have rooms, at least in the same `house`."""
    if one.room_id is not None and one.room_id == two.room_id:
        return "place"
    if not one.place_ids & two.place_ids:
        return ""
    return "place" if one.room_id is None or two.room_id is None else "house"


def alike(one: Plan, other: Plan) -> tuple[Reason, ...]:
    """What two plans have in common, if it is enough to think of doing them together: topic or audience, and one more
    thing. Nothing if it is not, and for a plan and itself."""
    if one.event_id is not None and one.event_id == other.event_id:
        return ()
    common = _shared("audience", one.audiences, other.audiences) + _shared("topic", one.topics, other.topics)
    found = common + _close(one, other) if common else ()
    return found if len(found) >= ENOUGH else ()


def _hint(wanted: Slot, level: str, other: Slot, reasons: tuple[Reason, ...]) -> Hint:
    """Before the hours are known, nothing is at the same time for certain."""
    return Hint(level if wanted.has_hours else "note", other, reasons)


def _gap(one: Slot, two: Slot) -> timedelta:
    """The time between them; less than nothing if they overlap (both are half open)."""
    return max(two.starts_at - one.ends_at, one.starts_at - two.ends_at)


def _shared(kind: str, ours: frozenset[str], theirs: frozenset[str]) -> tuple[Reason, ...]:
    common = ours & theirs
    return tuple(Reason(kind, value) for value in sorted(common)) if common else ()


def _close(one: Plan, two: Plan) -> tuple[Reason, ...]:
    is_near = one.district is not None and one.district == two.district
    district = (Reason("district", str(one.district)),) if is_near else ()
    return district + _shared("language", one.languages, two.languages)
