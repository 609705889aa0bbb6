"""Who suits us? Organisations side by side: what one looks for and the other has, and what both work on. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kiknet.matching.judge import Reason

POINTS = {"listings": 40, "fields": 25, "audience": 15, "language": 10, "district": 10}
FULL_FIELDS, FULL_AUDIENCES, FULL_LANGUAGES = 3, 2, 2
EVERYONE, COMMON = "everyone", "de"
Part = tuple[str, float | None, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Side:
    """What is compared of an organisation."""

    id: int
    fields: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Partner:
    """An organisation that suits, with points from 0 to 100 and the reasons."""

    id: int
    score: int
    reasons: tuple[Reason, ...] = field(default=())


def compare(ours: Side, theirs: Side, best: Sequence[int] = ()) -> Partner:
    """`best` are the scores of matches between listings of the two, the best first.

    What one of the two does not say is left out; deterministic, and never by faith, nationality or legal status.
    """
    parts: list[Part] = [
        ("listings", max(best) / 100 if best else None, {"number": len(best)}),
        _shared("fields", ours.fields, theirs.fields, FULL_FIELDS),
        _shared("audience", ours.audiences - {EVERYONE}, theirs.audiences - {EVERYONE}, FULL_AUDIENCES),
        _shared("language", ours.languages - {COMMON}, theirs.languages - {COMMON}, FULL_LANGUAGES),
        _shared("district", ours.districts, theirs.districts, 1),
    ]
    said = [(name, share, params) for name, share, params in parts if share is not None]
    most = sum(POINTS[name] for name in POINTS if name != "listings" or best)
    got = sum(POINTS[name] * share for name, share, _ in said)
    reasons = tuple(
        Reason(name, round(POINTS[name] * share), POINTS[name], params) for name, share, params in said if share > 0
    )
    return Partner(theirs.id, int(100 * got / most), reasons)


def rank(ours: Side, others: Sequence[Side], best: dict[int, list[int]]) -> list[Partner]:
    """Those with whom there is anything in common, the best first."""
    found = [compare(ours, one, best.get(one.id, ())) for one in others if one.id != ours.id]
    return sorted((one for one in found if one.reasons), key=lambda one: (-one.score, one.id))


def _shared(
    name: str, one: frozenset[str], other: frozenset[str], full: int
) -> tuple[str, float | None, dict[str, object]]:
    if not one or not other:
        return name, None, {}
    both = sorted(one & other)
    return name, min(1.0, len(both) / min(full, len(one))), {"codes": both}
