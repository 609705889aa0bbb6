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
SHORTEST_SINGULAR = 4
_PLURALS = (
    ("nissen", (3,)), ("nisse", (2,)), ("innen", (3,)), ("ern", (3, 1)),
    ("en", (2, 1)), ("er", (2,)), ("e", (1,)), ("n", (1,)), ("s", (1,)),
)  # fmt: skip
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

    Umlauts are folded already, so that an ending is all that is left of most plurals. What is too short to mean
    something at the end of a longer word, or in another script, is none.
    """
    cuts = next((cuts for ending, cuts in _PLURALS if word.endswith(ending)), ())
    return tuple(word[:-cut] for cut in cuts if len(word) - cut >= SHORTEST_SINGULAR)


def says(text: str, word: str) -> bool:
    """Whether a folded text has a folded word, also inside longer ones, or its singular at the end of one."""
    return word in text or any(f"{one} " in f"{text} " for one in singulars(word))


def slug(text: str) -> str:
    """`text` as part of an address: "Türkischer Elternverein e.V." → "tuerkischer-elternverein-ev"."""
    spelled = text.casefold()
    for letter, spelling in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ı", "i"), (".", "")):
        spelled = spelled.replace(letter, spelling)
    bare = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:80] or "x"
