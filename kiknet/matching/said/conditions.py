"""What a place or a thing does not allow, though the need speaks of it: no cooking, no dogs, only up the stairs."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section

CONDITIONS = (
    "alcohol", "cooking", "eating", "noise", "parties", "nights", "animals", "smoke", "shoes", "steps", "heating",
    "clean_air",
)  # fmt: skip
KINDS = frozenset({"room", "furniture", "equipment", "other"})
_CLAUSES = re.compile(r"[.,;:!?()\n،؟–]|\s(?:aber|but|ama|але|но|لكن)\s")
_CLOCK = re.compile(r"\d")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether the need speaks of something the offer shuts out."""
    if not {need.kind, offer.kind} <= KINDS:
        return False
    if _lacking(offer.title, offer.text) & _named(need):
        return True
    return bool(_shut(offer.title, offer.text, offer.features) & _wanted(need.title, need.text))


def _named(need: Entry) -> frozenset[str]:
    """What the need names in its title or ticks: a hall with a stage."""
    return frozenset(c for said in (need.title, *need.features) for c in concepts.mentions(said).found)


@lru_cache(maxsize=20_000)
def _lacking(title: str, text: str) -> frozenset[str]:
    """What an offer says is missing or to be brought along, and does not name elsewhere."""
    there, lacking = set(concepts.mentions(title).found), set[str]()
    for clause in _CLAUSES.split(text):
        said = concepts.mentions(clause)
        if section("is_lacking").search(fold(clause)):
            lacking |= said.found | said.denied
        else:
            there |= said.found
    return frozenset(lacking - there)


@lru_cache(maxsize=20_000)
def _wanted(title: str, text: str) -> frozenset[str]:
    said = [clause for clause in map(fold, _CLAUSES.split(f"{title}. {text}")) if not denies(clause)]
    return frozenset(name for name in CONDITIONS if any(section(f"on_{name}").search(clause) for clause in said))


@lru_cache(maxsize=20_000)
def _shut(title: str, text: str, features: tuple[str, ...]) -> frozenset[str]:
    """What is "not allowed", but not "not after ten", nor "no trouble"; up the stairs, unless there is a lift."""
    is_upstairs = section("upstairs").search(fold(f"{title}. {text}")) is not None
    has_lift = bool(features) or "stepfree" in concepts.mentions(f"{title}. {text}").found
    shut = {"steps"} if is_upstairs and not has_lift else set[str]()
    for clause in map(fold, _CLAUSES.split(f"{title}. {text}")):
        if _CLOCK.search(clause) or section("no_trouble").search(clause):
            continue
        is_denied = denies(clause) or section("tabu").search(clause)
        for name in CONDITIONS:
            if section(f"no_{name}").search(clause) or (is_denied and section(f"on_{name}").search(clause)):
                shut.add(name)
    return frozenset(shut)
