"""When who lends a thing or a room has it themselves: "every Saturday night we show films", "back by four"."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import WEEKDAYS, Entry, Window
from kiknet.matching.said import clocks, taken, when
from kiknet.matching.said.clauses import is_own_use
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import LENT

_CLAUSES = re.compile(r"[.;:!?\n؟]+\s|,\s")
_BACK_BY = re.compile(
    r"\b(?:bis(?: spatestens)?|spatestens(?: um)?|by|before) "
    r"(?P<at>\d{1,2})(?:(?: (?P<minutes>[0-5]\d))?(?: uhr| h)| (?P<past>[0-5]\d)) "
    r"(?:\S+ ){0,4}?(?:zuruck|wieder da|wieder hier|back|returned)\b"
    r"|\bruckgabe (?:\S+ ){0,3}?bis (?P<until>\d{1,2})(?: uhr| h)\b"
)
_OTHER_DAY = re.compile(
    r"\b(?:nachst|folge|ubernachst|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen)"
)
ALL_DAYS = frozenset(range(7))


def differ(need: Entry, offer: Entry, today: date) -> bool:
    """Whether it is needed only when who lends it uses it; a need that names no time is free to choose."""
    if offer.kind not in LENT or need.kind not in LENT:
        return False
    used = times(f"{offer.title}. {offer.text}")
    wanted = when.availability(need, today) if used else None
    return wanted is not None and bool(wanted.windows) and all(_is_within(window, used) for window in wanted.windows)


def _is_within(window: Window, used: tuple[Window, ...]) -> bool:
    return window.begins is not None and any(
        other.weekday == window.weekday
        and other.begins <= window.begins
        and (window.ends is None or window.ends <= other.ends)
        for other in used
        if other.begins and other.ends
    )


@lru_cache(maxsize=20_000)
def times(text: str) -> tuple[Window, ...]:
    """Weekdays with the hours at which it is in use; a whole day, or a date, is read elsewhere."""
    return tuple(_used(text))


def _used(text: str) -> Iterator[Window]:
    for clause in _CLAUSES.split(clocks.in_full(text)):
        folded = fold(clause)
        if (back := _BACK_BY.search(folded)) and not _OTHER_DAY.search(folded):
            begins = time(int(back["at"] or back["until"]) % 24, int(back["minutes"] or back["past"] or 0))
            yield from (Window(day, None, begins, time(23, 59)) for day in ALL_DAYS)
            continue
        named = {
            number
            for number, code in enumerate(WEEKDAYS)
            for day in section(code.lower()).finditer(folded)
            if is_own_use(folded) or taken.is_own(folded, day)
        }
        if not named and not (is_own_use(folded) and not _OTHER_DAY.search(folded)):
            continue
        yield from (
            Window(day, None, begins, ends)
            for name, (begins, ends) in when.PARTS.items()
            if any(when.parts_of_day(name, folded))
            for day in named or ALL_DAYS
        )
