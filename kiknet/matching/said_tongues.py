"""Which languages a text says somebody speaks or learns, where the fields are silent."""

import re
from dataclasses import replace
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.concepts import DENIALS, ONLY
from kiknet.matching.entry import Entry, Tongue
from kiknet.matching.phrases import section

_CLAUSES = re.compile(
    r"[.,;:!?\n،؟]|\s(?:und|and|ve|та|і|и|dafür|aber|but|sucht|suche|suchen|für|for|gegen|мені|мне)\s", re.IGNORECASE
)
_PARTS = re.compile(r"[.,;:!?\n،؟]|\s(?:aber|but|ama|але|но|لكن)\s")
_AS_LANGUAGE = re.compile(
    r"(?:\w+isch(?:sprachig\w*|kenntnisse\w*|sprechend\w*)?|\w+(?:ischer|ischen) sprache|"
    r"(?:arabic|turkish|ukrainian|russian|english|persian|dari|farsi|french|spanish|kurdish)|\w+[cç][aeı]\w{0,3}|"
    r"\w+(?:ською|ська|ську|ськой|ски|ском|ский|скую)|بال\w+|العربيه|الاوكرانيه|التركيه|الروسيه)\Z"
)
COMMON = "de"


def differ(need: Entry, offer: Entry) -> bool:
    """Whether the languages that only the texts name do not go together."""
    wanted = {tongue.code for tongue in need.languages if tongue.role == "wants"}
    if wanted and wanted & _denied(offer.title, offer.text):
        return True
    one, other = _with_said(need), _with_said(offer)
    if one is need and other is offer:
        return False
    fit = tongues.fit(one, other)
    return bool(fit and fit.is_wrong)


@lru_cache(maxsize=20_000)
def _denied(title: str, text: str) -> frozenset[str]:
    """Languages a text says are hardly spoken: "no German", "a little German"; not to need one denies none."""
    if not tongues.named(f"{title} {text}"):
        return frozenset()
    denied = set[str]()
    for clause in map(fold, _PARTS.split(f"{title}. {text}")):
        words = clause.split()
        is_denied = DENIALS.intersection(words) and not ONLY.intersection(words)
        if (is_denied or section("little").search(clause)) and not section("not_needed").search(clause):
            denied.update(tongues.named(clause))
    return frozenset(denied)


def _with_said(entry: Entry) -> Entry:
    if entry.languages or entry.kind in tongues.NEED_NONE or entry.kind == "interpreter":
        return entry
    if not tongues.named(f"{entry.title} {entry.text}"):
        return entry
    return _read(entry)


@lru_cache(maxsize=20_000)
def _read(entry: Entry) -> Entry:
    spoken, learned = set[str](), set[str]()
    for clause in _CLAUSES.split(f"{entry.title}. {entry.text}"):
        folded = fold(clause)
        named = tongues.named(folded)
        if section("learns").search(folded):
            learned.update(named)
        elif section("speaks").search(folded):
            spoken.update(named)
    if entry.kind == "language_partner":
        if not learned:
            return entry
    else:
        learned = set()
        spoken -= {COMMON}
    if not spoken | learned:
        return entry
    roles = [*((code, "speaks") for code in sorted(spoken)), *((code, "learns") for code in sorted(learned))]
    return replace(entry, languages=tuple(Tongue(code, role) for code, role in roles))
