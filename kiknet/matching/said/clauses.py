"""The clauses of a text, and what somebody says in them that they look for."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.matching.concepts import AFTERWARDS, DENIALS, ONLY
from kiknet.matching.said.phrases import section

COMMAS = re.compile(r"[,،]\s")
SENTENCES = re.compile(r"[.:;!?\n؟]+")
_CHOOSES = re.compile(r"\b(?:suche|suchen|sucht) (?:\w+ ){1,4}aus(?: und\b|\Z)")
_IS_USED = re.compile(
    r"\b(?:wird|werden)\b.*\b(?:gebraucht|benotigt)\b"
    r"|\b(?:selbst|selber) (?:in|im|auf|an|am|damit|dort|mit|unterwegs)\b"
)
NO_SUBJECT = frozenset({"who", "forms", "features"})
SHORTEST = 4
"""Letters of what can say something."""


def sentences(text: str) -> list[list[str]]:
    """The clauses of each sentence, folded."""
    return [
        [folded for clause in COMMAS.split(sentence) if len(folded := fold(clause)) >= SHORTEST]
        for sentence in SENTENCES.split(text)
        if len(sentence) >= SHORTEST
    ]


@lru_cache(maxsize=20_000)
def is_for_ours(said: str) -> bool:
    is_who = any(lexicon.known()[name].facet == "who" for name in concepts.mentions(said).found)
    return is_who or section("ours").match(said) is not None


def share_a_subject(said: str, title: str) -> bool:
    """Whether a text speaks of what a title names, be it only that there is none; for whom it is is no subject."""
    there = concepts.mentions(said)
    shared = (there.found | there.denied) & concepts.mentions(title).found
    return any(lexicon.known()[name].facet not in NO_SUBJECT for name in shared)


def sought(clause: str) -> str | None:
    """What stands behind "we need", or before "is needed"."""
    looks = section("looks").search(clause)
    if not looks or _CHOOSES.search(clause):
        return None
    return clause if section("wanted").search(clause) else clause[looks.end() :]


def denies(clause: str) -> bool:
    """Whether a folded clause says that something is not so: "not", "no", but not "not only"."""
    words = clause.split()
    return bool((DENIALS | AFTERWARDS).intersection(words)) and not ONLY.intersection(words)


def is_own_use(clause: str) -> bool:
    """ "Which we need ourselves in summer": when it cannot be had, said of a folded clause of an offer."""
    return bool((section("own_use").search(clause) and section("uses").search(clause)) or _IS_USED.search(clause))
