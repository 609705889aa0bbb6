"""Words and phrases of `phrases.txt`, by section."""

import re
from functools import cache
from pathlib import Path

from kiknet.fold import fold

FILE = Path(__file__).with_name("phrases.txt")


@cache
def section(name: str) -> re.Pattern[str]:
    """The words of a section of `phrases.txt` as one pattern for folded texts."""
    return re.compile(r"\b(?:" + "|".join(map(_pattern, _sections()[name])) + ")")


@cache
def _sections() -> dict[str, list[str]]:
    here, found = "", dict[str, list[str]]()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(here, []).extend(line.split())
    return found


def _pattern(word: str) -> str:
    """ "…kurs." also ends a longer word."""
    begins, ends = r"\w*" if word.startswith("~") else "", r"\b" if word.endswith(".") else ""
    return begins + re.escape(fold(word.strip("~.").replace("_", " "))) + ends
