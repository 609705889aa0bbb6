"""What a text says where no field is filled in, and whether two texts speak against each other.

Texts are read with reserve: nobody is refused for one, but nobody is told of a pair that says it does not fit.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, numbers, times
from kiknet.matching.entry import Entry
from kiknet.matching.said import (
    admission,
    afar,
    ages,
    conditions,
    dates,
    demands,
    direction,
    engaged,
    gone,
    hands,
    holding,
    interpreting,
    late,
    limits,
    measures,
    often,
    partners,
    people,
    persons,
    spoken,
    terms,
    ways,
    weeks,
    when,
    which,
)
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import ON_THE_MOVE, WHOLE

_CLAUSES = re.compile(r"[.:;!?\n؟]+|,\s")
_FOR = re.compile(r"(?:nur )?(?:fur|for|для|ل) ?\S+(?: \S+){0,2}")
_ONLY = re.compile(section("only").pattern + r".{0,25}")
AUDIENCES = frozenset({"women", "men", "children", "youth", "seniors", "parents", "families", "adults"})
CODES = AUDIENCES | {"everyone", "newcomers"}
GROUPS = frozenset({"children", "youth", "seniors"})
WHO_IS_THERE = {
    "kita": "children",
    "childcare": "children",
    "toddler_group": "children",
    "pregnancy": "women",
    "dementia": "seniors",
}
PRECISE = frozenset({"things", "deeds", "fields"})
RELATED_FROM = 0.35
HALF = 0.5
"""Who needs a room all day is not helped by an hour of it."""
TAUGHT = frozenset({"know_how", "speaker"})
HANDS = frozenset({"volunteer", "other", "transport", "furniture", "equipment"})


def against(need: Entry, offer: Entry, today: date) -> bool:
    """Whether the texts say that the pair does not fit: gone, asked for as well, at another time, for another level."""
    return (
        gone.is_gone(need)
        or gone.is_gone(offer)
        or direction.asks(offer)
        or direction.gives(need)
        or partners.both_seek(need, offer)
        or (direction.is_becoming(offer) and not direction.is_becoming(need))
        or _teaches_instead(need, offer)
        or _only_for_else(need, offer)
        or people.are_too_many(need, offer)
        or people.is_one_of_many(need, offer)
        or hands.are_too_few(need, offer)
        or interpreting.differ(need, offer)
        or _at_another_time(need, offer, today)
        or _in_another_season(need, offer, today)
        or persons.differ(need, offer)
        or dates.differ(need, offer, today)
        or often.differ(need, offer)
        or weeks.differ(need, offer)
        or ages.differ(need, offer)
        or measures.differ(need, offer)
        or limits.differ(need, offer)
        or holding.is_too_small(need, offer)
        or terms.differ(need, offer)
        or conditions.differ(need, offer)
        or demands.differ(need, offer)
        or late.differ(need, offer)
        or admission.differ(need, offer)
        or engaged.differ(need, offer, today)
        or spoken.differ(need, offer)
        or which.differ(need, offer)
        or ways.differ(need, offer)
        or afar.differ(need, offer)
    )


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
    clauses = [fold(clause).strip() for clause in _CLAUSES.split(text)]
    limits = [match[0] for clause in clauses if (match := _ONLY.search(clause))]
    found = {name for part in (title, *limits) for name in concepts.mentions(part).found}
    found = found if found & AUDIENCES else found | _whom(clauses)
    girls = {"children"} if section("girls").search(fold(f"{title}. {' '.join(limits)}")) else set()
    return tuple(sorted(found & AUDIENCES | girls | {WHO_IS_THERE[name] for name in found & WHO_IS_THERE.keys()}))


def _whom(clauses: Iterable[str]) -> set[str]:
    """Whom a short text says it is for: "for young people, in the afternoon"."""
    behind = [match[0] for clause in clauses if (match := _FOR.match(clause))]
    return {name for said in behind for name in concepts.mentions(said).found & GROUPS}


def _at_another_time(need: Entry, offer: Entry, today: date) -> bool:
    one, other = (when.availability(entry, today) for entry in (need, offer))
    if one is need.availability and other is offer.availability:
        return False
    if times.is_over(one, today) or times.is_over(other, today):
        return True
    is_whole = need.kind in WHOLE and not (one is not need.availability and when.is_vague(one))
    fit = times.fit(one, other, is_whole=is_whole)
    return fit is not None and (fit.is_wrong or (is_whole and fit.credit < HALF))


def _in_another_season(need: Entry, offer: Entry, today: date) -> bool:
    """Lent from May to September, needed in December."""
    limits = [
        when.months(f"{entry.title}. {entry.text}", is_offered=entry.direction == "offer") for entry in (need, offer)
    ]
    if not any(limits):
        return False
    one, other = (limit or _months_of(entry, today) for limit, entry in zip(limits, (need, offer), strict=True))
    return bool(one and other) and not one & other


def _months_of(entry: Entry, today: date) -> frozenset[int]:
    """Those of its days, and of those a need names in words."""
    found = when.availability(entry, today)
    named = dates.needed_days(f"{entry.title}. {entry.text}", today) if entry.direction == "need" else ()
    return frozenset(
        (
            *(window.day.month for window in (found.windows if found else ()) if window.day),
            *(day.month for span in named for day in span),
        )
    )


def _only_for_else(need: Entry, offer: Entry) -> bool:
    """Whether the offer is limited to what the need does not speak of: "only for repairing bicycles".

    Of things it says how they are fetched.
    """
    limited = frozenset[str]() if offer.kind in numbers.PIECES else _limited(offer.text) - ON_THE_MOVE
    if not limited:
        return False
    asked = concepts.mentions(". ".join((need.title, *need.topics, need.text))).found
    return bool(asked) and not any(lexicon.likeness(c, name) >= RELATED_FROM for name in limited for c in asked)


@lru_cache(maxsize=20_000)
def _limited(text: str) -> frozenset[str]:
    """What stands after "only", as far as it is a subject and not what is to be paid."""
    found = set[str]()
    for clause in map(fold, _CLAUSES.split(text)):
        if section("costs").search(clause) or "nicht nur" in clause:
            continue
        if just := section("just").search(clause):
            named = concepts.mentions(clause[just.end() :]).found
            found |= named - {"school"} if ages.span("", clause) else named
    return frozenset(name for name in found if lexicon.known()[name].facet in PRECISE)


def _teaches_instead(need: Entry, offer: Entry) -> bool:
    """Whether a course or advice is offered where hands or things are needed."""
    if offer.kind not in TAUGHT or need.kind not in HANDS or not section("teaches").search(fold(offer.title)):
        return False
    return not section("teaches").search(fold(f"{need.title} {need.text}"))
