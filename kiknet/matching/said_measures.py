"""How old and how heavy, as far as both texts say it."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry

NEARLY = 1
"""Years by which groups may miss each other."""
CARRIES = frozenset({"transport", "equipment"})
_YEARS = r"(?:jahr|years?\b|yas\b|yas |років|роки|року|лет\b|год|سنه|سنوات|عام)"
_AGES = re.compile(rf"\b(\d{{1,2}}) (?:bis|und|to|and|до|الي|ile) (\d{{1,2}}) ?{_YEARS}")
_AGED = re.compile(r"\b(\d{1,2}) jahrig\w*\b(?! (?:jubilaum|bestehen|erfahrung))")
_DASH = re.compile(r"(?<=\d)\s?[-–—]\s?(?=\d)")
_KILOGRAMS = re.compile(r"\b(\d{1,4})(?:[.,]\d+)? ?(?:kg\b|kilo|кг\b|كيلو|كغم)")


def differ(need: Entry, offer: Entry) -> bool:
    """For children of 3 to 6 and for those of 12 to 16; a load of 140 kg, and a bike for 90."""
    one, other = (_ages(f"{entry.title}. {entry.text}") for entry in (need, offer))
    if one and other and (one[1] + NEARLY < other[0] or other[1] + NEARLY < one[0]):
        return True
    if not {need.kind, offer.kind} <= CARRIES:
        return False
    heavy, strong = (_kilograms(f"{entry.title}. {entry.text}") for entry in (need, offer))
    return bool(heavy and strong and strong < heavy)


@lru_cache(maxsize=20_000)
def _ages(text: str) -> tuple[int, int] | None:
    """The youngest and the oldest it names."""
    folded = fold(_DASH.sub(" bis ", text))
    years = [int(age) for both in _AGES.findall(folded) for age in both] + [int(age) for age in _AGED.findall(folded)]
    return (min(years), max(years)) if years else None


@lru_cache(maxsize=20_000)
def _kilograms(text: str) -> int | None:
    return max(map(int, _KILOGRAMS.findall(fold(text))), default=None)
