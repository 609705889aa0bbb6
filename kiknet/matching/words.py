"""Texts as characters: how alike they are in the pieces of their words, rare pieces counting most."""

import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.wording import sections

FILE = Path(__file__).with_name("silent.txt")
BACKGROUND = Path(__file__).with_name("background.txt")
LENGTH = 4


@lru_cache(maxsize=50_000)
def speaking(word: str) -> bool:
    """Whether a folded word may count: no filler, and nothing of faith, nationality or legal status (decision 0027)."""
    return len(word) > 2 and not word.isdigit() and word not in silent("filler") and not is_never(word)


@lru_cache(maxsize=50_000)
def is_never(word: str) -> bool:
    return any(stem in word if len(stem) >= 5 else word.startswith(stem) for stem in silent("never"))


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    """The character n-grams of a folded word with its borders: "saal" → "_saa", "saal", "aal_"."""
    framed = f"_{word}_"
    return tuple(framed[i : i + LENGTH] for i in range(max(1, len(framed) - LENGTH + 1)))


SAID, KNOWN, HEAD = 0.3, 0.5, 0.3
ALIKE = 0.5


@lru_cache(maxsize=100_000)
def _share(word: str, piece: str) -> float:
    """Less for what the concepts count already, little for who it is for and for heads of compounds ("-gerät")."""
    found = concepts.mentions(word).found
    is_general = all(lexicon.known()[c].facet in {"who", "forms"} or lexicon.is_broad(c) for c in found)
    counted = 1.0 if not found else SAID if is_general else KNOWN
    return counted * (HEAD if piece in _heads() else 1.0)


@cache
def _heads() -> frozenset[str]:
    return frozenset(piece for head in silent("heads") for piece in pieces(head) if not piece.startswith("_"))


def vector(parts: Iterable[tuple[str, float]], rarity: "Rarity") -> dict[str, float]:
    """The pieces of weighted texts with their weights, of length 1."""
    found: dict[str, float] = {}
    for text, weight in parts:
        for word in set(fold(text).split()):
            if speaking(word):
                for piece in pieces(word):
                    found[piece] = max(found.get(piece, 0.0), weight * _share(word, piece))
    weighted = {piece: weight * rarity.of(piece) for piece, weight in found.items()}
    length = math.sqrt(sum(weight * weight for weight in weighted.values()))
    return {piece: weight / length for piece, weight in weighted.items()} if length else {}


@lru_cache(maxsize=50_000)
def resembles(one: str, other: str) -> bool:
    """Whether the shorter of two folded words is mostly in the other: "datei" and "mitgliederdatei"."""
    mine, theirs = set(pieces(one)), set(pieces(other))
    return len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


def are_alike(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether these ends of compounds can mean the same: who teaches may be called trainer or coach."""
    doers = tuple(silent("doers"))
    return any(
        resembles(one, other) or (one.startswith(doers) and other.startswith(doers)) for one in some for other in others
    )


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * large[piece] for piece, weight in small.items() if piece in large)


class Rarity:
    """How rare a piece is among many texts."""

    def __init__(self, counts: Mapping[str, int], texts: int) -> None:
        self._counts, self._texts = counts, texts

    @classmethod
    def built_in(cls) -> "Rarity":
        """Among the sentences of this site and its demo: so the score of a pair depends on the pair alone."""
        counts, texts = dict[str, int](), 0
        for line in BACKGROUND.read_text(encoding="utf-8").splitlines():
            number, *parts = line.split()
            if number == "texts":
                texts = int(parts[0])
            else:
                counts.update(dict.fromkeys(parts, int(number)))
        return cls(counts, texts)

    def of(self, piece: str) -> float:
        return math.log((self._texts + 2) / (self._counts.get(piece, 0) + 1))


def silent(section: str) -> frozenset[str]:
    return sections.words(FILE, section)
