"""Which new measure an old one may have become (pure): suggestions for the office to decide about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiknet.concept.suggesting import stems

ENOUGH = 0.5
LEAST_WORDS = 0.34
SAME_NUMBER = 0.2
SAME_FIELD = 0.1


@dataclass(frozen=True)
class Item:
    """A measure as it is compared."""

    id: int
    field: str
    number: str
    title: str


def guesses(old: Iterable[Item], new: Iterable[Item]) -> dict[int, int]:
    """Old id → new id, each new one at most once: the likeliest pairs first, equal ones in the order of their ids."""
    said = {item: _words(item.title) for item in (*old, *new)}
    pairs = [(_likeness(a, b, said), a.id, b.id) for a in old for b in new]
    found: dict[int, int] = {}
    taken = set[int]()
    for _likely, a, b in sorted((p for p in pairs if p[0] >= ENOUGH), key=lambda p: (-p[0], p[1], p[2])):
        if a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found


def left_over(
    old: Iterable[Item], new: Iterable[Item], decided: Mapping[int, int | None]
) -> tuple[list[Item], list[Item]]:
    """The old measures nothing became of (or nobody has decided about), and the new ones that come from none."""
    reached = set(decided.values())
    return [item for item in old if decided.get(item.id) is None], [item for item in new if item.id not in reached]


def _likeness(old: Item, new: Item, said: Mapping[Item, frozenset[str]]) -> float:
    """How much alike the words are (Dice: 0 to 1), and a little for the same place in the catalogue."""
    mine, theirs = said[old], said[new]
    alike = 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0
    if old.field != new.field:
        return alike - SAME_FIELD if alike > ENOUGH else 0.0
    return alike + SAME_FIELD + (SAME_NUMBER if old.number == new.number else 0) if alike >= LEAST_WORDS else 0.0


def _words(title: str) -> frozenset[str]:
    return frozenset(stems(title))
