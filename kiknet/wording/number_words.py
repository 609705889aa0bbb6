"""Number words in figures: "zwölf", "fünfunddreißig", "twenty five", "двадцяти", "otuz beş"."""

from collections.abc import Iterator
from itertools import pairwise

_GERMAN = {
    "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwolf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18,
    "neunzehn": 19,
}  # fmt: skip
_SINGLE = {
    "ein": 1, "eine": 1, "einen": 1, "dutzend": 12, "dozen": 12, "hundert": 100,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "hundred": 100,
    "bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "sekiz": 8, "dokuz": 9, "yuz": 100,
    "один": 1, "одна": 1, "одну": 1, "два": 2, "две": 2, "дві": 2, "двох": 2, "двоих": 2, "три": 3, "трьох": 3,
    "троих": 3, "чотири": 4, "четыре": 4, "чотирьох": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шість": 6,
    "шести": 6, "сім": 7, "семь": 7, "семи": 7, "вісім": 8, "восемь": 8, "восьми": 8, "девять": 9, "десять": 10,
    "десяти": 10, "дванадцять": 12, "двенадцать": 12, "дванадцяти": 12, "двенадцати": 12, "пятнадцять": 15,
    "пятнадцать": 15, "пятнадцяти": 15, "пятнадцати": 15, "сто": 100,
    "واحد": 1, "واحده": 1, "ثلاثه": 3, "اربعه": 4, "خمسه": 5, "سته": 6, "سبعه": 7, "ثمانيه": 8, "تسعه": 9, "عشره": 10,
    "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "خمسين": 50, "خمسون": 50, "ستين": 60,
    "سبعين": 70, "ثمانين": 80, "ثمانون": 80, "تسعين": 90, "مئه": 100, "مائه": 100,
}  # fmt: skip
ARABIC_PREFIXES = frozenset({"ل", "ب", "و"})
ONES = frozenset({"ein", "eine", "einen", "one", "bir", "один", "одна", "одну", "واحد", "واحده"})
_UNITS = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9}
_TENS = {
    "zwanzig": 20, "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_BEGUN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80, "doksan": 90,
    "двадцять": 20, "двадцать": 20, "двадцяти": 20, "двадцати": 20, "тридцять": 30, "тридцать": 30, "тридцяти": 30,
    "тридцати": 30, "сорок": 40, "сорока": 40, "пятдесят": 50, "пятьдесят": 50, "пятидесяти": 50, "шістдесят": 60,
    "шестьдесят": 60, "шестидесяти": 60, "вісімдесят": 80, "восемьдесят": 80,
}  # fmt: skip
"""After which the ones stand in a word of their own."""


def _composed() -> Iterator[tuple[str, int]]:
    """ "Fünfunddreißig", "zweihundert", "einhundertzwanzig"."""
    below = {**_UNITS, **_GERMAN, **_TENS}
    below |= {f"{one}und{ten}": _TENS[ten] + _UNITS[one] for one in _UNITS for ten in _TENS}
    yield from ((word, number) for word, number in below.items() if "und" in word)
    for hundreds, number in {"": 1, **_UNITS}.items():
        yield f"{hundreds}hundert", 100 * number
        yield from ((f"{hundreds}hundert{word}", 100 * number + rest) for word, rest in below.items())


WORDS = {**dict(_composed()), **_BEGUN, **_TENS, **_GERMAN, **_SINGLE}


DOZENS = frozenset({"dutzend", "dozen", "duzine", "дюжина", "дюжини", "дюжины", "дюжину"})
_HALF = frozenset({"halbes", "halbe", "halben", "half", "yarim", "пів", "пол"})
_SOME = frozenset({"paar", "couple", "mehrere", "einige", "several", "few", "birkac"})
_BETWEEN = frozenset({"a", "of", "gute", "guten", "good"})


def in_digits(folded: str) -> str:
    """ "Zwölf" is 12 and "twenty five" 25, but "eine" is not 1."""
    words = folded.split()
    found = [word_in_digits(word) for word in words]
    for place, (ten, one) in enumerate(pairwise(words)):
        if ten in _BEGUN and 0 < WORDS.get(one, 0) < 10:
            found[place], found[place + 1] = str(_BEGUN[ten] + WORDS[one]), ""
    return " ".join(word for word in _times_twelve(words, found) if word)


def _times_twelve(words: list[str], found: list[str]) -> list[str]:
    """ "Drei Dutzend" are 36, "half a dozen" 6 and "a couple of dozen" 24."""
    for place in (place for place, word in enumerate(words) if word in DOZENS):
        before = next((at for at in range(place - 1, max(-1, place - 4), -1) if words[at] not in _BETWEEN), None)
        word = "" if before is None else words[before]
        if before is not None and _is_number(word):
            found[before], found[place] = "", str(12 * int(found[before]))
        else:
            found[place] = "6" if word in _HALF else "24" if word in _SOME else "12"
    return found


def _is_number(word: str) -> bool:
    return word_in_digits(word).isdigit()


def word_in_digits(word: str) -> str:
    bare = word[1:] if word[:1] in ARABIC_PREFIXES and word[1:] in WORDS else word
    return str(WORDS[bare]) if bare in WORDS and bare not in ONES else word
