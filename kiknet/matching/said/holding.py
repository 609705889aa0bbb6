"""For how many cars or bicycles a place is, as far as both texts say it."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.wording import number_words

PLACED = frozenset({"room", "other"})
_HELD = {
    "cars": r"autos?|pkws?|wagen|fahrzeuge?n?|wohnmobile?|kleinbusse?|cars?|vehicles|araba\w*|arac\w*|авто\w*|"
    r"машин\w*|سيارات|سياره",
    "bicycles": r"\w*fahrrader\w*|\w*fahrrad|rader\w*|\w*bikes?|\w*bicycles?|bisiklet\w*|велосипед\w*|دراجات|دراجه",
    "pianos": r"klaviere?",
    "boxes": r"\w*kartons?|\w*kisten|boxes",
}
_ONE = frozenset({"ein", "einen", "eins", "one", "a", "bir", "одна", "одну", "один"})
_COUNTS = {
    name: re.compile(rf"\b(\d{{1,3}}|{'|'.join(sorted(_ONE))}) (?:\w+ )?(?:{words})\b") for name, words in _HELD.items()
}


def is_too_small(need: Entry, offer: Entry) -> bool:
    """A yard for one car is none for six."""
    if not {need.kind, offer.kind} <= PLACED or "room" not in {need.kind, offer.kind}:
        return False
    asked, given = (dict(_held(entry.title, entry.text)) for entry in (need, offer))
    return any(given[name] < number for name, number in asked.items() if name in given)


@lru_cache(maxsize=20_000)
def _held(title: str, text: str) -> tuple[tuple[str, int], ...]:
    plain = number_words.in_digits(fold(f"{title}. {text}"))
    found = {
        name: [1 if word in _ONE else int(word) for word in count.findall(plain)] for name, count in _COUNTS.items()
    }
    return tuple((name, max(numbers)) for name, numbers in found.items() if numbers)
