"""Whether a text sounds like looking for something or like giving it, by all that is said in it together.

Words, what they begin with, neighbours, what stands in a question and phrases have points, learned once from texts of
both kinds (`tests/matching/learn_leaning.py`, decision 0041); they come with the program. Nothing decides alone: "we
look for" stands in many offers, "we have" in many needs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from kiknet.fold import fold
from kiknet.matching.said import signs
from kiknet.matching.words import is_never

FILE = Path(__file__).with_name("leaning.txt")
ASKED, NUMBER, OF_OTHERS = "?", "0", "~"
"""In place of words: a question mark in any script, any number, a sentence that asks who needs something."""
STEM = 6
"""Letters of a word's beginning."""
TOGETHER, FEW = 8.0, 24
"""How much all words count together, against one phrase; of fewer signs than these nothing is made out."""
_NUMBER = re.compile(r"\b\d+\b")
_SENTENCES = re.compile(r"([.:;!?\n؟]+)")


def heard(title: str, text: str, kind: str) -> dict[str, float]:
    """How much each sign counts: a phrase 1, a word less in a long text, so that stories do not sound surer.

    Words of faith, nationality and legal status are no signs (decision 0027).
    """
    words = tokens(title, text)
    return dict.fromkeys(words, _share(words)) | dict.fromkeys(signs.signs(title, text, kind), 1.0)


def tokens(title: str, text: str) -> frozenset[str]:
    """Folded words, their beginnings and neighbours, and what stands in a question, each once.

    Of "Who needs chairs?" only counts that others look for something.
    """
    return frozenset(_tokens(f"{title}. {text}"))


def _tokens(whole: str) -> Iterator[str]:
    sentence = ""
    for part in (*_SENTENCES.split(whole), "."):
        if not _SENTENCES.match(part):
            sentence = fold(part)
        elif signs.who_needs(sentence):
            yield OF_OTHERS
        else:
            said = [word for word in _NUMBER.sub(NUMBER, sentence).split() if not is_never(word)]
            yield from _of(said, is_question="?" in part or "؟" in part)


def _of(sentence: Sequence[str], *, is_question: bool) -> Iterator[str]:
    yield from sentence
    yield from (f"{word[:STEM]}…" for word in sentence if len(word) > STEM)
    yield from (f"{one}_{other}" for one, other in pairwise(sentence))
    if is_question:
        yield ASKED
        yield from (f"{word}?" for word in sentence)


def _share(words: frozenset[str]) -> float:
    return TOGETHER / sqrt(len(words)) if len(words) >= FEW else 0.0


def has_many_words(title: str, text: str) -> bool:
    """Whether there are enough words for them to say something together."""
    return len(tokens(title, text)) >= FEW


@lru_cache(maxsize=20_000)
def points(title: str, text: str, kind: str) -> float:
    """How much more a text sounds like those that look for something (above 0) than like those that give (below)."""
    known, words = _tenths(), tokens(title, text)
    phrases = signs.signs(title, text, kind)
    return (_sum(known, words) * _share(words) + _sum(known, phrases)) / 10


def _sum(known: Mapping[str, int], signs: frozenset[str]) -> int:
    return sum(known.get(sign, 0) for sign in signs)


@cache
def _tenths() -> dict[str, int]:
    """By sign; each line of the file has tenths of points and the signs that have them: whole, so that sums are."""
    found: dict[str, int] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        tenths, *signs = line.split()
        found.update(dict.fromkeys(signs, int(tenths)))
    return found
