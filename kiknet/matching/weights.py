"""What counts for which kind of listing."""

from collections.abc import Iterable, Mapping
from functools import cache

from kiknet.matching.lexicon import known

POINTS = {"topic": 30, "language": 25, "time": 20, "district": 10, "audience": 10, "freshness": 5}

_DOING = {"deeds": 1.0, "fields": 0.9, "things": 0.7, "places": 0.3, "forms": 0.4, "who": 0.3, "features": 0.2}
_HAVING = {"things": 1.0, "deeds": 0.4, "fields": 0.3, "places": 0.3, "forms": 0.2, "who": 0.2, "features": 0.3}
_FACETS: Mapping[str, Mapping[str, float]] = {
    "room": {"places": 1.0, "features": 0.6, "things": 0.6, "deeds": 0.6, "fields": 0.4, "forms": 0.6, "who": 0.2},
    "furniture": _HAVING,
    "equipment": _HAVING,
    "transport": {**_HAVING, "deeds": 1.0},
    "know_how": {**_DOING, "fields": 1.0, "forms": 0.2},
    "speaker": {**_DOING, "fields": 1.0, "forms": 0.2},
    "language_partner": {
        "deeds": 0.4,
        "fields": 0.4,
        "things": 0.3,
        "places": 0.3,
        "forms": 0.3,
        "who": 0.6,
        "features": 0.2,
    },
    "interpreter": {**_DOING, "deeds": 0.6, "who": 0.4},
    "volunteer": _DOING,
    "cooperation_partner": {**_DOING, "forms": 0.7},
    "other": {**_HAVING, "deeds": 0.9, "fields": 0.9, "forms": 0.7},
}

IMPLIED: Mapping[str, frozenset[str]] = {
    "interpreter": frozenset({"translate"}),
    "language_partner": frozenset({"talk_practice", "tandem", "language_course"}),
    "speaker": frozenset({"talk", "workshop"}),
    "furniture": frozenset({"furniture"}),
}
"""What the kind says by itself tells no two listings of it apart."""

_CLOSE, _NEAR, _FAR = 0.95, 0.75, 0.6
RELATED: Mapping[frozenset[str], float] = {
    frozenset({"equipment", "furniture"}): _CLOSE,
    frozenset({"know_how", "speaker"}): _CLOSE,
    frozenset({"know_how", "volunteer"}): _NEAR,
    frozenset({"know_how", "cooperation_partner"}): _NEAR,
    frozenset({"volunteer", "language_partner"}): _NEAR,
    frozenset({"volunteer", "interpreter"}): _NEAR,
    frozenset({"volunteer", "transport"}): _NEAR,
    frozenset({"volunteer", "cooperation_partner"}): _NEAR,
    frozenset({"volunteer", "speaker"}): _FAR,
    frozenset({"transport", "equipment"}): _NEAR,
    frozenset({"speaker", "cooperation_partner"}): _NEAR,
}
WITH_OTHER, THINGS = 0.75, 0.7
DEEDS = frozenset({"volunteer", "know_how", "speaker", "interpreter", "language_partner", "cooperation_partner"})
FOR_PEOPLE = frozenset({"volunteer", "know_how", "speaker", "cooperation_partner"})
"""Kinds whose audience is whom they are for; a talk over coffee is had with others."""

BASE = {"room": 0.4, "language_partner": 0.48, "interpreter": 0.5, "transport": 0.3}
"""What the kind alone says about the topic: a room is a room. Everything else must be named."""

WHOLE = frozenset({"room", "interpreter", "transport", "equipment", "furniture", "speaker"})
"""Kinds that are needed for the whole of a time, not for an hour of it."""

LENT = frozenset({"room", "equipment", "furniture", "transport"})
"""What comes back, and is in use meanwhile."""

PLACELESS = frozenset({"know_how", "speaker", "interpreter", "transport", "equipment", "furniture", "other"})
FOR_THINGS = frozenset({"furniture", "equipment", "transport", "room", "know_how", "other"})
"""Kinds that somebody fetches, or who comes: another district says nothing; and those no audience is needed for."""


CARRIES_PEOPLE = frozenset({"driving_ride", "minibus", "car", "wheelchair_ride", "trip", "wheelchair"})
CARRIES_THINGS = frozenset({"van", "moving", "trailer", "cargobike"})
BULKY, SMALL = frozenset({"van", "moving", "trailer"}), frozenset({"cargobike", "bicycle"})
ON_THE_MOVE = (CARRIES_PEOPLE | CARRIES_THINGS | {"bicycle"}) - {"wheelchair", "trip"}
"""What helps who needs something taken somewhere, whatever kind it is filed under."""


def carries(concepts: Iterable[str]) -> set[str]:
    """Whether these speak of people or of things on the move, or of both; a family's removal carries no family,
    and who fetches a piano from an old people's home no old people. A wheelchair on a trailer is a thing."""
    named = set(concepts)
    people_move = CARRIES_PEOPLE - ({"wheelchair"} if named & {"trailer", "moving"} else set())
    things = {c for c in named - people_move if c in CARRIES_THINGS or known()[c].facet == "things"}
    drives = people_move - {"driving_ride"} if things else people_move
    people = {c for c in named if c in drives or (known()[c].facet == "who" and not things)}
    return {what for what, those in (("people", people), ("things", things)) if those}


@cache
def weight_of(concept: str, kind: str) -> float:
    return _FACETS[kind].get(known()[concept].facet, 0.3)


def kinship(one: str, other: str, *, is_counted: bool = False) -> float:
    """How much of the score two kinds may reach together; 0 is not compatible.

    `is_counted`: pieces are offered. Who needs somebody to do something, or a room, is not helped by things.
    """
    if other == "other" and is_counted and one in DEEDS | {"transport", "room"}:
        return WITH_OTHER * THINGS
    if one == other:
        return 1.0
    if "other" in (one, other):
        return WITH_OTHER
    return RELATED.get(frozenset({one, other}), 0.0)
