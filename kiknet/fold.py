"""Folding: "Räume", "raeume" and "RÄUME" are one word; çocuk, курс and Чай too.

`fold` is what search compares. It is applied to what is stored and to what is
asked, so both sides only need to be folded alike, not prettily.
"""

import re
import unicodedata

_GERMAN = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o"}
)
MOST_WORDS = 20
SHORTEST_END = 4
SHORTEST_WORD = 3
_PLURALS = (
    ("nissen", (3,)), ("nisse", (2,)), ("innen", (3,)), ("ern", (3, 1)),
    ("en", (2, 1)), ("er", (2,)), ("e", (1,)), ("n", (1,)), ("s", (1,)),
)  # fmt: skip
_OF_SHORT_WORDS = ("e", "er")
_NO_SINGULARS = frozenset({
    "biet", "burg", "eben", "ernt", "esse", "fahr", "folg", "gart", "kehr", "lein", "list", "luck", "lung", "rach",
    "reis", "reit", "richt", "ruck", "rund", "scher", "sprach", "such", "trag", "weis", "woch", "zung",
})  # fmt: skip
"""Left of words people ask for ("Reise", "Bürger"), the singular of none of them, and how others end ("Kreis")."""
_DIGRAPHS = re.compile(r"(?<![aeou])([aou])e+")
_KEPT_APART = re.compile(r"[^\w]+", re.UNICODE)
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})


def fold(text: str) -> str:
    """Lower case, without accents, umlauts and their spellings (ae, oe, ue) alike; words apart by one space."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_GERMAN).translate(_ARABIC)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _DIGRAPHS.sub(r"\1", _KEPT_APART.sub(" ", bare.translate(_GERMAN))).strip()


def words(text: str) -> list[str]:
    """The folded words of what somebody typed into a search field, each once, in order; twenty are enough."""
    return list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]


def singulars(word: str) -> tuple[str, ...]:
    """What a folded word may be a German plural of, the shortest first: "raume" → "raum", "kindern" → "kind", "kinder".

    Umlauts are folded already, so that an ending is all that is left of most plurals. Of three letters is a word in
    -e or -er ("tage", "rader"): with the other endings more would be found that is none ("malen", "mann").
    """
    ending, cuts = next(((ending, cuts) for ending, cuts in _PLURALS if word.endswith(ending)), ("", ()))
    shortest = SHORTEST_WORD if ending in _OF_SHORT_WORDS else SHORTEST_END
    found = (word[:-cut] for cut in cuts if len(word) - cut >= shortest)
    return tuple(one for one in found if one not in _NO_SINGULARS)


def ends(word: str) -> tuple[str, ...]:
    """The singulars of a folded word as they count in a folded text between spaces: those long enough to mean
    something there at the end of longer words, too ("kurs " in "deutschkurs "), the others by themselves (" tag ").
    """
    return tuple(f"{one} " if len(one) >= SHORTEST_END else f" {one} " for one in singulars(word))


def says(text: str, word: str) -> bool:
    """Whether a folded text has a folded word, also inside longer ones, or its singular (see `ends`)."""
    return word in text or any(end in f" {text} " for end in ends(word))


def slug(text: str) -> str:
    """`text` as part of an address: "Türkischer Elternverein e.V." → "tuerkischer-elternverein-ev"."""
    spelled = text.casefold()
    for letter, spelling in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ı", "i"), (".", "")):
        spelled = spelled.replace(letter, spelling)
    bare = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:80] or "x"
