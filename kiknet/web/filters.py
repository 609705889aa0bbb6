"""What addresses with filters carry: codes and typed words, so many of them and no more. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from kiknet import fold

MOST_PAIRS = 200
MOST_VALUES = 20
MOST_LETTERS = 100

_CODE = re.compile(r"[a-z0-9_-]{1,80}")


def given(pairs: Iterable[tuple[str, str]], keys: Collection[str]) -> dict[str, list[str]]:
    """The values of each known key, in order; what is unknown is passed over."""
    found: dict[str, list[str]] = {}
    for number, (key, value) in enumerate(pairs):
        if number >= MOST_PAIRS:
            break
        if key in keys:
            found.setdefault(key, []).append(value)
    return found


def codes(values: Iterable[str]) -> tuple[str, ...]:
    """Each well-formed code once, sorted; twenty are enough."""
    known = dict.fromkeys(value for value in values if _CODE.fullmatch(value))
    return tuple(sorted(list(known)[:MOST_VALUES]))


def words(text: str) -> str:
    """What was typed into a search field, on one line; "" if there is no word in it."""
    plain = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text[: 10 * MOST_LETTERS]))
    short = " ".join(plain.split())[:MOST_LETTERS].strip()
    return short if fold.fold(short) else ""
