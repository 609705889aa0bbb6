"""Lists of words in a text file: "[name]" begins one, "#" a remark."""

from functools import cache
from pathlib import Path

from kiknet.fold import fold


@cache
def words(file: Path, name: str) -> frozenset[str]:
    """The folded words of one section; empty when there is none of this name."""
    found, here = set[str](), ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif here == name and not line.startswith("#"):
            found.update(fold(word) for word in line.split())
    return frozenset(found)
