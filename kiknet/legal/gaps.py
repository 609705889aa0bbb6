"""Gaps in a legal text: what is left of the starting point, "[Name der Stelle …]" (pure)."""

import re
from pathlib import Path

GAP = re.compile(r"\[[^\]\n]*…[^\]\n]*\]")
SKELETONS = Path(__file__).resolve().parent / "skeletons"


def count(text: str) -> int:
    """How many places still ask to be filled in."""
    return len(GAP.findall(text))


def is_finished(text: str | None) -> bool:
    """Whether there is a text and nothing in it asks to be filled in."""
    return bool(text and text.strip()) and count(text or "") == 0


def skeleton(page: str) -> str:
    """The German starting point of a page: headings, what is true for every kiknet, and questions in brackets."""
    return (SKELETONS / f"{page}.md").read_text(encoding="utf-8")
