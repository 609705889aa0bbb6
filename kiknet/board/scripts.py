"""In which language a text cannot be, by its letters: Arabic ones are no German. Pure."""

import re

LETTERS = {"arabic": re.compile("[\u0600-\u06ff]"), "cyrillic": re.compile("[\u0400-\u04ff]")}
WRITTEN_IN = {"arabic": ("ar", "fa", "ku", "ps", "ur"), "cyrillic": ("ru", "uk", "bg", "sr")}
"""The first of them where nothing tells more."""
TELLING = {
    "fa": re.compile("[\u067e\u0686\u0698\u06af]"),
    "uk": re.compile("[\u0456\u0457\u0454\u0491]", re.IGNORECASE),
}
"""Letters the first of them does not have."""
LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str, said: str) -> str:
    """`said`, unless most letters of `text` belong to a script in which that language is not written."""
    most = len(LETTER.findall(text)) / 2
    script = next((name for name, letters in LETTERS.items() if len(letters.findall(text)) > most), "")
    known = WRITTEN_IN.get(script, ())
    if not known or said in known:
        return said
    return next((code for code, letters in TELLING.items() if code in known and letters.search(text)), known[0])
