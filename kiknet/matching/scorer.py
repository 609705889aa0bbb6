"""The seam: how much what somebody needs is what somebody offers, read from texts, tags and features.

Whatever replaces `WordScorer` keeps `Scorer`: the rest of matching knows only `Likeness`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiknet.matching import concepts, differences, lexicon, profiles, words
from kiknet.matching.entry import Entry
from kiknet.matching.profiles import Profile
from kiknet.matching.weights import BULKY, DEEDS, FOR_PEOPLE, ON_THE_MOVE, SMALL, carries

FULL_MASS = 0.6
"""This much of what is needed must be found for the concepts alone to be sure."""
COSINE_NONE, COSINE_FULL = 0.07, 0.5
NEEDED, OFFERED = 0.6, 0.4
WORDS_ALONE, WORDS_BESIDE = 0.75, 0.6
"""How far alike words are believed: where the vocabulary knows neither or only one, and where it has judged both."""
DENIED = 0.3
SOMETHING_ELSE = 0.4
"""Both name what they mean, and not the same: shoes for football and shoes for ballet."""
HELP = frozenset({"volunteer", "know_how"})
SHARED_FROM = 0.5
MOST_KEPT = 5_000


PLAIN_ROOMS = frozenset({"meetingroom", "classroom", "hall", "cafe_room", "teakitchen"})
OF_THEIR_OWN = frozenset(
    {"sport", "music", "dance", "theater", "crafts", "cooking", "party", "instrument", "health", "repair"}
)
"""What needs a room of its own kind."""


@dataclass(frozen=True)
class Likeness:
    """From 0 (nothing in common) to 1, and what a sentence can say of it: concepts, and words both have.

    `has_asked` and `has_named`: whether need and offer name anything; `carries` is only for transports, `is_plain` for
    rooms in which one sits and talks, and nothing else is needed.
    """

    credit: float
    shared: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    has_asked: bool = True
    has_named: bool = True
    carries: float | None = None
    is_plain: bool = False


class Scorer(Protocol):
    """Compares what two entries are about, deterministically."""

    def likeness(self, need: Entry, offer: Entry) -> Likeness: ...


class WordScorer:
    """Concepts of a vocabulary in six languages, and character n-grams weighted by how rare they are."""

    def __init__(self, rarity: words.Rarity | None = None) -> None:
        self._rarity = rarity or words.Rarity.built_in()
        self._profiles: dict[Entry, Profile] = {}

    def profile(self, entry: Entry) -> Profile:
        found = self._profiles.get(entry)
        if found is None:
            if len(self._profiles) >= MOST_KEPT:
                self._profiles.clear()
            found = self._profiles[entry] = profiles.read(entry, self._rarity)
        return found

    def likeness(self, need: Entry, offer: Entry) -> Likeness:
        asked, given = self.profile(need), self.profile(offer)
        if need.kind != offer.kind:
            asked, given = asked.outspoken(), given.outspoken()
        asked, given = asked.besides(given), given.besides(asked)
        by_concept, shared = _overlap(asked, given)
        cosine = words.cosine(asked.pieces, given.pieces)
        by_words = min(1.0, max(0.0, cosine - COSINE_NONE) / (COSINE_FULL - COSINE_NONE))
        trusted = WORDS_BESIDE if asked.main or given.main else WORDS_ALONE
        credit = 1 - (1 - by_concept) * (1 - trusted * by_words)
        credit *= _same_thing(need, offer, asked, given)
        denied = tuple(sorted(_denied(asked.concepts, given.denied) | _denied(given.titled, asked.denied)))
        return Likeness(
            credit=credit * DENIED if denied else credit,
            shared=_said_aloud(shared, asked, given),
            words=tuple(asked.words[word] for word in sorted(asked.words.keys() & given.words.keys())),
            denied=denied,
            has_asked=bool(asked.main),
            has_named=bool(given.concepts),
            carries=_carrying(asked, given),
            is_plain=need.kind == offer.kind == "room" and _is_plain(asked, offer),
        )


def _denied(names: Iterable[str], shut: Iterable[str]) -> set[str]:
    """Who takes no music takes no choir."""
    return {name for name in names if any(name == one or one in lexicon.wider_of(name) for one in shut)}


def _same_thing(need: Entry, offer: Entry, asked: Profile, given: Profile) -> float:
    """Little, where it is something else they speak of, or where neither vehicle nor ride is offered for a ride."""
    is_limited = need.kind in DEEDS and differences.is_bound_else(given, asked)
    is_other_deed = need.kind in HELP and differences.does_else(asked, given)
    is_other = (
        differences.repairs_else(asked, given)
        or differences.repairs_other_things(asked, given)
        or differences.is_else(asked, given, is_deed=need.kind in FOR_PEOPLE | {"transport", "other"})
    )
    same = SOMETHING_ELSE if is_limited or is_other_deed or is_other else 1.0
    if need.kind == offer.kind or "transport" not in {need.kind, offer.kind}:
        return same
    other = given if need.kind == "transport" else asked
    return same if ON_THE_MOVE & other.concepts.keys() else same * DENIED


def _is_plain(asked: Profile, offer: Entry) -> bool:
    """Whether a room to meet in is needed, and offered: no workshop, no kitchen, nothing loud.

    A hall that has a kitchen and a stage is still a hall.
    """
    given = concepts.mentions(offer.title).found
    rooms = {name for name in (*asked.concepts, *given) if lexicon.known()[name].facet == "places"}
    spoken_of = {wider for name in (*asked.concepts, *given) for wider in (name, *lexicon.wider_of(name))}
    return rooms <= PLAIN_ROOMS and not spoken_of & OF_THEIR_OWN


def _carrying(asked: Profile, given: Profile) -> float | None:
    """Of two transports: more when both carry people or both carry things, nothing when one does this, one that.

    A cargo bike is no van.
    """
    vehicles = given.titled & ON_THE_MOVE
    if BULKY & asked.titled and vehicles and vehicles <= SMALL:
        return 0.0
    one, other = (carries(each.titled) or carries(each.concepts) for each in (asked, given))
    if not one or not other:
        return None
    return 1.6 if one & other else 0.0


def _said_aloud(shared: Iterable[str], asked: Profile, given: Profile) -> tuple[str, ...]:
    """Of what both speak of, what at least one of them names in its title or tags: the rest would sound far-fetched."""
    return tuple(name for name in shared if name in asked.main or name in given.main)


def _overlap(asked: Profile, given: Profile) -> tuple[float, tuple[str, ...]]:
    """How much of what is needed is offered, a little of the other way round, and what carried it."""
    if not asked.concepts or not given.concepts:
        return 0.0, ()
    covered, mass, shared = _covered(asked, asked.concepts, given)
    back, _, _ = _covered(given, given.main, asked)
    return (NEEDED * covered + OFFERED * back) * min(1.0, mass / FULL_MASS), shared


def _covered(one: Profile, these: Mapping[str, float], by: Profile) -> tuple[float, float, tuple[str, ...]]:
    """The share of `these` concepts of `one` found in `by`, its mass, and the concepts found."""
    total = found = 0.0
    shared = []
    for concept, weight in these.items():
        alike = one.meant(concept) * max(lexicon.likeness(concept, c) * by.certainty(concept, c) for c in by.concepts)
        total, found = total + weight, found + weight * alike
        if alike >= SHARED_FROM:
            shared.append((weight, concept))
    return (found / total if total else 0.0), found, _telling(shared)


def _telling(shared: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """What a sentence names, the most important first: nothing twice, and not whom it is for, which has its own."""
    wider = lexicon.wider_among(name for _, name in shared)
    named = [one for one in shared if one[1] not in wider and lexicon.known()[one[1]].facet != "who"]
    return tuple(name for _, name in sorted(named, key=lambda one: (-one[0], one[1])))
