"""Finding something that is free: what fits, what nearly fits and why. Five queries at most, whatever there is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.candidates import Candidate, Shown, by_ids, candidates
from kiknet.booking.models import KINDS, Resource
from kiknet.booking.peak import Use
from kiknet.booking.slot import Slot
from kiknet.booking.when import slot_from
from kiknet.db import holds
from kiknet.fold import fold, says, words
from kiknet.organisations.acting import Acting
from kiknet.vocabulary.queries import districts_meant
from kiknet.web.requests import number_or_none

SMALLEST_SHARE = 0.6
TRIED = 30
"""So many are tried an hour earlier, later and on the next day at first; nearly always that is enough."""
MANY = 60
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Missing = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Search:
    """What somebody looks for, as it stands in the address."""

    kind: str = ""
    slot: Slot | None = None
    people: int | None = None
    quantity: int = 1
    features: tuple[str, ...] = ()
    is_step_free: bool = False
    districts: tuple[str, ...] = ()
    text: str = ""

    @classmethod
    def parse(cls, args: Mapping[str, str], features: Sequence[str], districts: Sequence[str]) -> "Search":
        """Of `?art tag von bis bis_tag personen anzahl rollstuhl q`; what cannot be read counts as not said."""
        kind = args.get("art", "")
        return cls(
            kind=kind if kind in KINDS else "",
            slot=slot_from(args),
            people=number_or_none(args.get("personen")) or None,
            quantity=number_or_none(args.get("anzahl")) or 1,
            features=tuple(dict.fromkeys(features)),
            is_step_free=args.get("rollstuhl") == "ja",
            districts=tuple(districts_meant(list(districts))) or (("-",) if any(districts) else ()),
            text=args.get("q", "")[:80],
        )


@dataclass(frozen=True)
class Hit:
    """Something found: free at `slot`, or missing something (pairs of a key and what it is about)."""

    resource: Shown
    slot: Slot | None
    misses: list[Missing] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.misses


class Found(NamedTuple):
    """The hits to show, and whether there is more of each."""

    free: list[Hit]
    near: list[Hit]
    has_more_free: bool
    has_more_near: bool


class _Find(NamedTuple):
    candidate: Candidate
    slot: Slot | None
    misses: list[Missing]


def find(by: Acting | None, search: Search, most_free: int | None = None, most_near: int | None = None) -> Found:
    """What fits and what nearly fits; in each the smallest that is large enough first, so many at most."""
    now = clock.now()
    judged = list(_judged(by, search))
    if search.slot is None:
        finds = [_Find(candidate, None, misses) for candidate, misses in judged]
        free, near = [each for each in finds if not each.misses], iter([each for each in finds if each.misses])
    else:
        free, others = _asked(judged, search, search.slot, now, most_free)
        near = _nearly(others, search, search.slot, now)
    shown, close = free[:most_free], list(islice(near, most_near and most_near + 1))
    resources = by_ids([each.candidate.id for each in [*shown, *close]])

    def hits(finds: Iterable[_Find]) -> list[Hit]:
        return [Hit(resources[each.candidate.id], each.slot, each.misses) for each in finds]

    return Found(hits(shown), hits(close[:most_near]), len(free) > len(shown), len(close) > len(close[:most_near]))


def _judged(by: Acting | None, search: Search) -> Iterator[tuple[Candidate, list[Missing]]]:
    """What is meant and misses one thing at most; kind, district and words are no matter of nearly."""
    wanted = words(search.text)
    found = candidates(
        is_stranger=by is None,
        kind=search.kind,
        districts=search.districts,
        least=(search.people or 0) * SMALLEST_SHARE,
        wishes=list(_wishes(search)),
        is_named=bool(wanted),
    )
    for each in found:
        if not wanted or _is_called(each, wanted):
            yield each, list(_misses(each, search))


def _wishes(search: Search) -> Iterator[ColumnElement[bool]]:
    """What `_misses` asks of one, asked of all at once."""
    if search.people:
        yield Resource.capacity >= search.people
    if search.is_step_free:
        yield Resource.wheelchair == "yes"
    yield from (holds(Resource.features, [feature]) for feature in search.features)


def _is_called(candidate: Candidate, wanted: Sequence[str]) -> bool:
    name = _folded(candidate.name)
    return all(says(name, word) for word in wanted)


_folded = lru_cache(maxsize=2048)(fold)


def _misses(candidate: Candidate, search: Search) -> Iterator[Missing]:
    if search.people and candidate.capacity < search.people:
        yield ("smaller", str(candidate.capacity))
    if search.is_step_free and candidate.wheelchair != "yes":
        yield ("wheelchair", candidate.wheelchair)
    yield from (("feature", feature) for feature in search.features if not candidate.has(feature))


def _asked(
    judged: Sequence[tuple[Candidate, list[Missing]]], search: Search, slot: Slot, now: datetime, most: int | None
) -> tuple[list[_Find], list[_Find]]:
    """What is free then; and what is free but misses something, or misses only that, with the reason why not.

    Looks no further once there is more than `most` of the first and enough of the others.
    """
    used = _uses([candidate for candidate, _misses in judged], [slot])
    free: list[_Find] = []
    others: list[_Find] = []
    for candidate, misses in judged:
        why = rules.problem(candidate, slot, search.quantity, used.get(candidate.id, ()), now)
        if why is None:
            (others if misses else free).append(_Find(candidate, slot, misses))
        elif not misses:
            others.append(_Find(candidate, None, [(why, "")]))
        if most is not None and len(free) > most and len(others) >= TRIED:
            break
    return free, others


def _nearly(others: list[_Find], search: Search, slot: Slot, now: datetime) -> Iterator[_Find]:
    """Of these, what misses something, and what is free a little earlier or later; few at first, then all the rest."""
    steps = _near(slot)
    for some in (others[:TRIED], others[TRIED:]):
        used = _uses([each.candidate for each in some if each.slot is None], [near for _step, near in steps])
        for each in some:
            if each.slot is not None:
                yield each
            elif found := _at_another_time(each, steps, search, used.get(each.candidate.id, ()), now):
                yield found


def _at_another_time(
    find: _Find, steps: Sequence[tuple[str, Slot]], search: Search, blocked: Sequence[Use], now: datetime
) -> _Find | None:
    for step, near in steps:
        if rules.allows(find.candidate, near, search.quantity, blocked, now):
            return _Find(find.candidate, near, [(find.misses[0][0], step)])
    return None


def _uses(several: Sequence[Candidate], slots: Sequence[Slot]) -> Mapping[int, Sequence[Use]]:
    """What blocks them around these slots; of all there is where these are many: that is the shorter question."""
    if not several:
        return {}
    longest = rules.longest_buffers(several)
    ids = [each.id for each in several] if len(several) <= MANY else None
    return queries.uses(ids, [slot.widened(*longest) for slot in slots])


def _near(slot: Slot) -> list[tuple[str, Slot]]:
    next_day = clock.from_local(clock.to_local(slot.starts_at) + DAY)
    return [
        ("earlier", slot.moved(-HOUR)),
        ("later", slot.moved(HOUR)),
        ("next_day", Slot(next_day, next_day + (slot.ends_at - slot.starts_at))),
    ]
