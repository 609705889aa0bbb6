"""How well a language must be spoken and is spoken, where only texts tell: "German at least B2", "my German: A2"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said import hardly
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import FOR_PEOPLE
from kiknet.wording import language_names

ELEMENTARY = tongues.LEVELS["a2"]
_LEVEL = re.compile(r"\b([aаbвcс][12])\b")
_LATIN = str.maketrans("авс", "abc")
_FOR = re.compile(r"\b(?:fur|ab|bis|for|from|до|от|від|для|icin|من)\b")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether somebody speaks a language less well than is asked for."""
    if need.kind not in FOR_PEOPLE | {"interpreter"}:
        return False
    asked = _asked(need)
    given = _given(offer) if asked else {}
    return any(given[code] < level for code, level in asked.items() if code in given)


def elementary(offer: Entry) -> frozenset[str]:
    """Languages of which a text says "A1" or "A2": too little to interpret."""
    return frozenset(code for code, level in _own(offer.title, offer.text) if level <= ELEMENTARY)


def _asked(need: Entry) -> dict[str, int]:
    stated = {tongue.code: _level_of(tongue.level) for tongue in need.languages if tongue.role == "wants"}
    return {code: level for code, level in stated.items() if level} or dict(_at_least(need.title, need.text))


def _given(offer: Entry) -> dict[str, int]:
    stated = {tongue.code: _level_of(tongue.level) for tongue in offer.languages if tongue.role in {"speaks", "offers"}}
    return dict(_own(offer.title, offer.text)) | {code: level for code, level in stated.items() if level}


def _level_of(name: str | None) -> int:
    return tongues.LEVELS.get((name or "").lower(), 0)


@lru_cache(maxsize=20_000)
def _at_least(title: str, text: str) -> tuple[tuple[str, int], ...]:
    return tuple(pair for one in _with_levels(title, text) if section("at_least").search(one) for pair in _levels(one))


@lru_cache(maxsize=20_000)
def _own(title: str, text: str) -> tuple[tuple[str, int], ...]:
    """Of whoever writes it: "from A2" and "for B1" are others."""
    if section("teaches").search(fold(title)):
        return ()
    clauses = [one for one in _with_levels(title, text) if not (_FOR.search(one) or hardly.is_of_others(one))]
    return tuple(pair for one in clauses for pair in _levels(one))


def _with_levels(title: str, text: str) -> Iterator[str]:
    """The clauses that name a level, with the language of the one before if they name none."""
    before = ""
    for clause in hardly.clauses(f"{title}. {text}"):
        if _LEVEL.search(clause):
            yield clause if language_names.named(clause) else f"{before} {clause}"
        before = clause


def _levels(clause: str) -> list[tuple[str, int]]:
    """The highest it names, for each language."""
    level = max(_level_of(named.translate(_LATIN)) for named in _LEVEL.findall(clause))
    return [(code, level) for code in language_names.named(clause)]
