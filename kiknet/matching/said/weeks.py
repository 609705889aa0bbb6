"""In which weeks something is: odd or even ones, the first or the third of a month."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry

_PARITY = re.compile(r"\b(un)?gerade[nr]? (?:kalender)?(?:wochen?|kw)\b|\b(odd|even) weeks?\b")
_NUMBERS = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "letzt": 5, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "last": 5, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_NUMBER = rf"({'|'.join(_NUMBERS)})(?:e[nrs]?)?"
_IN_MONTH = re.compile(
    rf"\b{_NUMBER}(?: (?:und|oder|and|or|sowie) (?:jeden |am |the )?{_NUMBER})? "
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)\w*(?: \w+)?? (?:im|in|des|eines|jeden|of)\b"
)


def differ(need: Entry, offer: Entry) -> bool:
    """The first Tuesday of the month and the third."""
    asked, given = (weeks(f"{entry.title}. {entry.text}") for entry in (need, offer))
    return any(one and other and not one & other for one, other in zip(asked, given, strict=True))


@lru_cache(maxsize=20_000)
def weeks(text: str) -> tuple[frozenset[str], frozenset[int]]:
    """Odd or even ones, and which of a month."""
    folded = fold(text)
    parity = frozenset("odd" if "un" in match or "odd" in match else "even" for match in _PARITY.findall(folded))
    return parity, frozenset(_NUMBERS[word] for match in _IN_MONTH.findall(folded) for word in match if word)
