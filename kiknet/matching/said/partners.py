"""Partners who look for the same third."""

import re
from functools import lru_cache

from kiknet.matching import words
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import is_for_ours, sentences, sought
from kiknet.matching.said.phrases import section

_NONE = re.compile(r"\b(?:kein\w*|no|without|ohne|без|нет|немає|بدون|ليس لدينا) ")
_WHO_HAS = re.compile(r"\b(?:wer hat|hat jemand|who has|kimde|у кого|хто має|من لديه|من عنده) ")
_WHAT_FOR = re.compile(r" (?:fur|zum|zur|mit|bei|um|for|with|to|für|для|з|с|icin|ile|من|مع) ")
TELLING = 5
"""Letters of a word that names what is looked for."""


def both_seek(need: Entry, offer: Entry) -> bool:
    """Whether two partners look for the same third: land to grow on, firms to learn in."""
    if not need.kind == offer.kind == "cooperation_partner":
        return False
    return any(
        words.resembles(one, other)
        for one in _lacks(need.title, need.text)
        for other in _seeks_only(offer.title, offer.text)
    )


@lru_cache(maxsize=20_000)
def _lacks(title: str, text: str) -> frozenset[str]:
    """The words behind "we need" and "no"."""
    rests = (
        clause[match.end() :]
        for sentence in sentences(f"{title}. {text}")
        for clause in sentence
        for match in (section("looks").search(clause), _NONE.search(clause), _WHO_HAS.search(clause))
        if match
    )
    return frozenset(word for rest in rests for word in _telling(rest))


@lru_cache(maxsize=20_000)
def _seeks_only(title: str, text: str) -> frozenset[str]:
    """What an offer looks for that does not say what it gives; a choir that looks for choirs is one itself."""
    clauses = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if any(section("gives").search(clause) for clause in clauses):
        return frozenset()
    parts = {clause: sought(clause) or _missing(clause) for clause in clauses}
    named = {word for part in parts.values() if part for word in _telling(_WHAT_FOR.split(part, maxsplit=1)[0])}
    own = tuple(w for clause, part in parts.items() for w in clause.removesuffix(part).split() if len(w) > 3)
    return frozenset(word for word in named if not word.startswith(own))


def _missing(clause: str) -> str:
    """What a clause says there is none of; "no experience needed" lacks nothing."""
    match = _NONE.search(clause) or _WHO_HAS.search(clause)
    return "" if match is None or section("not_needed").search(clause) else clause[match.end() :]


def _telling(part: str) -> set[str]:
    """Its words for things and places; whoever joins in is looked for by all."""
    said = {word for word in part.split() if len(word) >= TELLING and words.speaking(word)}
    return {w for w in said if not (section("anybody").match(w) or section("looks").match(w) or is_for_ours(w))}
