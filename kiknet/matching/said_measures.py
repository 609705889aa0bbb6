"""How old, how heavy and of which size, as far as both texts say it."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry

CARRIES = frozenset({"transport", "equipment"})
_YEARS = r"(?:jahr|years?\b|yas\b|yas |років|роки|року|лет\b|год|سنه|سنوات|عام)"
AGES = re.compile(
    rf"\b(\d{{1,2}}) (?:bis|und|to|and|до|الي|ile) (\d{{1,2}}) ?{_YEARS}"
    r"|\b(\d{1,2}) jahrig\w*\b(?! (?:jubilaum|bestehen|erfahrung))"
)
SIZES = re.compile(
    r"\b(?:grosse|grossen|gr|size|sizes|beden|размер|розмір|مقاس) (\d{2,3})(?: (?:bis|to|und|и|і) (\d{2,3}))?"
)
NEARLY = {AGES: 1, SIZES: 0}
"""By how much two may miss each other."""
_DASH = re.compile(r"(?<=\d)\s?[-–—]\s?(?=\d)")
_KILOGRAMS = re.compile(r"\b(\d{1,4})(?:[.,]\d+)? ?(?:kg\b|kilo|кг\b|كيلو|كغم)")


def differ(need: Entry, offer: Entry) -> bool:
    """For children of 3 to 6 and for those of 12 to 16; size 62 and sizes 92 to 98; 140 kg, and a bike for 90."""
    wanted, has = (f"{entry.title}. {entry.text}" for entry in (need, offer))
    if any(_miss(wanted, has, measure) for measure in NEARLY):
        return True
    if not {need.kind, offer.kind} <= CARRIES:
        return False
    heavy, strong = _kilograms(wanted), _kilograms(has)
    return bool(heavy and strong and strong < heavy)


def _miss(wanted: str, has: str, measure: re.Pattern[str]) -> bool:
    one, other = span(wanted, measure), span(has, measure)
    if one is None or other is None:
        return False
    return max(one[0], other[0]) - min(one[1], other[1]) > NEARLY[measure]


@lru_cache(maxsize=20_000)
def span(text: str, measure: re.Pattern[str]) -> tuple[int, int] | None:
    """The smallest and the largest number a text names of a measure."""
    folded = fold(_DASH.sub(" bis ", text))
    found = [int(number) for match in measure.finditer(folded) for number in match.groups() if number]
    return (min(found), max(found)) if found else None


@lru_cache(maxsize=20_000)
def _kilograms(text: str) -> int | None:
    return max(map(int, _KILOGRAMS.findall(fold(text))), default=None)
