"""Until when it goes on at night, and when a house wants quiet: "feiern bis 2 Uhr", "nach 22 Uhr keine Musik"."""

import re
from datetime import time
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.matching.said import clocks
from kiknet.matching.said.phrases import section

_UNTIL = re.compile(
    r"\b(?:bis|until|till|до|حتى)\s(?:ca\.?\s|etwa\s|mindestens\s|so\s|gegen\s|mind\.?\s)?(\d{1,2})(?:[:.]([0-5]\d))?"
    r"\s?(?P<hour>uhr|h\b|nachts|früh|morgens|am\b|pm\b)"
)
EARLY, EVENING, DAY = 6 * 60, 17 * 60, 24 * 60
GRACE = 30


def differ(need: Entry, offer: Entry) -> bool:
    """Whether a party goes on for longer than the house allows."""
    if not need.kind == offer.kind == "room":
        return False
    wanted, closing = _till(need.title, need.text), _closing(offer.title, offer.text)
    return wanted is not None and closing is not None and wanted > closing + GRACE


@lru_cache(maxsize=20_000)
def _till(title: str, text: str) -> int | None:
    """Minutes after midnight, past 24 hours where it goes on into the next day."""
    plain = f"{title}. {text}".casefold()
    found = [60 * int(hour) + int(minute or 0) for hour, minute, _ in _UNTIL.findall(plain)]
    found = [at + DAY if at < EARLY else at for at in found]
    if section("till_late").search(fold(plain)):
        found.append(DAY)
    latest = max(found, default=None)
    return latest if latest is not None and latest > EVENING else None


@lru_cache(maxsize=20_000)
def _closing(title: str, text: str) -> int | None:
    """The last hour it names in the evening, unless it says that it can be later."""
    text = f"{title}. {text}"
    ends = [_minutes(end) for _, end in clocks.spans(text) if end]
    if not ends or any(end is None for _, end in clocks.spans(text)) or any(end < EARLY for end in ends):
        return None
    latest = max(ends)
    return latest if latest >= EVENING and not section("till_late").search(fold(text)) else None


def _minutes(at: time) -> int:
    return 60 * at.hour + at.minute
