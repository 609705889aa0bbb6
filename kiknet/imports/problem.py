"""What could not be read, where, and why: values that everything that reads shares."""

from dataclasses import dataclass
from typing import Any

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_EVENTS = 2000
MOST_DATES = 1000
MOST_DATES_IN_ALL = 20_000


@dataclass(frozen=True)
class Problem:
    """Something in line `line` that was left out, or read in a way somebody may want to check (`is_hint`)."""

    line: int
    reason: Any  # a sentence, most often lazy: it is said in the reader's language
    title: str = ""
    is_hint: bool = False
