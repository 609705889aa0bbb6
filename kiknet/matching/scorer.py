"""The seam: how much what somebody needs is what somebody offers, read from texts, tags and features.

Whatever replaces `WordScorer` keeps `Scorer`: the rest of matching knows only `Likeness`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from kiknet.fold import fold
from kiknet.matching import concepts, tongues, words
from kiknet.matching.entry import Entry
from kiknet.matching.weights import DEEDS, IMPLIED, VEHICLES, carries, weight_of

TITLE, TAG, REASON, TEXT = 1.0, 1.0, 0.6, 0.5
_WORD = re.compile(r"\w+")
_WHY = re.compile(r"\s(?:für|fürs|zum|zur|beim|mit|im|in|an|am|auf|for|with|для|з|с|من|مع)\s", re.IGNORECASE)
_OF = re.compile(r"\s(?:von|vom|für|fürs|mit|zum|zur|bei|beim|im|in|ins|über|of|for|with|in)\s", re.IGNORECASE)
FULL_MASS = 0.6
"""This much of what is needed must be found for the concepts alone to be sure."""
COSINE_NONE, COSINE_FULL = 0.07, 0.5
NEEDED, OFFERED = 0.6, 0.4
WHAT_FOR = 0.2
ASIDE = 0.2
BY_THE_WAY = 0.8
"""What is only mentioned in an offer's text, not in its title or tags."""
WORDS_ALONE, WORDS_BESIDE = 0.75, 0.6
"""How far alike words are believed: where the vocabulary knows neither or only one, and where it has judged both."""
DENIED = 0.3
SOMETHING_ELSE = 0.4
"""Both name what they mean, and not the same: shoes for football and shoes for ballet."""
PRECISE = frozenset({"things", "deeds", "fields"})
PRECISE_OF_THINGS = PRECISE | {"features"}
THINGS = frozenset({"furniture", "equipment"})
GOODS = THINGS | {"other"}
LESSONS = frozenset({"homework", "tutoring", "course", "language_course", "exam"})
LOOSE = frozenset({"talk", "workshop", "course", "meeting", "accompany"})
ANSWERED_FROM = 0.35
SAME_FROM = 0.7
SHARED_FROM = 0.5
MOST_KEPT = 5_000
SAID_CLOSER, CLOSER = 0.3, 0.5


@dataclass(frozen=True)
class Likeness:
    """From 0 (nothing in common) to 1, and what a sentence can say of it: concepts, and words both have.

    `has_asked` and `has_named`: whether need and offer name anything; `carries` is only for transports.
    """

    credit: float
    shared: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    has_asked: bool = True
    has_named: bool = True
    carries: float | None = None


class Scorer(Protocol):
    """Compares what two entries are about, deterministically."""

    def likeness(self, need: Entry, offer: Entry) -> Likeness: ...


@dataclass(frozen=True)
class Profile:
    """What an entry is about, read once. `named` in its title, precisely; `taught` are languages as a subject."""

    concepts: Mapping[str, float]
    main: Mapping[str, float]
    denied: frozenset[str]
    wider: frozenset[str]
    titled: frozenset[str]
    named: frozenset[str]
    bound: frozenset[str]
    belonging: frozenset[str]
    implied: Mapping[str, float]
    taught: frozenset[str]
    pieces: Mapping[str, float]
    words: Mapping[str, str]
    aside: frozenset[str] = frozenset()

    def outspoken(self) -> "Profile":
        """With what its kind says by itself: that counts beside another kind."""
        if not self.implied:
            return self
        return replace(
            self,
            concepts={**self.concepts, **self.implied},
            main={**self.main, **self.implied},
            titled=self.titled | self.implied.keys(),
        )

    def besides(self, other: "Profile") -> "Profile":
        """Beside another: a laptop bag is no laptop, though it is a laptop bag."""
        aside = self.belonging - other.belonging
        if not aside:
            return self
        return replace(self, aside=aside, titled=self.titled - aside, named=self.named - aside)

    def certainty(self, sought: str, found: str) -> float:
        """How much it means to find a concept here: less in passing, less when something closer is said of it."""
        closer = CLOSER if found in self.wider and found != sought else 1.0
        return closer * self.meant(found) * (1.0 if found in self.main else BY_THE_WAY)

    def meant(self, name: str) -> float:
        """Less for what is named only because something belongs to it."""
        return ASIDE if name in self.aside else 1.0


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
            found = self._profiles[entry] = self._read(entry)
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
        if credit and (_is_else(asked, given) or (need.kind in DEEDS and _is_bound_else(given, asked))):
            credit *= SOMETHING_ELSE
        if {need.kind, offer.kind} == {"transport", "equipment"} and not VEHICLES & _equipment(
            asked, given, need
        ).keys():
            credit *= DENIED
        denied = tuple(sorted(c for c in asked.main if c in given.denied))
        return Likeness(
            credit=credit * DENIED if denied else credit,
            shared=_said_aloud(shared, asked, given),
            words=tuple(asked.words[word] for word in sorted(asked.words.keys() & given.words.keys())),
            denied=denied,
            has_asked=bool(asked.main),
            has_named=bool(given.concepts),
            carries=_carrying(asked, given),
        )

    def _read(self, entry: Entry) -> Profile:
        parts = _parts(entry)
        found: dict[str, float] = {}
        denied = set[str]()
        for text, weight in parts:
            mentioned = concepts.mentions(text)
            denied |= mentioned.denied
            for concept in mentioned.found:
                found[concept] = max(found.get(concept, 0.0), weight)
        wider = concepts.wider_among(found)
        weighted = {
            c: found[c] * weight_of(c, entry.kind) * (SAID_CLOSER if c in wider else 1)
            for c in sorted(found.keys() - IMPLIED.get(entry.kind, frozenset()))
        }
        return Profile(
            concepts=weighted,
            main={c: w for c, w in weighted.items() if found[c] >= REASON} or weighted,
            denied=frozenset(denied - found.keys()),
            wider=wider,
            titled=frozenset(c for c in weighted if found[c] >= TITLE),
            named=frozenset(c for c in weighted.keys() - wider if found[c] >= TITLE and _is_precise(c, entry.kind)),
            bound=frozenset(c for c in _limits(entry.title) if _is_precise(c, entry.kind) or _is_occasion(c)),
            belonging=_belonging(entry),
            implied={c: weight_of(c, "volunteer") for c in sorted(found.keys() & IMPLIED.get(entry.kind, frozenset()))},
            taught=frozenset(tongues.named(entry.title) if LESSONS & found.keys() else ()),
            pieces=words.vector(_said_of(entry, parts), self._rarity),
            words=_as_written(text for text, _ in parts),
        )


def _as_written(texts: Iterable[str]) -> dict[str, str]:
    """The words that may count, folded, with how they were written first."""
    found: dict[str, str] = {}
    for text in texts:
        for written in _WORD.findall(text):
            word = fold(written)
            if words.speaking(word):
                found.setdefault(word, written)
    return found


def _parts(entry: Entry) -> list[tuple[str, float]]:
    tags = [(tag.replace("_", " "), TAG) for tag in (*entry.topics, *entry.features)]
    return [*_of_title(entry.title), *tags, (entry.text, TEXT)]


@lru_cache(maxsize=20_000)
def _of_title(title: str) -> list[tuple[str, float]]:
    """A chair "for the party": the party is why, not what, unless nothing else is named. A talk "on" taxes is taxes."""
    what, *why = _WHY.split(title, maxsplit=1)
    if why and any(not _is_form(name) for name in concepts.mentions(what).found):
        return [(what, TITLE), (why[0], REASON)]
    return [(title, TITLE)]


def _said_of(entry: Entry, parts: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Of a thing, what it is for says little: tents for the camp are not garden chairs for the camp."""
    least = WHAT_FOR if entry.kind in GOODS else REASON
    return [(text, least if weight == REASON else weight) for text, weight in parts]


def _belonging(entry: Entry) -> frozenset[str]:
    if entry.kind not in GOODS:
        return frozenset()
    elsewhere = concepts.mentions(" ".join((*entry.topics, *entry.features, entry.text))).found
    return concepts.belonging(entry.title, words.silent("collective") | words.silent("heads")) - elsewhere


@lru_cache(maxsize=20_000)
def _limits(title: str) -> frozenset[str]:
    """What a title limits its subject to: care "of fruit trees", a walk "with dogs", a "dog walk"."""
    what, *of = _OF.split(title, maxsplit=1)
    if of and concepts.mentions(what).found:
        return concepts.modifiers(what) | concepts.mentions(of[0]).found
    return concepts.modifiers(title)


def _equipment(asked: Profile, given: Profile, need: Entry) -> Mapping[str, float]:
    return asked.concepts if need.kind == "equipment" else given.concepts


def _carrying(asked: Profile, given: Profile) -> float | None:
    """Of two transports: more when both carry people or both carry things, nothing when one does this, one that."""
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
        alike = one.meant(concept) * max(concepts.likeness(concept, c) * by.certainty(concept, c) for c in by.concepts)
        total, found = total + weight, found + weight * alike
        if alike >= SHARED_FROM:
            shared.append((weight, concept))
    return (found / total if total else 0.0), found, _telling(shared)


def _is_form(concept: str) -> bool:
    """A talk, a course, a lesson: what it is about still has to be said."""
    return concept in LESSONS or concepts.known()[concept].facet == "forms"


def _is_precise(concept: str, kind: str) -> bool:
    return concepts.known()[concept].facet in (PRECISE_OF_THINGS if kind in THINGS else PRECISE)


def _is_occasion(concept: str) -> bool:
    return concepts.known()[concept].facet == "forms" and concept not in LOOSE


def _is_else(asked: Profile, given: Profile) -> bool:
    """Whether both name something precise and it is not the same; a drill "for the shelves" is not about shelves."""
    return _names_else(asked, given) and (_names_else(given, asked) or _is_aside(given, asked))


def _is_aside(given: Profile, asked: Profile) -> bool:
    """Whether what the offer names is in the need, but only in passing."""
    return bool(given.named) and all(
        concepts.likeness(name, c) < ANSWERED_FROM for name in given.named for c in asked.titled
    )


def _is_bound_else(given: Profile, asked: Profile) -> bool:
    """Whether the offer's title limits what it is about to something the need has nothing to do with."""
    return bool(given.bound and asked.main) and not any(
        concepts.likeness(name, c) >= (ANSWERED_FROM if c in asked.main else SAME_FROM)
        for name in given.bound
        for c in asked.concepts
    )


def _names_else(one: Profile, other: Profile) -> bool:
    """Whether the title of one names something precise that the other knows nothing of."""
    if one.taught - other.taught:
        return True
    unanswered = (all(concepts.likeness(name, c) < ANSWERED_FROM for c in other.concepts) for name in one.named)
    return bool(other.concepts) and any(unanswered)


def _telling(shared: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """What a sentence names, the most important first: nothing twice, and not whom it is for, which has its own."""
    wider = concepts.wider_among(name for _, name in shared)
    named = [one for one in shared if one[1] not in wider and concepts.known()[one[1]].facet != "who"]
    return tuple(name for _, name in sorted(named, key=lambda one: (-one[0], one[1])))
