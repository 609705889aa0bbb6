"""Who does it and for whom: a woman where women want one, beginners or those who are further."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section

_LEVEL = re.compile(r"\b([abc][12])\b", re.IGNORECASE)
LEVELS = ("a1", "a2", "b1", "b2", "c1", "c2")
EXACT = frozenset(LEVELS)
LAST_OF_BEGINNERS, FIRST_OF_ADVANCED = "a2", "b2"
BEGINNERS, ADVANCED = "beginners", "advanced"
_CLAUSES = re.compile(r"[.,;:!?\n،؟]")
_DONE = re.compile(
    r"\b(?:muss|mussen|notig|erforderlich|vorausgesetzt|voraussetzung|vorausgesetz|sollte\w*|mitbring\w*|"
    r"haben|required|necessary|expected|gerekli|gerekiyor|sart|потрібн\w*|обов\w*|нужн\w*|обязател\w*|مطلوب\w*|ضروري)\b"
)


def differ(need: Entry, offer: Entry) -> bool:
    return _by_the_wrong_person(need, offer) or _for_another_level(need, offer)


def _by_the_wrong_person(need: Entry, offer: Entry) -> bool:
    """Whether a woman is asked for and a man says that he would do it, or the reverse."""
    asked = _asked(need.title, need.text) or _women_ask(need)
    return bool(asked) and asked.isdisjoint(given := _given(offer.title, offer.text)) and bool(given)


def _women_ask(need: Entry) -> frozenset[str]:
    """Women who look for a "Lehrerin" mean a woman."""
    is_for_women = "women" in need.audiences or "women" in concepts.mentions(need.title).found
    is_asked = is_for_women and section("she").search(fold(need.title))
    return frozenset({"woman"} if is_asked else ())


@lru_cache(maxsize=20_000)
def _asked(title: str, text: str) -> frozenset[str]:
    said = fold(f"{title}. {text}")
    return frozenset(who for who in ("woman", "man") if section(f"a_{who}_please").search(said))


@lru_cache(maxsize=20_000)
def _given(title: str, text: str) -> frozenset[str]:
    said = fold(f"{title}. {text}")
    return frozenset(who for who in ("woman", "man") if section(f"is_a_{who}").search(said))


def _for_another_level(need: Entry, offer: Entry) -> bool:
    asked, given = _steps(need), _steps(offer)
    if not (asked & EXACT and given & EXACT):
        asked, given = _roughly(asked), _roughly(given)
    return bool(asked and given) and not asked & given


def _roughly(steps: frozenset[str]) -> frozenset[str]:
    """A beginner's course is one for A1."""
    rough = {BEGINNERS for step in steps & EXACT if step <= LAST_OF_BEGINNERS}
    rough |= {ADVANCED for step in steps & EXACT if step >= FIRST_OF_ADVANCED}
    return steps - EXACT | rough if rough else steps


def _steps(entry: Entry) -> frozenset[str]:
    return _steps_of(" ".join((entry.title, *entry.topics))) or (
        frozenset() if entry.kind in tongues.LIVE_ON_LANGUAGE else _steps_in(entry.text)
    )


@lru_cache(maxsize=20_000)
def _steps_of(title: str) -> frozenset[str]:
    """For whom it is: beginners, those who are further, or levels of a language ("A1 to B1")."""
    folded = fold(title)
    named = sorted(LEVELS.index(level) for level in _LEVEL.findall(folded))
    levels = LEVELS[named[0] : named[-1] + 1] if named else ()
    return frozenset({*levels, *(name for name in (BEGINNERS, ADVANCED) if section(name).search(folded))})


@lru_cache(maxsize=20_000)
def _steps_in(text: str) -> frozenset[str]:
    """What a text says of whom it is for, or of what one must know before: "no experience needed"."""
    found = set[str]()
    for clause in map(fold, _CLAUSES.split(text)):
        if section("known_before").search(clause):
            is_free = denies(clause)
            found |= {BEGINNERS} if is_free else {ADVANCED} if _DONE.search(clause) else set()
        elif not denies(clause):
            found |= {name for name in (BEGINNERS, ADVANCED) if section(f"for_{name}").search(clause)}
    return frozenset(found)
