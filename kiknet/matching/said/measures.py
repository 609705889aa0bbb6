"""How large, how long, how heavy, of which size and how many inches, as far as both texts say it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.matching.entry import Entry
from kiknet.matching.numbers import people
from kiknet.matching.said import moments
from kiknet.matching.said.phrases import section
from kiknet.wording.number_words import in_digits

WORN = frozenset({"clothes", "skates", "skis"})
CARRIES = frozenset({"transport", "equipment"})
THINGS = frozenset({"furniture", "equipment", "transport", "other"})
GOODS = frozenset({"furniture", "equipment"})
_DASH = re.compile(r"(?<=\d)\s?[-–—]\s?(?=\d)")
_SIZE = re.compile(
    r"(\d{1,3})(?: (?:(?:bis|to|und|oder|и|і) )?(\d{1,3}))?\b(?! ?(?:x\b|mal\b|m\b|stuck|euro|zoll|cm|jahr|"
    r"uhr|tage|minuten|teile))"
)
_LETTERS = re.compile(r"(x{0,3}[sl]|m|\dxl)\b(?: (?:(?:bis|to|und|oder) )?(x{0,3}[sl]|m|\dxl)\b)?")
_PLAIN_LETTERS = re.compile(r"\b(x{1,3}[sl]|\dxl)\b")
LETTERS = ("xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")
_LAST_NUMBERS = re.compile(r"[^\W\d] (\d{2,3})(?: bis (\d{2,3}))?\Z")
_ALONE = re.compile(r"(?:(?:nr|eu|verstellbar|passt|von|etwa|ca|in) )*(\d{2,3})(?: (?:bis |und |oder )?(\d{2,3}))?\Z")
_KILOGRAMS = re.compile(r"\b(\d{1,4})(?:[.,]\d+)? ?(?:kg\b|kilo|кг\b|كيلو|كغم)")
_TONNES = re.compile(r"\b(\d{1,2})(?:[.,](\d))?\s?(?:t|tonnen?|to)\b")
_WATTS = re.compile(r"\b(\d{1,5})(?:[.,](\d))? ?(k?)(?:w|watt|va)\b")
_DECIMALS = re.compile(r"(?<=\d)[.,]\d{1,2}(?=[ -]?[^\W\d])")
_INCH_SIGN = re.compile(r"(?<=\b\d\d)\s?(?:\"|″|”|'')")
_INCHES = re.compile(r"\b(\d{2,3}) ?(?:zoll|inch|дю[ий]м|inc\b|بوصه)")
_LITRES = re.compile(r"\b(\d{1,4})(?:[.,]\d+)?[ -]?(?:l\b|liter|litre|litr|літр|литр|لتر)")
_ONE_LENGTH = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(m|cm|meter|metern|metre|metres|metreye|см|м|متر|سم)"
_LENGTH = re.compile(rf"(?<![\d.,]){_ONE_LENGTH}[ -]?{_UNIT}\b(?!\s?(?:²|2\b|groß|grosse?r?\b|tall))")
_SIDES = re.compile(rf"(?<![\d.,]){_ONE_LENGTH}\s?(?:{_UNIT})?\s?(?:[x×*х/]|mal|by)\s?{_ONE_LENGTH}(?:\s?{_UNIT}\b)?")
METRES = frozenset({"m", "meter", "metern", "metre", "metres", "м", "متر"})
SHORTEST_IN_CM = 15
"""Two numbers below are metres where they do not say."""
LENGTHS = range(20, 2_001)
"""Centimetres that are about a thing, not about a way."""
LONGEST = 20_001
"""Of cables."""
ABOUT = 0.8
"""Measures are rounded: what is a little smaller may do."""
HALF = 0.5
WHEEL = 3
"""Inches by which the wheels of two bicycles may differ."""
_PORTIONS = re.compile(r"\b(\d{2,3}) (?:portion|serving|essen\b|порц)")
_CUPS = re.compile(r"\b(\d{1,3}) (?:tassen|becher|portionen|liter kannen|cups|servings|fincan|чашок|чашек)")
MANY, REFILLS = 20, 3
MATTRESS = 10
BEDS = {"single_bed": (90, 200), "double_bed": (140, 200)}


def differ(need: Entry, offer: Entry) -> bool:
    """Size 62 and sizes 92 to 98; 140 kg, and a bike for 90; a bed of 90 cm for two."""
    if not {need.kind, offer.kind} <= THINGS:
        return False
    asked, given = (f"{entry.title}. {entry.text}" for entry in (need, offer))
    if need.kind == "transport" and _says("bulky", asked) and _says("small_load", given):
        return not _says("large_load", given)
    about = _about(need.title) & _about(offer.title)
    if _are_other_sizes(need, offer, is_worn=bool(about & WORN) or _says("size", need.title)):
        return True
    if {need.kind, offer.kind} <= CARRIES and _is_less(_kilograms(asked), _kilograms(given), 1.0):
        return True
    return (
        _is_less(_watts(asked), _watts(given), ABOUT)
        or _are_other_inches(asked, given, about)
        or _is_less(_most(asked, _LITRES) or _litres_for(asked), _most(given, _LITRES), ABOUT)
        or _is_less(_most(asked, _CUPS) or _cups_for(asked, about), _most(given, _CUPS), ABOUT)
        or _is_shorter(need, offer, about)
        or (need.kind in GOODS and _serves_fewer(need, offer))
    )


def _serves_fewer(need: Entry, offer: Entry) -> bool:
    """A grill for four where eighty come; of several pieces nobody says how many each is for."""
    if (need.quantity or 1) > 1 or (offer.quantity or 1) > 1:
        return False
    asked, given = (people(f"{entry.title}. {entry.text}") for entry in (need, offer))
    return _is_less(asked, given, HALF)


@lru_cache(maxsize=20_000)
def _says(name: str, text: str) -> bool:
    return section(name).search(fold(text)) is not None


@lru_cache(maxsize=20_000)
def _about(title: str) -> frozenset[str]:
    """What a title names, with what that is a kind of."""
    return frozenset(wide for name in concepts.mentions(title).found for wide in (name, *lexicon.wider_of(name)))


def _is_less(asked: int | None, given: int | None, share: float) -> bool:
    return asked is not None and given is not None and given < share * asked


@lru_cache(maxsize=20_000)
def _most(text: str, measure: re.Pattern[str]) -> int | None:
    folded = fold(_DASH.sub(" bis ", _INCH_SIGN.sub(" zoll ", _DECIMALS.sub("", text))))
    return max(map(int, measure.findall(in_digits(folded))), default=None)


@lru_cache(maxsize=20_000)
def _kilograms(text: str) -> int | None:
    in_tonnes = (1000 * int(tonnes) + 100 * int(tenth or 0) for tonnes, tenth in _TONNES.findall(text.casefold()))
    return max(in_tonnes, default=None) or _most(text, _KILOGRAMS)


@lru_cache(maxsize=20_000)
def _watts(text: str) -> int | None:
    found = _WATTS.findall(text.casefold())
    return max((1000 * int(n) + 100 * int(tenth or 0) if k else int(n) for n, tenth, k in found), default=None)


def _cups_for(text: str, about: frozenset[str]) -> int | None:
    """A machine is filled again and again."""
    served = people(text) if "coffeemachine" in about else None
    return served // REFILLS if served and served >= MANY else None


@lru_cache(maxsize=20_000)
def _litres_for(text: str) -> int | None:
    """A quarter of a litre for each of so many."""
    served = people(text) or max(map(int, _PORTIONS.findall(in_digits(fold(text)))), default=0)
    return served // 4 if served >= MANY else None


def _are_other_inches(asked: str, given: str, about: frozenset[str]) -> bool:
    one, other = _most(asked, _INCHES), _most(given, _INCHES)
    if not one or not other:
        return False
    return abs(one - other) > WHEEL if "bicycle" in about else other < ABOUT * one


def _are_other_sizes(need: Entry, offer: Entry, *, is_worn: bool) -> bool:
    one, other = (sizes(entry.title, entry.text, is_worn=is_worn) for entry in (need, offer))
    spans = zip(one, other, strict=True)
    return any(one and other and max(one[0], other[0]) > min(one[1], other[1]) for one, other in spans)


@lru_cache(maxsize=20_000)
def sizes(title: str, text: str, *, is_worn: bool) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The smallest and the largest size of clothes or shoes a text names: by numbers, and by letters (S, XL)."""
    head, folded = (fold(_DASH.sub(" bis ", _DECIMALS.sub("", part))) for part in (title, f"{title}. {text}"))
    last = _LAST_NUMBERS.search(head) if is_worn else None
    numbers, letters = [*last.groups()] if last else [], _PLAIN_LETTERS.findall(folded)
    if is_worn:
        numbers += [
            size
            for match in map(_ALONE.match, moments.clauses(_DASH.sub(" bis ", text)))
            if match
            for size in match.groups()
        ]
    named = (match for name in ("size", "size_in")[: 1 + is_worn] for match in section(name).finditer(folded))
    for match in named:
        if found := _SIZE.match(folded, match.end() + 1):
            numbers += found.groups()
        elif found := _LETTERS.match(folded, match.end() + 1):
            letters += found.groups()
    return _ends(int(number) for number in numbers if number), _ends(
        LETTERS.index(letter) for letter in (_in_full(one) for one in letters if one) if letter in LETTERS
    )


def _in_full(letter: str) -> str:
    return "x" * int(letter[0]) + "l" if letter[0].isdigit() else letter


def _ends(numbers: Iterable[int]) -> tuple[int, int] | None:
    found = sorted(numbers)
    return (found[0], found[-1]) if found else None


def _is_shorter(need: Entry, offer: Entry, about: frozenset[str]) -> bool:
    """Whether a bed, a carpet or a load area is too small; a mattress must be as wide as the bed."""
    is_bed = "beds" in about or "babything" in about
    asked, given = sides(need.title, need.text, is_bed=is_bed), sides(offer.title, offer.text, is_bed=is_bed)
    if asked and given and "clothes" not in about:
        is_wider = "mattress" in about and given[0] > asked[0] + MATTRESS
        return is_wider or any(has < ABOUT * wants for wants, has in zip(asked, given, strict=True))
    if section("at_most").search(fold(f"{need.title} {need.text}")) or "clothes" in about:
        return False
    most = LONGEST if "electronics" in about else LENGTHS.stop
    longest, has = (
        max((*(length for length in _lengths(e.title, e.text) if length < most), *(s or ())), default=0)
        for e, s in ((need, asked), (offer, given))
    )
    return bool(longest and has) and has < ABOUT * longest


def is_lain_on(title: str) -> bool:
    return not _about(title).isdisjoint({"beds", "mattress"})


@lru_cache(maxsize=20_000)
def _lengths(title: str, text: str) -> tuple[int, ...]:
    plain = f"{title}. {text}".casefold()
    found = (_centimetres(number, unit in METRES) for number, unit in _LENGTH.findall(plain))
    return tuple(length for length in found if LENGTHS.start <= length < LONGEST)


@lru_cache(maxsize=20_000)
def sides(title: str, text: str, *, is_bed: bool = False) -> tuple[int, int] | None:
    """The shorter and the longer side in centimetres, of the largest it names; of beds also by their name."""
    plain = f"{title}. {text}".casefold()
    found = [pair for match in _SIDES.finditer(plain) if (pair := _pair(*match.groups()))]
    if is_bed and not found:
        found = [named for name, named in BEDS.items() if section(name).search(fold(plain))]
    return max(found, key=lambda pair: pair[0] * pair[1], default=None)


def _pair(one: str, first_unit: str | None, other: str, unit: str | None) -> tuple[int, int] | None:
    named = unit or first_unit
    numbers = [float(number.replace(",", ".")) for number in (one, other)]
    is_metres = named in METRES if named else max(numbers) < SHORTEST_IN_CM
    short, long = sorted(_centimetres(number, is_metres) for number in (one, other))
    return (short, long) if short in LENGTHS and long in LENGTHS else None


def _centimetres(number: str, is_metres: bool) -> int:
    return round(float(number.replace(",", ".")) * (100 if is_metres else 1))
