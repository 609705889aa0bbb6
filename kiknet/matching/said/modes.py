"""Other ways to make oneself understood than in a spoken language: signs, captions, easy language, Braille."""

from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

MODES = ("signing", "captions", "easy_language", "braille")
NAMED_ALONE = frozenset({"signing", "braille"})
"""What a title asks for also of who does not interpret; that a talk is easy to understand is no condition."""


def differ(need: Entry, offer: Entry) -> bool:
    """Whether signs are needed and only spoken languages offered, or the reverse."""
    if {need.kind, offer.kind} & tongues.NEED_NONE:
        return False
    asked = _asked(need)
    if asked:
        return not asked & _given(offer)
    alone = _named(offer.title) if need.kind == "interpreter" else frozenset[str]()
    return bool(alone) and not _spoken(offer)


def _asked(need: Entry) -> frozenset[str]:
    if need.kind != "interpreter":
        return _named(need.title) & NAMED_ALONE
    asked = _named(f"{need.title}. {need.text}") | _of_fields(need)
    if not asked and section("deaf").search(fold(f"{need.title}. {need.text}")):
        return frozenset({"signing", "captions"})
    return frozenset() if _spoken(need) else asked


def _given(offer: Entry) -> frozenset[str]:
    whole = f"{offer.title}. {offer.text}"
    is_for_deaf = section("deaf").search(fold(whole))
    return _named(whole) | _of_fields(offer) | ({"signing", "captions"} if is_for_deaf else set())


def _spoken(entry: Entry) -> set[str]:
    """Foreign languages that are spoken."""
    stated = {tongue.code for tongue in entry.languages}
    return (stated | {*language_names.named(f"{entry.title}. {entry.text}")}) - {tongues.COMMON, tongues.SIGNS}


def _of_fields(entry: Entry) -> frozenset[str]:
    return frozenset({"signing"} if any(tongue.code == tongues.SIGNS for tongue in entry.languages) else ())


@lru_cache(maxsize=20_000)
def _named(text: str) -> frozenset[str]:
    folded = fold(text)
    found = {mode for mode in MODES if section(mode).search(folded)}
    return frozenset(found | ({"signing"} if tongues.SIGNS in language_names.named(text) else set()))
