"""Words and phrases of `phrases.txt`, by section."""

import re
from functools import cache
from pathlib import Path

from kiknet.fold import fold
from kiknet.wording import sections

FILE = Path(__file__).with_name("phrases.txt")


@cache
def section(name: str) -> re.Pattern[str]:
    """The words of a section of `phrases.txt` as one pattern for folded texts."""
    words = (word for line in sections.lines(FILE)[name] for word in line.split())
    return re.compile(r"\b(?:" + "|".join(map(_pattern, words)) + ")")


def _pattern(word: str) -> str:
    """ "…kurs." also ends a longer word."""
    begins, ends = r"\w*" if word.startswith("~") else "", r"\b" if word.endswith(".") else ""
    return begins + re.escape(fold(word.strip("~.").replace("_", " "))) + ends
