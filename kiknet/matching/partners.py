"""Who suits us, and who suits an idea? Organisations side by side: what one needs and the other has, and what both do.

Pure and deterministic, and never by faith, nationality or legal status.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiknet.matching.judge import TOLD_FROM, Reason

POINTS = {"listings": 40, "together": 20, "fields": 15, "audience": 10, "language": 10, "district": 5}
IDEA_POINTS = {"offers": 50, "fields": 25, "audience": 15, "district": 10}
FULL_FIELDS, FULL_AUDIENCES, FULL_LANGUAGES, FULL_TOGETHER = 3, 2, 2, 2
EVERYONE, COMMON = "everyone", "de"
Part = tuple[str, float, dict[str, Any]]
Named = tuple[str, str]
"""The title of something, and which it is."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """What is compared of an organisation, or of an idea."""

    id: int
    fields: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fit:
    """Something of theirs that fits something of ours, by the titles of both, and which entries these are.

    What has no entry of its own has "" for one.
    """

    score: int
    theirs: str
    ours: str
    their_entry: str = ""
    our_entry: str = ""


@dataclass(frozen=True)
class Partner:
    """An organisation that suits, with points from 0 to 100 and the reasons. `is_asked_for`: it has what is needed."""

    id: int
    score: int
    reasons: tuple[Reason, ...] = field(default=())
    is_asked_for: bool = False


def compare(ours: Side, theirs: Side, fits: Sequence[Fit] = (), together: Sequence[Named] = ()) -> Partner:
    """`fits` are matches between listings of the two, the best first; `together` is what both have done already."""
    parts: list[Part] = [
        _fitting("listings", fits),
        ("together", min(1.0, len(together) / FULL_TOGETHER), {"done": list(together)}),
        _shared("language", ours.languages - {COMMON}, theirs.languages - {COMMON}, FULL_LANGUAGES),
        *_alike(ours, theirs),
    ]
    return _weighed(theirs.id, parts, POINTS, fits)


def answer(idea: Side, theirs: Side, fits: Sequence[Fit] = ()) -> Partner:
    """How an organisation suits an idea; `fits` is what it offers of what is needed, the best first."""
    return _weighed(theirs.id, [_fitting("offers", fits), *_alike(idea, theirs)], IDEA_POINTS, fits)


def rank(
    ours: Side, others: Sequence[Side], fits: Mapping[int, list[Fit]], together: Mapping[int, list[Named]]
) -> list[Partner]:
    """Those with whom there is anything in common: first who has what is needed today, then by points."""
    found = [compare(ours, one, fits.get(one.id, ()), together.get(one.id, ())) for one in others if one.id != ours.id]
    return in_order(found)


def in_order(found: Sequence[Partner]) -> list[Partner]:
    return sorted((one for one in found if one.reasons), key=lambda one: (not one.is_asked_for, -one.score, one.id))


def _alike(ours: Side, theirs: Side) -> list[Part]:
    return [
        _shared("fields", ours.fields, theirs.fields, FULL_FIELDS),
        _shared("audience", ours.audiences - {EVERYONE}, theirs.audiences - {EVERYONE}, FULL_AUDIENCES),
        _shared("district", ours.districts, theirs.districts, 1),
    ]


def _fitting(name: str, fits: Sequence[Fit]) -> Part:
    pairs = [[[fit.theirs, fit.their_entry], [fit.ours, fit.our_entry]] for fit in fits]
    return name, fits[0].score / 100 if fits else 0.0, {"pairs": pairs}


def _weighed(number: int, parts: Sequence[Part], points: Mapping[str, int], fits: Sequence[Fit]) -> Partner:
    reasons = tuple(
        Reason(name, round(points[name] * share), points[name], params) for name, share, params in parts if share > 0
    )
    score = int(sum(points[name] * share for name, share, _ in parts))
    return Partner(number, score, reasons, is_asked_for=bool(fits) and fits[0].score >= TOLD_FROM)


def _shared(name: str, one: frozenset[str], other: frozenset[str], full: int) -> Part:
    """Nothing when one of the two does not say."""
    both = sorted(one & other)
    return name, min(1.0, len(both) / min(full, len(one))) if both else 0.0, {"codes": both}
