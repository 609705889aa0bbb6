"""Do the languages of a need and an offer go together? Roles count: who learns German needs somebody who speaks it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.concepts import DENIALS, DENIED_WORDS, ONLY
from kiknet.matching.entry import Entry, Tongue
from kiknet.wording.language_names import codes_of, words_of

LEVELS = {"a1": 1, "a2": 2, "b1": 3, "b2": 4, "c1": 5, "c2": 6, "native": 7, "muttersprache": 7}
COMMON = "de"
"""Whoever interprets in a German city interprets into German: it tells no two offers apart."""
SIGNS = "sgn"
LIVE_ON_LANGUAGE = frozenset({"language_partner", "interpreter"})
NEED_NONE = frozenset({"room", "furniture", "equipment"})
TOO_LOW, ONE_SIDE_ONLY, SOME = 0.5, 0.5, 0.6
NOTHING_BACK = 0.85
"""Of two who can teach what is wanted, the one who wants what can be given comes first: both gain."""
_PARTS = re.compile(r"[.,;:!?()\n،؛؟]+")
OR = frozenset({"oder", "bzw", "or", "veya", "або", "чи", "или", "او"})


@dataclass(frozen=True)
class Fit:
    """How well languages go together, from 0 to 1. `is_wrong` is a contradiction; `codes` carried it."""

    credit: float
    codes: tuple[str, ...] = ()
    exchanged: tuple[str, ...] = ()
    is_wrong: bool = False
    is_level_low: bool = False


@dataclass(frozen=True)
class _Side:
    gives: dict[str, int | None]
    takes: dict[str, int | None]

    @property
    def all(self) -> set[str]:
        return {*self.gives, *self.takes}


def fit(need: Entry, offer: Entry) -> Fit | None:
    """None where languages do not matter to the pair, or where neither says anything of them."""
    if need.kind in NEED_NONE or offer.kind in NEED_NONE:
        return None
    if "interpreter" in (need.kind, offer.kind):
        return _interpreting(need, offer)
    if "language_partner" in (need.kind, offer.kind):
        return _talking(need, offer)
    return _understanding(need, offer)


@lru_cache(maxsize=20_000)
def meant(text: str) -> tuple[str, ...]:
    """The languages a text names, but those it says are not: "Ukrainian, no Russian please"."""
    found: list[str] = []
    for words in map(words_of, _PARTS.split(text)):
        for number, word in enumerate(words):
            before = words[max(0, number - DENIED_WORDS) : number]
            if not DENIALS.intersection(before) or ONLY.intersection(before):
                found += codes_of(word)
    return tuple(dict.fromkeys(found))


def sought(entry: Entry) -> list[str]:
    """The languages that bring this need or offer together with others."""
    if entry.kind in NEED_NONE:
        return []
    side = _side(entry)
    if entry.kind == "interpreter":
        found = (_stated(entry) if entry.direction == "need" else side.gives) or meant(_said(entry))
        return sorted({code for code in found if code != COMMON} or set(found))
    found = side.takes if entry.direction == "need" else side.gives
    if entry.kind == "language_partner":
        found = found or _levelless(code for code in meant(_said(entry)) if code not in side.all)
    return sorted(found)


def _talking(need: Entry, offer: Entry) -> Fit | None:
    asks, has = _side(need), _side(offer)
    wanted = asks.takes or _levelless(c for c in meant(_said(need)) if c not in asks.gives)
    given = has.gives or _levelless(c for c in meant(_said(offer)) if c not in has.takes)
    if wanted and not given and all(code in has.takes for code in wanted):
        return Fit(0.0, is_wrong=True)
    if not wanted or not given:
        return Fit(ONE_SIDE_ONLY) if wanted or given else None
    shared = [code for code in wanted if code in given]
    back = [code for code in has.takes if code in asks.gives]
    if not shared or (has.takes and asks.gives and not back):
        return Fit(0.0, is_wrong=True)
    is_low = all(_is_low(wanted[code], given[code]) for code in shared)
    credit = (TOO_LOW if is_low else 1.0) * (NOTHING_BACK if asks.gives and not back else 1.0)
    return Fit(credit, tuple(shared), tuple(back), is_level_low=is_low)


def _interpreting(need: Entry, offer: Entry) -> Fit | None:
    wanted = _asked_for(need)
    given = _given_by(offer)
    foreign = {code: level for code, level in wanted.items() if code != COMMON} or wanted
    if not wanted or not given:
        return Fit(ONE_SIDE_ONLY) if wanted or given else None
    shared = [code for code in foreign if code in given]
    is_a_pair = COMMON not in wanted and len(foreign) == 2 and bool(_stated(need)) and not _either_will_do(need.title)
    if not shared or (is_a_pair and len(shared) < 2):
        return Fit(0.0, is_wrong=True)
    is_low = all(_is_low(foreign[code], given[code]) for code in shared)
    is_low = is_low or (COMMON in wanted and _is_low(wanted[COMMON], given.get(COMMON)))
    credit = SOME if len(shared) < len(foreign) and not _either_will_do(need.title) else 1.0
    return Fit(credit * (TOO_LOW if is_low else 1.0), tuple(shared), is_level_low=is_low)


@lru_cache(maxsize=20_000)
def _either_will_do(title: str) -> bool:
    return not OR.isdisjoint(fold(title).split())


def _asked_for(need: Entry) -> dict[str, int | None]:
    """The fields; where they name the common language alone, the foreign one is what the words name."""
    stated = _stated(need)
    return stated if stated.keys() - {COMMON} else _levelless(meant(_said(need))) | stated


def _given_by(offer: Entry) -> dict[str, int | None]:
    """The same of an offer; of those who sign the fields may know the common language alone."""
    stated = _side(offer).gives
    said = _levelless(meant(_said(offer)))
    if not stated or stated.keys() - {COMMON} or SIGNS not in said:
        return stated or said
    return {SIGNS: None, **stated}


def _understanding(need: Entry, offer: Entry) -> Fit | None:
    """For everything else: a language that is asked for must be there; to understand each other is enough otherwise."""
    asks, has = _side(need), _side(offer)
    wanted = {code: level for code, level in asks.takes.items() if code != COMMON} or ({} if asks.gives else asks.takes)
    if not asks.all or not has.gives:
        return Fit(ONE_SIDE_ONLY) if asks.takes or (asks.all and has.gives) else None
    if wanted:
        shared = [code for code in wanted if code in has.gives]
        return Fit(1.0, tuple(shared)) if shared else Fit(0.0, is_wrong=True)
    shared = [code for code in {**asks.gives, **asks.takes} if code in has.gives]
    foreign = [code for code in shared if code != COMMON]
    if foreign or (shared and set(asks.gives) == {COMMON}):
        return Fit(1.0, tuple(foreign or shared))
    return Fit(ONE_SIDE_ONLY, tuple(shared)) if shared else Fit(0.0, is_wrong=True)


def _said(entry: Entry) -> str:
    return " ".join((entry.title, *entry.topics, entry.text))


def _side(entry: Entry) -> _Side:
    return _Side(_of(entry.languages, ("speaks", "offers")), _of(entry.languages, ("learns", "wants")))


def _stated(entry: Entry) -> dict[str, int | None]:
    return _of(entry.languages, ("wants", "learns", "speaks", "offers"))


def _of(tongues: Iterable[Tongue], roles: tuple[str, ...]) -> dict[str, int | None]:
    """Those with one of these roles; where none is said it could be any."""
    return {t.code: LEVELS.get((t.level or "").lower()) for t in tongues if t.role in (*roles, None)}


def _levelless(codes: Iterable[str]) -> dict[str, int | None]:
    return dict.fromkeys(codes)


def _is_low(wanted: int | None, given: int | None) -> bool:
    """Who gives should be at least where the other one is going."""
    return wanted is not None and given is not None and given < wanted
