"""German compounds: which known words a word is made of, and which of them it is about."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.lexicon import HIDDEN, Word, by_beginning, known, likeness

SHORTEST_PART = 3
PREFIXES = frozenset(
    {"ent", "ver", "zer", "ein", "aus", "auf", "her", "hin", "dar", "uber", "miss", "bei", "fort", "los", "vers"}
    | {"ents", "anzu", "abzu", "auszu", "aufzu", "einzu", "umzu", "vorzu", "zuzu", "hinzu"}
)  # fmt: skip
"""Which turn a verb into another one."""
SHORT = 3
ENDINGS = frozenset({"e", "s", "n", "en", "er", "es", "em"})
"""Of words as short as this: a radio is no "Rad"."""
LINKS = ("", "e", "n", "s", "en", "er", "es")
ARABIC_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")
SHORTEST_HEAD = 4
LESSONS = ("kurs", "stunde", "unterricht", "lehrer", "workshop", "training", "treff", "gruppe")
_COMPOUND = re.compile(r"\w+(?:-\w+)*")
_LINK = re.compile(r"\A(?:ungs?|erinnen|erin|innen|s|n)")
"""Between the parts of a compound, or an ending of its own."""
_LETTERS = re.compile(r"[a-z]+\Z")
_VOWEL = re.compile(r"[aeiouy]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


@lru_cache(maxsize=20_000)
def joined(text: str, ends: frozenset[str]) -> str:
    """With what belongs to a thing written together with it: "laptop bags" and "Laptop-Taschen" as "laptoptaschen"."""
    found: list[str] = []
    for word in (fold(written).replace(" ", "") for written in _COMPOUND.findall(text)):
        if word in ends and found and concepts_in(found[-1]):
            found[-1] += word
        else:
            found.append(word)
    return " ".join(found)


@lru_cache(maxsize=20_000)
def modifiers(text: str) -> frozenset[str]:
    """What the first parts of compounds speak of: a walk with dogs, not any walk."""
    found = set[str]()
    for word in fold(text).split():
        spans = _longest(word)
        last, ends, about = max(spans, default=(0, 0, HIDDEN))
        for begin, end, concept in spans:
            is_first = end <= last + 1 or (end + SHORTEST_HEAD <= ends and _are_other_things(concept, about))
            if concept != about and begin < last and is_first:
                found.add(concept)
    return frozenset(found - {HIDDEN})


def _are_other_things(one: str, other: str) -> bool:
    """Of words that share a part: a child's bed and bed linen in "Kinderbettwäsche"."""
    is_named = HIDDEN not in (one, other) and {known()[name].facet for name in (one, other)} == {"things"}
    return is_named and not likeness(one, other)


@lru_cache(maxsize=20_000)
def heads(text: str, silent: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """What a text names only as the beginning of other words, with how those end: a laptop *bag* is no laptop.

    `silent` are the ends that make nothing else of it: a set of chairs is chairs.
    """
    found, itself = dict[str, set[str]](), set[str]()
    for written in _COMPOUND.findall(text):
        word = fold(written).replace(" ", "")
        spans = _longest(word)
        rest = word[max((end for _, end, _ in spans), default=0) :]
        head = _LINK.sub("", rest, count=1)
        is_other = len(head) >= SHORTEST_HEAD and not any(end.startswith(tuple(silent)) for end in (head, rest))
        for _, _, concept in spans:
            if is_other:
                found.setdefault(concept, set()).update((head, rest))
            else:
                itself.add(concept)
    return {concept: frozenset(ends) for concept, ends in found.items() if concept not in itself | {HIDDEN}}


@lru_cache(maxsize=50_000)
def concepts_in(word: str) -> frozenset[str]:
    return frozenset(concept for _, _, concept in _longest(word)) - {HIDDEN}


def _longest(word: str) -> list[tuple[int, int, str]]:
    """The known words in a word, without those hidden in a longer one."""
    spans = [span for form in forms(word) for span in _spans(form)]
    return [one for one in spans if not any(_hides(other, one) for other in spans)]


def _hides(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """The longer word hides those in it; one that means nothing those that begin in it ("gem-einsam-keit"), unless it
    begins in another itself ("schreibti-schlampe-n").
    """
    (b, e, concept), (begin, end, hidden) = one, other
    if hidden == HIDDEN:
        return concept != HIDDEN and b < begin < e
    return (b <= begin and end <= e and e - b > end - begin) or (concept == HIDDEN and b < begin < e)


def forms(word: str) -> Iterator[str]:
    """The word, and in Arabic the word without the article and particles written together with it."""
    yield word
    if _ARABIC.match(word):
        yield from (word.removeprefix(p) for p in ARABIC_ARTICLES if word.startswith(p) and len(word) - len(p) >= 3)


def _spans(word: str) -> Iterator[tuple[int, int, str]]:
    for begin in range(len(word)):
        for known_word in by_beginning().get(word[begin : begin + 2], ()):
            if word.startswith(known_word.text, begin) and _fits(known_word, word, begin):
                yield begin, begin + len(known_word.text), known_word.concept


def _fits(word: Word, text: str, begin: int) -> bool:
    rest = len(text) - begin - len(word.text)
    if begin and word.concept != HIDDEN and not _is_word_part(text[:begin]):
        return False
    if begin and not word.is_inside:
        return word.is_at_end and rest <= word.ending
    if len(word.text) == SHORT and rest and not word.is_inside and _LETTERS.match(text):
        return text[len(word.text) :] in ENDINGS
    return word.is_inside or rest <= word.ending or (word.is_at_end and _goes_on(text[len(word.text) :]))


@lru_cache(maxsize=20_000)
def _goes_on(rest: str) -> bool:
    """Whether a known word follows the first part of a compound: "hund-e-spaziergang", "yoga-kurs"."""
    return rest.startswith(LESSONS) or any(
        known.is_inside and rest.startswith(known.text, len(link))
        for link in LINKS
        if rest.startswith(link)
        for known in by_beginning().get(rest[len(link) : len(link) + 2], ())
    )


def _is_word_part(part: str) -> bool:
    """Whether a compound can begin with it: "ent-wickel-t" is no nappy, "s-child" no child."""
    return len(part) >= SHORTEST_PART and part not in PREFIXES and bool(_VOWEL.search(part))
