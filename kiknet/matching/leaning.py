"""Whether a text sounds like looking for something or like giving it, by all of its words together.

Every word has points, learned once from texts of both kinds (`tests/matching/learn_leaning.py`, decision 0041); they
come with the program. No word decides alone: "we look for" stands in many offers, "we have" in many needs.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from kiknet.fold import fold
from kiknet.matching.words import is_never

FILE = Path(__file__).with_name("leaning.txt")
ASKED, NUMBER, OF_OTHERS = "?", "0", "~"
"""In place of words: a question mark in any script, any number, a sentence that asks who needs something."""
_NUMBER = re.compile(r"\b\d+\b")
_SENTENCES = re.compile(r"([.:;!?\n؟]+)")
_WHO_NEEDS = re.compile(
    r"\b(?:wer|who|anyone|anybody) (?:(?!uns\b|us\b|mir\b|me\b)\w+ ){0,3}(?:braucht|benotigt|sucht|needs?|could use)\b"
    r"|\bкому (?:\w+ )?(?:потріб|нуж|треба)|\bمن يحتاج|\bkim(?:in)? (?:\w+ ){0,2}ihtiyac"
)


def tokens(title: str, text: str) -> frozenset[str]:
    """What has points, each once: folded words but those of faith, nationality and legal status (decision 0027).

    Of "Who needs chairs?" only counts that others look for something.
    """
    return frozenset(token for token in _tokens(f"{title}. {text}") if not is_never(token))


def _tokens(whole: str) -> Iterator[str]:
    sentence = ""
    for part in (*_SENTENCES.split(whole), "."):
        if not _SENTENCES.match(part):
            sentence = fold(part)
        elif who_needs(sentence):
            yield OF_OTHERS
        else:
            yield from _NUMBER.sub(NUMBER, sentence).split()
            yield from ASKED if "?" in part or "؟" in part else ""


def who_needs(said: str) -> bool:
    """Whether a folded clause asks who needs something: whoever asks so gives."""
    return _WHO_NEEDS.search(said) is not None


@lru_cache(maxsize=20_000)
def points(title: str, text: str) -> float:
    """How much more a text sounds like those that look for something (above 0) than like those that give (below)."""
    known = _tenths()
    return sum(known.get(token, 0) for token in tokens(title, text)) / 10


@cache
def _tenths() -> dict[str, int]:
    """By word; each line of the file has tenths of points and the words that have them: whole, so that sums are."""
    found: dict[str, int] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        tenths, *words = line.split()
        found.update(dict.fromkeys(words, int(tenths)))
    return found
