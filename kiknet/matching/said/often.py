"""How often and for how long, as far as both texts say it: every week and once a month, all day and two hours."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.matching.said import clocks
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import DEEDS
from kiknet.wording import number_words

OFTEN = {"daily": 20.0, "weekly": 4.0, "fortnightly": 2.0, "monthly": 1.0, "now_and_then": 0.5, "just_once": 0.2}
"""Times a month."""
SELDOM = 2
WEEK = 4
_A_WEEK = re.compile(
    r"\b(?:(\d|ein|eine|einen|zwei|drei|vier|funf) ?(?:mal|x|tage?n?|abende?n?|vormittage?n?|nachmittage?n?|stunden?|"
    r"montage?|dienstage?|mittwoche?|donnerstage?|freitage?|samstage?|sonntage?|wochenenden?)|"
    r"(\d) (?:times|kez|рази?|раза|مرات)|(once|twice|bir|iki|uc))"
    r"(?: (?:die|pro|im|in der|je|a|per|на|в|في))* (?P<unit>woche|wochentlich|week|тиж|недел|الاسبوع|monat|month|"
    r"місяц|месяц|الشهر)"
    r"|\b(?P<turkish>hafta|ay)da (\d|bir|iki|uc)\b"
)
_TIMES = {
    "ein": 1,
    "eine": 1,
    "einen": 1,
    "once": 1,
    "bir": 1,
    "zwei": 2,
    "twice": 2,
    "iki": 2,
    "drei": 3,
    "uc": 3,
    "vier": 4,
    "funf": 5,
}
_DAYS = "|".join(section(code).pattern for code in ("mo", "tu", "we", "th", "fr", "sa", "su"))
_EVERY = re.compile(
    rf"\b(?:jeden|jede|every|each|her|що|кожн\w+|кажд\w+|كل(?: يوم)?) (?:{_DAYS})|\b(?:montags|dienstags|"
    rf"mittwochs|donnerstags|freitags|samstags|sonntags)\b"
)
_MOST = (
    r"\b(?:hochstens|maximal|max|nur|nicht langer als|nicht mehr als|bis zu|langstens|only|at most|up to|"
    r"no more than|en fazla|sadece|"
    r"максимум|не більше|не довше|не более|не дольше|بحد اقصي|فقط)"
)
_UNIT = (
    r"(?P<unit>std|stunde|h\b|hour|saat|годин|час(?:а|ов)?\b|ساعه|ساعات|ساعتين|tag|day|gun\b|дн|день|ايام|nacht|"
    r"nachte|night|"
    r"jahr|year|yil\b|woche|week|hafta|тиж|недел|اسبوع|monat|month|ay\b|місяц|месяц|شهر)"
)
_NUMBER = r"(?P<number>\d{1,3}|ein|eine|einen|einer|anderthalb|one|a|an|bir)"
_NOT_A_TIMES = r"(?!\w* (?:die|pro|in der|im|je|a|per|alt|vorher|zuvor|before|na|на|в)\b)"
_LIMIT = re.compile(rf"{_MOST}(?: (?:fur|for|je|jeweils|etwa|ca|ein paar))*(?: {_NUMBER})? {_UNIT}{_NOT_A_TIMES}")
_NO_LONGER = re.compile(
    rf"\b(?:langer|mehr) als(?: (?:etwa|ca))? {_NUMBER} {_UNIT}\w*(?: \w+){{0,3}} (?:nicht|kaum|nie)\b"
)
_LASTS = re.compile(
    rf"\b(?:fur|uber|insgesamt|mindestens|etwa|ca|rund|circa|for|at least|about|dauert|dauer|en az|на|"
    rf"لمده)(?: (?:etwa|ca|rund|about))? {_NUMBER} {_UNIT}{_NOT_A_TIMES}"
)
_HOURS = {
    "hafta": 168, "اسبوع": 168, "ساع": 1, "s": 1, "h": 1, "г": 1, "ч": 1, "t": 24, "d": 24, "g": 24, "д": 24, "ا": 24,
    "n": 24, "w": 168, "т": 168, "н": 168, "m": 720, "a": 720, "м": 720, "ش": 720, "j": 8760, "y": 8760,
}  # fmt: skip
"""By how the words of a unit begin, the longer first."""
DAY, WHOLE_DAY, BY_THE_HOUR = 24, 8, 5
MOST_OF_IT = 0.7
_NOON = date(2000, 1, 1)


def differ(need: Entry, offer: Entry) -> bool:
    """Whether it is needed more often than there is time for, or for longer."""
    if {need.kind, offer.kind} & (DEEDS | {"room", "transport"}) and "cooperation_partner" not in {
        need.kind,
        offer.kind,
    }:
        asked, given = often(f"{need.title}. {need.text}"), often(f"{offer.title}. {offer.text}")
        if asked and given and given[1] < asked[0] and (given[1] <= SELDOM or 2 * given[1] < asked[0]):
            return True
    limit = longest(offer.title, offer.text)
    return limit is not None and any(
        limit < MOST_OF_IT * hours for hours in _lengths(need) if (hours <= DAY * 7) or limit >= DAY
    )


@lru_cache(maxsize=20_000)
def often(text: str) -> tuple[float, float] | None:
    """The least and the most times a month a text names."""
    folded = fold(text)
    found = [times for name, times in OFTEN.items() if section(name).search(folded)]
    found += _counted(folded)
    if not found and _EVERY.search(folded):
        found = [OFTEN["weekly"]]
    return (min(found), max(found)) if found else None


def _counted(folded: str) -> Iterator[float]:
    for match in _A_WEEK.finditer(folded):
        word = next(group for group in (match[1], match[2], match[3], match[6]) if group)
        unit = match["unit"] or match["turkish"]
        is_week = unit.startswith(("w", "т", "н", "الاس", "h"))
        yield float(word if word.isdigit() else _TIMES[word]) * (WEEK if is_week else 1)


@lru_cache(maxsize=20_000)
def longest(title: str, text: str) -> float | None:
    """For how many hours on end it can be had at most."""
    folded = fold(f"{title}. {text}")
    found = [*_stretches(_LIMIT, folded), *_stretches(_NO_LONGER, folded)]
    if section("by_the_hour").search(folded):
        found.append(BY_THE_HOUR)
    return min(found, default=None)


def _stretches(pattern: re.Pattern[str], folded: str) -> Iterator[float]:
    for match in pattern.finditer(number_words.in_digits(folded)):
        number = match["number"]
        count = float(number) if number and number.isdigit() else 1.5 if number == "anderthalb" else 1.0
        unit = match["unit"]
        if unit.startswith("ساعتين"):
            yield 2.0
        yield count * next(hours for begins, hours in _HOURS.items() if unit.startswith(begins))


def _lengths(need: Entry) -> tuple[float, ...]:
    windows = need.availability.windows if need.availability else ()
    spans = [
        (datetime.combine(_NOON, window.ends) - datetime.combine(_NOON, window.begins)).seconds / 3600
        for window in windows
        if window.begins and window.ends and window.day
    ]
    return (*spans, *_said(need.title, need.text))


@lru_cache(maxsize=20_000)
def _said(title: str, text: str) -> tuple[float, ...]:
    """How many hours it takes, as a text says it."""
    folded = fold(f"{title}. {text}")
    found = list(_stretches(_LASTS, folded))
    if section("all_day").search(folded):
        found.append(WHOLE_DAY)
    if section("nights").search(folded) or section("stay_overnight").search(folded):
        found.append(DAY)
    clocked = clocks.spans(f"{title}. {text}")
    found += [
        (datetime.combine(_NOON, ends) - datetime.combine(_NOON, begins)).seconds / 3600
        for begins, ends in clocked
        if begins and ends
    ]
    return tuple(found)
