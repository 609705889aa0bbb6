"""How wide, high, long or deep it may be at most and must be at least: "höchstens 2 m breit", "nicht höher als 85"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kiknet.matching.entry import Entry
from kiknet.matching.said import measures

KINDS = frozenset({"furniture", "equipment", "transport", "other", "room"})
DIMENSIONS = {
    "width": "breit|breiter|breite|weit|wide|wider|width|genişliğ|geniş|ширин|широк|عرض",
    "height": "hoch|hohe|hoher|höher|höhe|tall|taller|high|higher|height|yükseklik|yüksek|висот|высот|ارتفاع",
    "length": "lang|länger|länge|long|longer|length|uzunluk|uzun|довж|длин|طول",
    "depth": "tief|tiefer|tiefe|deep|deeper|depth|derinlik|глиб|глуб|عمق",
}
_NAMES = {word: name for name, words in DIMENSIONS.items() for word in words.split("|")}
_DIMENSION = "(" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\w{0,3}\b"
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(m|cm|meter|metern|metre|metres|centimetres?|zentimeter|см|м|سم|متر)?"
_ABOUT = r"(?:(?:ca\.?|circa|etwa|rund|von|ist|hat|sind|about|is|of|=|:)\s?)*"
_BEFORE = re.compile(rf"(?<![\d.,x×]){_NUMBER}[\s-]?{_DIMENSION}")
_BEHIND = re.compile(
    rf"\b{_DIMENSION}:?\s{_ABOUT}{_NUMBER}(?![\d.,]*\s?(?:uhr|h\b|€|euro|jahr|tage|stunde|woche|leute|personen))"
)
_COMPARED = re.compile(
    rf"\b(?:nicht|keinesfalls|kein\w*|net|not|не)\s(?:\w+\s)?{_DIMENSION}\s(?:als|wie|than|ніж|чем)\s{_ABOUT}{_NUMBER}"
)
_AT_MOST = re.compile(
    r"(?:\b(?:höchstens|maximal|max\.?|nicht mehr als|bis zu|bis|unter|nur|at most|up to|under|no more than|en fazla|"
    r"максимум|не більше|не более|до|بحد أقصى)\s(?:ca\.?\s)?|\b(?:nische|lücke|durchgang|tür|flur|ecke|wand|platz|gap|"
    r"door|hallway)\b[^.!?\n]{0,25})\Z"
)
_MOST_BEFORE = re.compile(
    rf"\b{_DIMENSION}:?\s(?:ist |sollte |darf )?(?:höchstens|maximal|max\.?|nicht mehr als|bis zu|bis|unter|"
    rf"at most|up to)\s{_NUMBER}"
)
_MAXIMAL = re.compile(r"\b(?:maximale|max\.?|höchste|maximum)\s\Z")
_SPACE = re.compile(rf"\b(?:nur|bloß|max\.?|höchstens|only)\s{_ABOUT}{_NUMBER}\s(?:platz|space|room)\b")
METRES_BELOW = 6
"""A number without a unit below is metres."""
MOST, LEAST = 1.05, 0.8


class Size(NamedTuple):
    """A side in centimetres; `is_most` where it may not be more."""

    name: str
    centimetres: float
    is_most: bool = False


def differ(need: Entry, offer: Entry) -> bool:
    """Whether a cupboard is too wide for the hallway, a screen too narrow; of what nobody measured none is."""
    if not {need.kind, offer.kind} <= KINDS:
        return False
    given = sizes(offer.title, offer.text)
    return bool(given) and any(_misses(size, given) for size in _asked(need))


def _misses(asked: Size, given: frozenset[Size]) -> bool:
    has = [size.centimetres for size in given if size.name == asked.name]
    if asked.is_most:
        return bool(has) and min(has) > MOST * asked.centimetres
    return bool(has) and max(has) < LEAST * asked.centimetres


def _asked(need: Entry) -> frozenset[Size]:
    """A mattress of 140 by 200 is 140 wide."""
    said = sizes(need.title, need.text)
    sides = measures.sides(need.title, need.text)
    if sides and not any(size.is_most for size in said):
        said |= {Size("length", sides[1])} | ({Size("width", sides[0])} if measures.is_lain_on(need.title) else set())
    return said


@lru_cache(maxsize=20_000)
def sizes(title: str, text: str) -> frozenset[Size]:
    return frozenset(_said(f"{title}. {text}".casefold()))


def _said(plain: str) -> Iterator[Size]:
    for match in _COMPARED.finditer(plain):
        yield Size(_NAMES[match[1]], _centimetres(match[2], match[3]), is_most=True)
    rest = _COMPARED.sub(" ", plain)
    for match in _SPACE.finditer(rest):
        yield Size("width", _centimetres(match[1], match[2]), is_most=True)
    for match in _BEFORE.finditer(rest):
        is_most = _AT_MOST.search(rest[: match.start()]) is not None
        yield Size(_NAMES[match[3]], _centimetres(match[1], match[2]), is_most=is_most)
    rest = _BEFORE.sub(" ", rest)
    for match in _BEHIND.finditer(rest):
        is_most = _MAXIMAL.search(rest[: match.start()]) is not None
        yield Size(_NAMES[match[1]], _centimetres(match[2], match[3]), is_most=is_most)
    for match in _MOST_BEFORE.finditer(rest):
        yield Size(_NAMES[match[1]], _centimetres(match[2], match[3]), is_most=True)


def _centimetres(number: str, unit: str | None) -> float:
    value = float(number.replace(",", "."))
    is_metres = unit not in {"cm", "см", "سم", "zentimeter"} if unit else value < METRES_BELOW
    return 100 * value if is_metres and not (unit or "").startswith("centi") else value
