"""Lists in a text file: "[name]" begins one, "#" a remark."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kiknet.fold import fold


@cache
def lines(file: Path) -> Mapping[str, tuple[str, ...]]:
    """The lines of each section, in their order."""
    found, here = dict[str, list[str]](), ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(here, []).append(line)
    return {name: tuple(those) for name, those in found.items()}


@cache
def words(file: Path, name: str) -> frozenset[str]:
    """The folded words of one section; empty when there is none of this name."""
    return frozenset(fold(word) for line in lines(file).get(name, ()) for word in line.split())
