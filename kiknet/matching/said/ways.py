"""In which way something is done: shown to others, led, done for somebody, or only joined in.

Who wants to learn to mend a bicycle needs a course, who has a flat tyre needs somebody who mends it; a feast
needs people who play, not a teacher, and a choir without a conductor needs no other choir.
"""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import attached, concepts, lexicon, verbs
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section

WORK = frozenset({"cooking", "knitting", "sewing", "crafts"})
_CLAUSES = re.compile(r"[.,:;!?|\n]")
KINDS = frozenset({"volunteer", "know_how", "other"})
TAUGHT, LED, DONE, JOINED = "taught", "led", "done", "joined"
SERVICES = frozenset({"repair", "automotive", "hairdressing"})
"""What somebody does for others, unless a course in it is spoken of."""
SHOWN = frozenset(
    {
        "music",
        "dance",
        "theater",
        "circus",
        "magic",
        "photo",
        "filmmaking",
        "cooking",
        "firstaid",
        "instrument",
        "facepaint",
    }
)
"""What others do for a feast."""
FEASTS = frozenset({"party", "concert", "market"})


def differ(need: Entry, offer: Entry) -> bool:
    """Whether both say in which way, and not in the same."""
    if not {need.kind, offer.kind} <= KINDS:
        return False
    asked = _asked(need.title, need.text)
    given = _given(offer.title, offer.text) if asked else frozenset[str]()
    if {TAUGHT, LED} & asked and {TAUGHT, LED} & given:
        return False
    return bool(given) and not asked & given


@lru_cache(maxsize=20_000)
def _asked(title: str, text: str) -> frozenset[str]:
    head, said = fold(attached.WHY.split(title, maxsplit=1)[0]), _said(title, text)
    is_lesson = section("way_of_lessons").search(head) or section("way_of_workshops").search(head)
    if is_lesson or section("wants_to_learn").search(said):
        return frozenset({TAUGHT})
    if section("way_of_leading").search(fold(title)):
        return frozenset({LED})
    if section("seeks_members").search(said):
        return frozenset({JOINED})
    if (SHOWN | WORK | {"gardening"}) & _ideas(title) and section("with_them").search(fold(title)):
        return frozenset({TAUGHT})
    if section("way_together").search(said) or section("way_of_lessons").search(said):
        return frozenset()
    ideas = _ideas(title)
    is_shown = bool(SHOWN & ideas) and bool(FEASTS & _ideas(f"{title}. {text}"))
    is_for_many = WORK & ideas and section("for_many").search(said)
    return frozenset({DONE} if SERVICES & ideas or is_shown or is_for_many else ())


@lru_cache(maxsize=20_000)
def _given(title: str, text: str) -> frozenset[str]:
    head, said = fold(attached.WHY.split(title, maxsplit=1)[0]), _said(title, text)
    found = set[str]()
    if section("way_of_lessons").search(head) or section("shows_how").search(said):
        found.add(TAUGHT)
    if section("way_of_leading").search(said):
        found.add(LED)
    if section("way_of_serving").search(said) or (FEASTS & _ideas(f"{title}. {text}") and SHOWN & _ideas(title)):
        found.add(DONE)
    if section("wants_to_join").search(said):
        found.add(JOINED)
    if DONE in found and section("way_together").search(said):
        found.add(TAUGHT)
    return frozenset(found)


@lru_cache(maxsize=20_000)
def is_taught(title: str, text: str) -> bool:
    """Whether somebody is to learn it, or leads others in it."""
    said = fold(f"{title}. {text}")
    names = (
        "way_of_workshops",
        "way_of_lessons",
        "wants_to_learn",
        "shows_how",
        "way_of_leading",
        "beginners",
        "advanced",
    )
    return any(section(name).search(said) for name in names)


def _said(title: str, text: str) -> str:
    """With verbs that come apart: who "brings" something "to children" teaches."""
    clauses = [fold(clause) for clause in _CLAUSES.split(f"{title}. {text}")]
    return " ".join((*clauses, *(verb for clause in clauses for verb in verbs.rejoined(clause.split()))))


def _ideas(text: str) -> set[str]:
    """With what each is a kind of."""
    return {wider for name in concepts.mentions(text).found for wider in (name, *lexicon.wider_of(name))}
