"""How languages are called in the languages of the network: "Ukrainisch", "украинский" and "Ukraynaca" are "uk"."""

import re
from functools import cache, lru_cache
from pathlib import Path

from kiknet.fold import fold

FILE = Path(__file__).with_name("language_names.txt")
BEGINNING = 3
"""Letters by which names are looked up."""
COUNTRIES = ("deutschland", "germany")
_ARABIC_BEGINNINGS = re.compile(r"^[وف]?(?:بال|ال|لل|ب|ل)(?=\w{4})")


def named(text: str) -> list[str]:
    """The languages a text names, in its order."""
    return list(dict.fromkeys(code for word in words_of(text) for code in codes_of(word)))


@lru_cache(maxsize=20_000)
def varieties(text: str) -> frozenset[str]:
    """Those of a language whose speakers do not understand each other: "ku.sorani", "ar.maghreb"."""
    return frozenset(code for word in fold(text).split() for code in codes_of(word, is_variety=True))


def words_of(text: str) -> list[str]:
    """Folded; "sign language" is one word."""
    names = _in_a_row()
    return names.sub(lambda name: name[0].replace(" ", "_"), fold(text)).split()


@lru_cache(maxsize=50_000)
def codes_of(word: str, *, is_variety: bool = False) -> tuple[str, ...]:
    """The languages a folded word names; an Arabic one also behind "and", "in" and "the". A country is none."""
    if word.startswith(COUNTRIES):
        return ()
    forms = {f"{word}.", f"{_ARABIC_BEGINNINGS.sub('', word)}."}
    by_beginning = _by_beginning(is_variety=is_variety)
    found = (code for form in forms for code, name in by_beginning.get(form[:BEGINNING], ()) if form.startswith(name))
    return tuple(dict.fromkeys(found))


@cache
def _by_beginning(*, is_variety: bool) -> dict[str, list[tuple[str, str]]]:
    """Codes and names by the first letters of the names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, names in _names_of().items():
        for name in names if ("." in code) == is_variety else ():
            found.setdefault(name[:BEGINNING], []).append((code, name))
    return found


@cache
def _in_a_row() -> re.Pattern[str]:
    names = (name.replace("_", " ") for names in _names_of().values() for name in names if "_" in name)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + ")")


def known() -> list[str]:
    """The codes of all languages it knows by a name."""
    return [code for code in _names_of() if "." not in code]


@cache
def _names_of() -> dict[str, tuple[str, ...]]:
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    pairs = (line.split(":", 1) for line in lines)
    return {code: tuple(map(_folded_name, names.split())) for code, names in pairs}


def _folded_name(name: str) -> str:
    """A final "." stays: nothing follows it."""
    ending = "." if name.endswith(".") else ""
    return "_".join(map(fold, name.split("_"))) + ending
