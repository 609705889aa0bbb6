"""How many helpers are needed, and how many come: "eight for a removal", "the two of us", "my brother and I"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import numbers
from kiknet.matching.entry import Entry
from kiknet.wording.number_words import in_digits

_HELPERS = (
    r"(?:helfer\w*|helfende\w*|freiwillige\w*|ehrenamtliche\w*|hande\b|mann\b|kraftige\w*|starke\w*|volunteers?\b|"
    r"helpers?\b|gonullu\w*|волонтер\w*|помічник\w*|помощник\w*|leuten?\b(?! (?:warten|suchen|brauchen|kommen|lernen)))"
)
_MORE = (
    r"(?:personen\b|people\b|kisi\w*|люд[еи]й?\b|jungs|manner\b|frauen\b|jugendliche\w*|studierende\w*|studenten|"
    r"schuler\w*|mitglieder|kolleg\w*|azubis?|von uns)"
)
_NEEDED = re.compile(rf"(?<!fur )(?<!mit )(?<!bei )(?<!for )\b(\d{{1,3}}) (?:bis (\d{{1,3}}) )?(?:\w+ )?{_HELPERS}")
_COME = re.compile(
    rf"(?<!fur )(?<!mit )(?<!bei )(?<!for )\b(\d{{1,3}}) (?:(?:bis|oder) (\d{{1,3}}) )?(?:\w+ )?(?:{_HELPERS}|{_MORE})"
)
_TWO = re.compile(
    r"\b(?:ich und mein\w*|mein\w* \w+ und ich|vater (?:mit|und) sohn|mutter (?:mit|und) tochter|me and my|"
    r"my \w+ and i|zwei von uns|wir zwei|wir beide|the two of us)\b"
)
ENOUGH = 0.7


def are_too_few(need: Entry, offer: Entry) -> bool:
    """Whether two come where eight are needed; where only one side says how many, it may be enough."""
    if not need.kind == offer.kind == "volunteer":
        return False
    asked = need.quantity or _needed(f"{need.title}. {need.text}")
    given = _coming(f"{offer.title}. {offer.text}")
    return asked is not None and given is not None and given < ENOUGH * asked


@lru_cache(maxsize=20_000)
def _needed(text: str) -> int | None:
    return _most(_NEEDED, text)


@lru_cache(maxsize=20_000)
def _coming(text: str) -> int | None:
    both = 2 if _TWO.search(fold(text)) else None
    return max(filter(None, (_most(_COME, text), max(numbers.together(text), default=None), both)), default=None)


def _most(said: re.Pattern[str], text: str) -> int | None:
    found = said.findall(in_digits(fold(text)))
    return max((int(number) for pair in found for number in pair if number), default=None)
