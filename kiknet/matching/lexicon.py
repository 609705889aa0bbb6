"""The words of the matching: concepts, what is a kind of what, and how alike they are (`concepts.txt`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kiknet.fold import fold

FILE = Path(__file__).with_name("concepts.txt")
HIDDEN = "nothing"
SAME_BROAD = 0.8
OTHER_FACET = 0.5
"""Riding a bicycle and a bicycle have to do with each other, but are not offered for each other."""
SHORTEST = 3
"""Letters below which a word has no endings: "PA" is not a pair."""
_LATIN = re.compile(r"[a-z0-9]+\Z")


@dataclass(frozen=True)
class Concept:
    """One idea; `facet` is the section it stands in: things, places, deeds, fields, forms, who or features."""

    name: str
    facet: str
    wider: tuple[str, ...]


class Word(NamedTuple):
    """How a word of the list is found in a word of a text."""

    text: str
    concept: str
    is_inside: bool
    is_at_end: bool
    ending: int


@cache
def known() -> dict[str, Concept]:
    """All concepts by name."""
    return {concept.name: concept for concept, _words in _lines()}


@cache
def is_broad(name: str) -> bool:
    """Whether other concepts are kinds of it: two who say "sport" need not mean the same."""
    return any(name in concept.wider for concept in known().values())


def wider_among(names: Iterable[str]) -> frozenset[str]:
    """Those that others of them are a kind of: who says "football" and "sport" means football."""
    all_names = frozenset(names)
    return all_names & {wider for name in all_names for wider in _line_of(name) if wider != name}


@cache
def likeness(one: str, other: str) -> float:
    """How far `other` answers to `one`: 1 for the same concept (less when it is broad), less for a kind of it.

    "Football" answers to "sport" better than "sport" to "football"; two kinds of the same answer little.
    """
    if one == other:
        return SAME_BROAD if is_broad(one) else 1.0
    first, second = _line_of(one), _line_of(other)
    shared = [first[name] + second[name] for name in first.keys() & second.keys()]
    if not shared:
        return 0.0
    steps = min(shared)
    same_facet = 1.0 if known()[one].facet == known()[other].facet else OTHER_FACET
    if one in second:
        return same_facet * {1: 0.7, 2: 0.5}.get(steps, 0.3)
    if other in first:
        return same_facet * {1: 0.45, 2: 0.3}.get(steps, 0.3)
    return same_facet * (0.3 if steps == 2 else 0.1)


def wider_of(name: str) -> frozenset[str]:
    """What it is a kind of."""
    return frozenset(_line_of(name)) - {name}


@cache
def _line_of(name: str) -> dict[str, int]:
    """A concept and what it is a kind of, with the steps up to it."""
    found = {name: 0}
    for wider in known()[name].wider:
        for ancestor, steps in _line_of(wider).items():
            found[ancestor] = min(found.get(ancestor, 9), steps + 1)
    return found


@cache
def _lines() -> tuple[tuple[Concept, tuple[str, ...]], ...]:
    facet, found = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            facet = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            head, _colon, words = line.partition(":")
            name, _sign, wider = (part.strip() for part in head.partition("<"))
            kinds_of = tuple(part.strip() for part in wider.split(",") if part.strip())
            found.append((Concept(name, facet, kinds_of), tuple(words.split())))
    return tuple(found)


@cache
def by_beginning() -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for word in _all_words():
        if " " not in word.text and word.text:
            found.setdefault(word.text[:2], []).append(word)
    return {beginning: tuple(words) for beginning, words in found.items()}


@cache
def phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word in _all_words():
        if " " in word.text:
            found.setdefault(word.text[:2], []).append((tuple(word.text.split()), word.concept))
    return {beginning: tuple(phrases) for beginning, phrases in found.items()}


def _all_words() -> Iterable[Word]:
    return [_word(written, concept.name) for concept, words in _lines() for written in words]


def _word(written: str, concept: str) -> Word:
    text = fold(written.strip("=~_").replace("_", " "))
    if written.startswith("==") or len(text) < SHORTEST:
        return Word(text, concept, False, False, 0)
    if written.startswith("~"):
        return Word(text, concept, False, True, 2)
    if written.endswith("_"):
        return Word(text, concept, False, False, 4)
    if written.startswith("="):
        return Word(text, concept, False, False, 2)
    if not _LATIN.match(text):
        return Word(text, concept, False, False, 99)
    if len(text) >= 5:
        return Word(text, concept, True, True, 99)
    return Word(text, concept, False, True, 3) if len(text) == 4 else Word(text, concept, False, False, 2)
