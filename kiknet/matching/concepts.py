"""What a text is about: the concepts whose words stand in it, in whichever of the network's languages it is written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kiknet.fold import fold
from kiknet.matching import verbs

FILE = Path(__file__).with_name("concepts.txt")
HIDDEN = "nothing"
DENIALS = frozenset(
    {
        *("kein", "keine", "keinen", "keiner", "keinem", "keinerlei", "ohne", "ausser", "nicht"),
        *("no", "not", "without", "except", "yok", "degil", "haric"),
        *("без", "нема", "немає", "нет", "не", "крім", "кроме", "بدون", "ليس", "لا"),
    }
)
DENIED_WORDS = 2
ONLY = frozenset({"nur", "only", "sadece", "тільки", "только", "فقط"})
"""After a denial these turn it round: "not only chairs"."""
SHUT = frozenset({"verboten", "untersagt", "unerwunscht", "ausgeschlossen"})
NOT_TO_BE = frozenset(
    {"nutzbar", "erlaubt", "gestattet", "vorhanden", "moglich", "verfugbar", "zuganglich", "dabei", "inbegriffen"}
)
SHUT_WORDS = 5
SHORTEST_PART = 3
PREFIXES = frozenset(
    {
        "ent",
        "ver",
        "zer",
        "ein",
        "aus",
        "auf",
        "her",
        "hin",
        "dar",
        "uber",
        "miss",
        "bei",
        "fort",
        "los",
        "vers",
        "ents",
    }
    | {"aus", "anzu", "abzu", "auszu", "aufzu", "einzu", "umzu", "vorzu", "zuzu", "hinzu"}
)
"""Which turn a verb into another one."""
SAME_BROAD = 0.8
OTHER_FACET = 0.5
"""Riding a bicycle and a bicycle have to do with each other, but are not offered for each other."""
ARABIC_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")
_LATIN = re.compile(r"[a-z0-9]+\Z")
SHORTEST_HEAD = 4
_COMPOUND = re.compile(r"\w+(?:-\w+)*")
_VOWEL = re.compile(r"[aeiouy]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PART = re.compile(r"[.,;:!?()\n،؛؟–—]+|\s-\s")
_AND = re.compile(r"\s(?:und|oder|aber)\s")


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


class Mentions(NamedTuple):
    """The concepts a text speaks of, and those it says there are not."""

    found: frozenset[str]
    denied: frozenset[str]


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


@cache
def _line_of(name: str) -> dict[str, int]:
    """A concept and what it is a kind of, with the steps up to it."""
    found = {name: 0}
    for wider in known()[name].wider:
        for ancestor, steps in _line_of(wider).items():
            found[ancestor] = min(found.get(ancestor, 9), steps + 1)
    return found


@lru_cache(maxsize=20_000)
def mentions(text: str) -> Mentions:
    """What `text` speaks of. A concept that is both there and denied counts as there."""
    found, denied = set[str](), set[str]()
    for part in _PART.split(text):
        words = fold(part).split()
        for number, word in enumerate(words):
            here = {*_in_word(word), *_phrases_at(words, number)}
            (denied if _is_denied(words, number) else found).update(here)
        for clause in _AND.split(part):
            found |= {concept for verb in verbs.rejoined(fold(clause).split()) for concept in _in_word(verb)} - denied
    return Mentions(frozenset(found), frozenset(denied - found))


def _is_denied(words: Sequence[str], number: int) -> bool:
    """ "No kitchen", "a kitchen is not to be used", but not "not only a kitchen"."""
    before = words[max(0, number - DENIED_WORDS) : number]
    after = words[number + 1 : number + 1 + SHUT_WORDS]
    if DENIALS.intersection(before) and not ONLY.intersection(before):
        return True
    return bool(SHUT.intersection(after)) or any(
        word == "nicht" and state in NOT_TO_BE for word, state in pairwise(after)
    )


@lru_cache(maxsize=20_000)
def modifiers(text: str) -> frozenset[str]:
    """What the first parts of compounds speak of: a walk with dogs, not any walk."""
    found = set[str]()
    for word in fold(text).split():
        spans = _longest(word)
        last = max((begin for begin, _, _ in spans), default=0)
        found |= {concept for begin, end, concept in spans if begin < last and end <= last + 1}
    return frozenset(found - {HIDDEN})


@lru_cache(maxsize=20_000)
def belonging(text: str, collective: frozenset[str]) -> frozenset[str]:
    """What a text names only for what belongs to it: a laptop bag is no laptop, but a set of chairs is chairs.

    `collective` are the heads of compounds that name a kind of giving or a number of things.
    """
    aside, itself = set[str](), set[str]()
    for written in _COMPOUND.findall(text):
        word = fold(written).replace(" ", "")
        spans = _longest(word)
        last = max((end for _, end, _ in spans), default=0)
        head = word[last:].removeprefix("s").removeprefix("n")
        is_aside = len(head) >= SHORTEST_HEAD and not head.startswith(tuple(collective))
        (aside if is_aside else itself).update(concept for _, _, concept in spans)
    return frozenset(aside - itself)


@lru_cache(maxsize=50_000)
def _in_word(word: str) -> frozenset[str]:
    return frozenset(concept for _, _, concept in _longest(word)) - {HIDDEN}


def _longest(word: str) -> list[tuple[int, int, str]]:
    """The known words in a word, without those hidden in a longer one."""
    spans = [span for form in _forms(word) for span in _spans(form)]
    return [one for one in spans if not any(_hides(other, one) for other in spans)]


def _hides(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """The longer word hides those in it; one that means nothing also those that begin in it ("gem-einsam-keit")."""
    (b, e, concept), (begin, end, _) = one, other
    return (b <= begin and end <= e and e - b > end - begin) or (concept == HIDDEN and b < begin < e)


def _forms(word: str) -> Iterator[str]:
    """The word, and in Arabic the word without the article and particles written together with it."""
    yield word
    if _ARABIC.match(word):
        yield from (word.removeprefix(p) for p in ARABIC_ARTICLES if word.startswith(p) and len(word) - len(p) >= 3)


def _spans(word: str) -> Iterator[tuple[int, int, str]]:
    for begin in range(len(word)):
        for known_word in _by_beginning().get(word[begin : begin + 2], ()):
            if word.startswith(known_word.text, begin) and _fits(known_word, word, begin):
                yield begin, begin + len(known_word.text), known_word.concept


def _fits(word: Word, text: str, begin: int) -> bool:
    rest = len(text) - begin - len(word.text)
    if begin and word.concept != HIDDEN and not _is_word_part(text[:begin]):
        return False
    if begin and not word.is_inside:
        return word.is_at_end and rest <= word.ending
    return word.is_inside or rest <= word.ending


def _is_word_part(part: str) -> bool:
    """Whether a compound can begin with it: "ent-wickel-t" has nothing to do with "wickeln", nor "s-child" with a child."""
    return len(part) >= SHORTEST_PART and part not in PREFIXES and bool(_VOWEL.search(part))


def _phrases_at(words: Sequence[str], number: int) -> Iterator[str]:
    for form in _forms(words[number]):
        for (_first, *others), concept in (p for p in _phrases().get(form[:2], ()) if form.startswith(p[0][0])):
            following = words[number + 1 : number + 1 + len(others)]
            if len(following) == len(others) and all(map(_begins, following, others)):
                yield concept


def _begins(word: str, part: str) -> bool:
    return any(form.startswith(part) for form in _forms(word))


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
def _by_beginning() -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for word in _all_words():
        if " " not in word.text and word.text:
            found.setdefault(word.text[:2], []).append(word)
    return {beginning: tuple(words) for beginning, words in found.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word in _all_words():
        if " " in word.text:
            found.setdefault(word.text[:2], []).append((tuple(word.text.split()), word.concept))
    return {beginning: tuple(phrases) for beginning, phrases in found.items()}


def _all_words() -> Iterable[Word]:
    return [_word(written, concept.name) for concept, words in _lines() for written in words]


def _word(written: str, concept: str) -> Word:
    text = fold(written.strip("=~_").replace("_", " "))
    if written.startswith("=="):
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
