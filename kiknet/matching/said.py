"""What a text says where no field is filled in, and whether two texts speak against each other.

Texts are read with reserve: nobody is refused for one, but nobody is told of a pair that says it does not fit.
"""

import re
from datetime import date
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, said_tongues, said_when, times
from kiknet.matching.entry import Entry
from kiknet.matching.phrases import section
from kiknet.matching.weights import DEEDS, WHOLE

_CLAUSES = re.compile(r"[.:;!?\n؟]+|,\s")
_ONLY = re.compile(section("only").pattern + r".{0,25}")
_LEVEL = re.compile(r"\b([abc][12])\b", re.IGNORECASE)
LEVELS = ("a1", "a2", "b1", "b2", "c1", "c2")
AUDIENCES = frozenset({"women", "men", "children", "youth", "seniors", "parents", "families", "adults"})
CODES = AUDIENCES | {"everyone", "newcomers"}
NO_SUBJECT = frozenset({"who", "forms", "features"})


def against(need: Entry, offer: Entry, today: date) -> bool:
    """Whether the texts say that the pair does not fit: gone, asked for as well, at another time, for another level."""
    return (
        is_gone(need.title, need.text)
        or is_gone(offer.title, offer.text)
        or asks(offer)
        or gives(need)
        or _at_another_time(need, offer, today)
        or _for_another_level(need, offer)
        or said_tongues.differ(need, offer)
    )


@lru_cache(maxsize=20_000)
def is_gone(title: str, text: str) -> bool:
    return bool(section("gone").search(fold(f"{title} {text}")))


def asks(offer: Entry) -> bool:
    """Whether what is filed as an offer looks for it: "We need chairs for our café", "Who has a room?"."""
    return offer.kind not in {"language_partner", "cooperation_partner"} and _asks(
        offer.title, offer.text, offer.kind in DEEDS
    )


@lru_cache(maxsize=20_000)
def _asks(title: str, text: str, is_deed: bool) -> bool:
    clauses = [fold(clause) for clause in _CLAUSES.split(f"{title}. {text}")]
    if any(section("gives").search(clause) and not section("looks").search(clause) for clause in clauses):
        return False
    return bool(section("who_has").match(fold(title))) or any(_seeks(clause, title, is_deed) for clause in clauses)


def _seeks(clause: str, title: str, is_deed: bool) -> bool:
    """Whether a clause looks for what the title names, or for somebody; who helps may look for a family to help."""
    if not section("looks").search(clause):
        return False
    if is_deed:
        return bool(section("somebody").search(clause))
    sought = concepts.mentions(clause).found & concepts.mentions(title).found
    return any(lexicon.known()[name].facet not in NO_SUBJECT for name in sought)


def gives(need: Entry) -> bool:
    """Whether what is filed as a need gives it away."""
    if need.kind in {"language_partner", "cooperation_partner"} or "?" in need.title:
        return False
    title = fold(need.title)
    return bool(section("to_give").search(title)) and not section("looks").search(f"{title} {fold(need.text)}")


def audiences(entry: Entry) -> tuple[str, ...]:
    """Whom it is for: the field, where it is empty the title, or what the text limits it to ("women only")."""
    return named_audiences(entry.audiences) or _audiences(entry.title, entry.text)


@lru_cache(maxsize=20_000)
def named_audiences(audiences: tuple[str, ...]) -> tuple[str, ...]:
    """By their codes, also where they are written in words."""
    found = ((word,) if word in CODES else concepts.mentions(word).found & AUDIENCES or (word,) for word in audiences)
    return tuple(sorted({name for names in found for name in names}))


@lru_cache(maxsize=20_000)
def _audiences(title: str, text: str) -> tuple[str, ...]:
    limits = [match[0] for clause in _CLAUSES.split(text) if (match := _ONLY.search(fold(clause)))]
    found = {name for part in (title, *limits) for name in concepts.mentions(part).found}
    return tuple(sorted(found & AUDIENCES))


def _at_another_time(need: Entry, offer: Entry, today: date) -> bool:
    one, other = (said_when.availability(entry, today) for entry in (need, offer))
    if one is need.availability and other is offer.availability:
        return False
    if times.is_over(one, today) or times.is_over(other, today):
        return True
    fit = times.fit(one, other, is_whole=need.kind in WHOLE)
    return bool(fit and fit.is_wrong)


def _for_another_level(need: Entry, offer: Entry) -> bool:
    asked, given = _steps(need), _steps(offer)
    return bool(asked and given) and not asked & given


def _steps(entry: Entry) -> frozenset[str]:
    return _steps_of(" ".join((entry.title, *entry.topics)))


@lru_cache(maxsize=20_000)
def _steps_of(title: str) -> frozenset[str]:
    """For whom it is: beginners, those who are further, or levels of a language ("A1 to B1")."""
    folded = fold(title)
    named = sorted(LEVELS.index(level) for level in _LEVEL.findall(folded))
    levels = LEVELS[named[0] : named[-1] + 1] if named else ()
    return frozenset({*levels, *(name for name in ("beginners", "advanced") if section(name).search(folded))})
