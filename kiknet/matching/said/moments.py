"""Days and months named in words: "20. Dezember", "end of March", "Silvester", "in the spring", "Friday"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from kiknet.fold import fold
from kiknet.matching.entry import WEEKDAYS
from kiknet.matching.said import feasts
from kiknet.matching.said.phrases import section

RECENT = 120
"""Days: what "from" a month that began since then can be had already."""
LONG_AGO = 60
_MONTHS = tuple(section(f"month_{number}").pattern for number in range(1, 13))
_DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(20\d\d))?")
_FROM_DAY_TO_DAY = re.compile(
    rf"\b(\d{{1,2}})\.?\s?(?:[-–]|bis(?: zum)?|und)\s?(\d{{1,2}})\.\s?((?:{'|'.join(_MONTHS)})\w*)", re.IGNORECASE
)
_FROM_DAY_TO_DATE = re.compile(r"\b(\d{1,2})\.\s?(?:[-–/+&]|bis(?: zum)?|und)\s?(\d{1,2})\.\s?(\d{1,2})\.")
_ORDINAL = re.compile(r"\b(\d{1,2})\.\s(?=[^\W\d])")
NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = re.compile(
    r"(?:\b(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?)?(?:\b(?P<part>anfang|mitte|ende|end of|початку|кінця|конца|"
    r"basi|sonu) )?"
    rf"(?P<month>{'|'.join(f'(?:{pattern})' for pattern in _MONTHS)})\w*(?: (?P<after>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?! ?(?:uhr|h\b|\d)))?"
    r"(?: (?P<year>20\d\d))?"
)
_THROUGH = re.compile(
    r"\w* (?:bis|to|until|till|through|до|по|الي|حتي)(?: (?:zum|ende|mitte|einschliesslich|spatestens|the))* ?"
)
_SEASONS = {
    "spring_begins": 3,
    "summer_begins": 6,
    "autumn_begins": 9,
    "winter_begins": 12,
    "next_year": 1,
    "summer_term": 4,
    "winter_term": 10,
}
LENGTH = 3
"""Months of a season."""


class Moment(NamedTuple):
    """Where it stands in the folded text, and its first and last day."""

    begins: int
    ends: int
    first: date
    last: date
    is_range: bool = False


def plain(text: str) -> str:
    """Folded, with dates in words: "5.12." becomes "5 december"; without full stops that end no sentence."""
    text = _FROM_DAY_TO_DAY.sub(r"\1. \3 bis \2. \3", text)
    text = _FROM_DAY_TO_DATE.sub(r"\1.\3. bis \2.\3.", text)
    named = _DATE.sub(lambda d: f"{d[1]} {NAMES[int(d[2]) - 1]} {d[3] or ''}" if 0 < int(d[2]) <= 12 else d[0], text)
    return _ORDINAL.sub(r"\1 ", named)


def named(folded: str, today: date) -> list[Moment]:
    """All that a folded text names, in its order."""
    found = sorted([*_months(folded, today), *_feasts(folded, today), *_seasons(folded, today)])
    ranges = list[Moment]()
    for one in found:
        before = ranges[-1] if ranges else None
        if before and one.begins < before.ends:
            continue
        if before and not before.is_range and _THROUGH.fullmatch(folded[before.ends : one.begins]):
            last = (
                one.last
                if one.last >= before.first
                else one.last.replace(year=one.last.year + 1, day=min(one.last.day, 28))
            )
            one = Moment(ranges.pop().begins, one.ends, before.first, last, is_range=True)
        ranges.append(one)
    return ranges


def weekdays(folded: str, today: date) -> Iterator[Moment]:
    """The next of each weekday it names."""
    for number, code in enumerate(WEEKDAYS):
        for match in section(code.lower()).finditer(folded):
            day = today + timedelta((number - today.weekday()) % 7)
            yield Moment(match.start(), match.end(), day, day)


def _months(folded: str, today: date) -> Iterator[Moment]:
    for match in _MONTH.finditer(folded):
        month = next(n for n, pattern in enumerate(_MONTHS, 1) if re.match(pattern, match["month"]))
        day = int(match["day"] or match["after"] or 0)
        year = int(match["year"] or 0) or _year_of(month, day, today)
        length = monthrange(year, month)[1]
        if day > length:
            continue
        first, last = (day, day) if day else _part(match["part"], length)
        yield Moment(match.start(), match.end(), date(year, month, first), date(year, month, last))


def _year_of(month: int, day: int, today: date) -> int:
    """A month that is over is meant next year; a day only if it is long past."""
    if day:
        return today.year + (date(today.year, month, min(day, 28)) < today - timedelta(LONG_AGO))
    return today.year + (month < today.month)


def _part(part: str | None, length: int) -> tuple[int, int]:
    if part in {"ende", "end of", "кінця", "конца", "sonu"}:
        return 21, length
    return {"anfang": (1, 10), "basi": (1, 10), "початку": (1, 10), "mitte": (11, 20)}.get(part or "", (1, length))


def _feasts(folded: str, today: date) -> Iterator[Moment]:
    for name in feasts.RULES:
        for match in section(name).finditer(folded):
            if span := feasts.next_time(name, today):
                yield Moment(match.start(), match.end(), *span)


def _seasons(folded: str, today: date) -> Iterator[Moment]:
    for name, month in _SEASONS.items():
        for match in section(name).finditer(folded):
            year_said = re.match(r"\w* (20\d\d)\b", folded[match.end() :])
            year = (
                int(year_said[1]) if year_said else today.year + (month + LENGTH <= today.month or name == "next_year")
            )
            last = date(year + (month + LENGTH > 12), (month + LENGTH - 1) % 12 + 1, 1) - timedelta(1)
            yield Moment(match.start(), match.end(), date(year, month, 1), last)


def clauses(text: str) -> list[str]:
    """The folded clauses of a text; a date in them ends none."""
    return [folded for part in re.split(r"[.:;!?\n؟]+|[,،]\s", plain(text)) if (folded := fold(part))]
