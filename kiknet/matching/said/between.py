"""Interpreters between two languages of which neither is German: "Arabic–French", "between Dari and Pashto"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.wording import language_names

COMMON = tongues.COMMON
_DASHED = re.compile(r"(?<![\w–—-])(\w+)\s?(?:[-–—↔→⇄]|<?->)\s?(\w+)(?!\s?[–—↔→-])")
_SAID = re.compile(
    r"\b(?:zwischen|between|між|между|بين) (?:dem |der )?(\w+) (?:und|and|та|і|и) ?(?:dem |der )?(\w+)"
    r"|\b(?:vom|von|aus dem|from|с|з|من) (\w+) (?:und |and )?(?:nach|ins|in das|zu|zum|into|to|in|на|الي) (\w+)"
    r"|\b(\w+) (?:ile|ve) (\w+) aras"
    r"|\b(\w+) в (\w+)"
)
_SPEAKS_ONLY = re.compile(
    r"\b(?:spreche|speak|konusuyorum|biliyorum|розмовляю|говорю|اتكلم|اتحدث) (?:\w+ ){0,3}?"
    r"(?:nur|only|ausschliesslich|sadece|лише|тільки|только|فقط) (?P<rest>\w+(?: \w+)?)"
)
KIN = (
    frozenset({"uk", "ru", "be"}),
    frozenset({"bs", "hr", "sr", "sl", "mk", "sq"}),
    frozenset({"fa", "ps", "ur", "tg"}),
    frozenset({"hi", "ur", "pa", "bn", "ta"}),
    frozenset({"cs", "sk"}),
    frozenset({"ti", "am", "om"}),
)
"""Often spoken by the same people: with a dash between them they are a list."""


def differ(need: Entry, offer: Entry) -> bool:
    """Whether the need is for German and another language, and the offer interprets without any German."""
    if not need.kind == offer.kind == "interpreter":
        return False
    if _lacks_one(need, offer):
        return True
    if any(tongue.code == COMMON for tongue in offer.languages) or not _leaves_out_german(offer.title, offer.text):
        return False
    wanted = {tongue.code for tongue in need.languages} or {*tongues.meant(f"{need.title}. {need.text}")}
    return COMMON in wanted or len(wanted) == 1


def _lacks_one(need: Entry, offer: Entry) -> bool:
    """Whether a need in words for two foreign languages meets an offer of one of them."""
    if need.languages:
        return False
    given = {tongue.code for tongue in offer.languages} or {*tongues.meant(f"{offer.title}. {offer.text}")}
    pairs = [{*language_names.named(f"{one} {other}")} for one, other in _pairs(need.title, need.text)]
    return bool(given) and any(COMMON not in pair and not pair <= given for pair in pairs)


@lru_cache(maxsize=20_000)
def _leaves_out_german(title: str, text: str) -> bool:
    if COMMON in language_names.named(f"{title}. {text}"):
        return False
    return bool(_pairs(title, text)) or any(
        language_names.named(only["rest"]) for only in _SPEAKS_ONLY.finditer(fold(title) + " . " + fold(text))
    )


@lru_cache(maxsize=20_000)
def _pairs(title: str, text: str) -> tuple[tuple[str, str], ...]:
    """Two languages between which it is interpreted."""
    said = [pair for found in _SAID.findall(fold(title) + " . " + fold(text)) for pair in _halves(found)]
    dashed = [pair for pair in _DASHED.findall(title) + _DASHED.findall(text) if not _are_kin(*pair)]
    return tuple(pair for pair in (*said, *dashed) if _is_a_pair(*pair))


def _halves(found: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, other) for one, other in zip(found[::2], found[1::2], strict=True) if one]


def _is_a_pair(one: str, other: str) -> bool:
    first, second = language_names.named(one), language_names.named(other)
    return bool(first and second) and not {*first} & {*second}


def _are_kin(one: str, other: str) -> bool:
    both = {*language_names.named(one), *language_names.named(other)}
    return any(both <= kin for kin in KIN)
