"""Which languages a text says somebody speaks or learns, where the fields are silent."""

import re
from dataclasses import replace
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.entry import Entry, Tongue
from kiknet.matching.said import between, hardly, held_in, levels, modes, varieties
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

_CLAUSES = re.compile(
    r"[.,;:!?()\n،؟]|\s(?:und|and|ve|та|і|и|dafür|aber|but|sucht|suche|suchen|für|for|gegen|мені|мне)\s", re.IGNORECASE
)
_SOUGHT = re.compile(r"\b(?:such(?:e|en|t)|brauche|gegen|looking for|in return for)\s([^.;!?\n]*)(\?)?", re.IGNORECASE)
_ADJECTIVES = re.compile(r"\b[a-zäöü]+isch(?:e|en|er|es|em)\b(?!\s+\w*[Ss]prach)")
"""A "Turkish breakfast" is no language; as one it is written with a capital, or without an ending."""
_I_PRACTISE = re.compile(r"\b(?:ube|am uben|i practi[sc]e|practi[sc]ing my|pratik yapiyorum|тренуюсь|практикую)\b")
COMMON = "de"
TAUGHT = frozenset({"speaker", "know_how"})
TAKES, GIVES = frozenset({"learns", "wants"}), frozenset({"speaks", "offers"})


def differ(need: Entry, offer: Entry) -> bool:
    """Whether the languages that only the texts name do not go together."""
    wanted = _wanted(need)
    if wanted & _hardly_spoken(need, offer) or varieties.differ(need, offer):
        return True
    if any(part.differ(need, offer) for part in (between, modes, held_in, levels)):
        return True
    asked = wanted or _asked_in_words(need)
    if asked - {COMMON} and _speaks_no_other(offer.text) and not asked & {*tongues.meant(_all_of(offer))} - {COMMON}:
        return True
    one, other = _with_said(need), _with_said(offer)
    if one is need and other is offer:
        return False
    fit = tongues.fit(one, other)
    return bool(fit and fit.is_wrong)


def _all_of(entry: Entry) -> str:
    return f"{entry.title}. {entry.text}"


def _wanted(need: Entry) -> frozenset[str]:
    """Of an interpreter what the words ask for, where the fields do not; and German, if only one other is named."""
    found = {tongue.code for tongue in need.languages if tongue.role == "wants"}
    if need.kind != "interpreter":
        return frozenset(found)
    named = found or {*tongues.meant(_all_of(need))}
    return frozenset(named if len(named - {COMMON}) != 1 else named | {COMMON})


def _hardly_spoken(need: Entry, offer: Entry) -> frozenset[str]:
    """Who interprets needs more of a language than who lends a hand."""
    found = hardly.spoken(offer.title, offer.text)
    return found | levels.elementary(offer) if need.kind == "interpreter" else found


def _asked_in_words(need: Entry) -> frozenset[str]:
    """In which language a talk or advice is wanted, where only words say it."""
    return frozenset(tongues.meant(_all_of(need)) if need.kind in TAUGHT and not need.languages else ())


@lru_cache(maxsize=20_000)
def _speaks_no_other(text: str) -> bool:
    return bool(section("no_other_tongue").search(fold(text)))


def _with_said(entry: Entry) -> Entry:
    """Of those who are taught it says nothing what else they speak."""
    if entry.kind in tongues.NEED_NONE or entry.kind == "interpreter":
        return entry
    if entry.languages and (entry.kind != "language_partner" or _has_both(entry)):
        return entry
    if entry.direction == "need" and entry.kind != "language_partner" and held_in.is_taught(entry.title):
        return entry
    if not language_names.named(f"{entry.title} {entry.text}"):
        return entry
    return _read(entry)


def _has_both(entry: Entry) -> bool:
    roles = {tongue.role for tongue in entry.languages}
    return None in roles or bool(roles & TAKES and roles & GIVES)


@lru_cache(maxsize=20_000)
def _read(entry: Entry) -> Entry:
    spoken, learned, practised = set[str](), set[str](), set[str]()
    for clause in _CLAUSES.split(_all_of(entry)):
        folded = fold(clause)
        named = tongues.meant(_ADJECTIVES.sub(" ", clause))
        if section("learns").search(folded) or section("brushes_up").search(folded):
            learned.update(named)
        elif section("practises").search(folded) or _wishes_to_speak(folded):
            is_own = entry.direction == "need" or section("wishes").search(folded) or _I_PRACTISE.search(folded)
            practised.update(named if is_own and not section("with_learners").search(folded) else ())
        elif section("speaks").search(folded):
            spoken.update(named)
    if entry.kind == "language_partner":
        return _as_partner(entry, spoken, learned | (_sought(entry.text) - spoken), practised)
    spoken -= {COMMON}
    return replace(entry, languages=tuple(Tongue(code, "speaks") for code in sorted(spoken))) if spoken else entry


def _sought(text: str) -> set[str]:
    """ "I look for somebody for English"; not for who learns it."""
    rests = [rest for rest, is_asked in _SOUGHT.findall(text) if not (is_asked or _is_learned(fold(rest)))]
    return {code for rest in rests for code in tongues.meant(rest)}


def _is_learned(said: str) -> bool:
    return bool(section("learns").search(said) or section("practises").search(said))


def _wishes_to_speak(clause: str) -> bool:
    """ "I want to be able to speak Portuguese"."""
    return bool(section("wishes").search(clause) and section("speaks").search(clause))


def _as_partner(entry: Entry, spoken: set[str], learned: set[str], practised: set[str]) -> Entry:
    """Who would "like to practise German" learns it, unless nothing else is said to be spoken."""
    spoken |= {tongue.code for tongue in entry.languages if tongue.role in GIVES}
    is_native = entry.direction == "offer" and (COMMON in spoken or not spoken)
    learned |= practised - spoken - ({COMMON} if is_native else set())
    learned |= set() if learned else _other_of_two(entry, spoken)
    stated = {tongue.code for tongue in entry.languages}
    if not learned - stated and not (entry.languages and spoken - stated):
        return entry
    roles = [
        *((code, "speaks") for code in sorted(spoken - stated)),
        *((code, "learns") for code in sorted(learned - stated)),
    ]
    return replace(entry, languages=(*entry.languages, *(Tongue(code, role) for code, role in roles)))


def _other_of_two(entry: Entry, spoken: set[str]) -> set[str]:
    """Of "tandem German–Persian" who speaks the one learns the other; who needs a "tandem German" learns that."""
    rest = {*language_names.named(entry.title)} - spoken
    is_left = len(rest) == 1 and bool(spoken & {*language_names.named(entry.title)} or entry.direction == "need")
    return rest if is_left and spoken else set()
