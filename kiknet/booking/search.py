"""Finding something that is free: what fits, what nearly fits and why. Three queries, whatever there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kiknet import clock
from kiknet.booking import queries, rules
from kiknet.booking.draft import MOST
from kiknet.booking.models import KINDS, Resource
from kiknet.booking.peak import Use
from kiknet.booking.slot import Slot
from kiknet.booking.when import slot_from
from kiknet.fold import fold, words
from kiknet.organisations.acting import Acting
from kiknet.vocabulary.queries import districts_meant
from kiknet.web.requests import number_or_none

SMALLEST_SHARE = 0.6
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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

    resource: Resource
    slot: Slot | None
    misses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.misses


def find(by: Acting | None, search: Search) -> list[Hit]:
    """What fits, then what nearly fits; in each the smallest that is large enough first."""
    used = queries.uses(None, _span(search.slot)) if search.slot else {}
    now = clock.now()
    hits = [
        hit
        for resource in queries.offered(by)
        if _is_meant(resource, search) and (hit := _hit(resource, search, used.get(resource.id, []), now))
    ]
    return sorted(hits, key=lambda hit: (len(hit.misses), hit.resource.capacity or 0, fold(hit.resource.title)))


def _span(slot: Slot) -> Slot:
    """All that is looked at: an hour earlier up to the next day, with the longest buffers there are."""
    longest = timedelta(minutes=MOST["buffer"])
    return Slot(slot.starts_at - HOUR - longest, slot.ends_at + DAY + HOUR + longest)


def _is_meant(resource: Resource, search: Search) -> bool:
    """Kind, district and words are no matter of nearly."""
    district = str(resource.place.district_number) if resource.place else ""
    told = fold(f"{resource.title} {resource.owner.name} {resource.place.name if resource.place else ''}")
    return (
        search.kind in {"", resource.kind}
        and (not search.districts or district in search.districts)
        and all(word in told for word in words(search.text))
    )


def _hit(resource: Resource, search: Search, used: Sequence[Use], now: datetime) -> Hit | None:
    misses = list(_misses(resource, search))
    if len(misses) > 1:
        return None
    if search.slot is None:
        return Hit(resource, None, misses) if not misses or search.people or search.features else None
    why = rules.problem(resource, search.slot, search.quantity, used, now)
    if why is None:
        return Hit(resource, search.slot, misses)
    if misses:
        return None
    for step, near in _near(search.slot):
        if rules.allows(resource, near, search.quantity, used, now):
            return Hit(resource, near, [(why, step)])
    return None


def _misses(resource: Resource, search: Search) -> Iterator[tuple[str, str]]:
    if search.people and (resource.capacity or 0) < search.people:
        too_small = (resource.capacity or 0) < search.people * SMALLEST_SHARE
        yield ("smaller", str(resource.capacity or 0))
        if too_small:
            yield ("smaller", "")
    if search.is_step_free and resource.wheelchair != "yes":
        yield ("wheelchair", resource.wheelchair)
    yield from (("feature", feature) for feature in search.features if feature not in resource.features)


def _near(slot: Slot) -> list[tuple[str, Slot]]:
    next_day = clock.from_local(clock.to_local(slot.starts_at) + DAY)
    return [
        ("earlier", slot.moved(-HOUR)),
        ("later", slot.moved(HOUR)),
        ("next_day", Slot(next_day, next_day + (slot.ends_at - slot.starts_at))),
    ]
