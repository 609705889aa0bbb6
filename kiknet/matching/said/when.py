"""When something could be, read from what is written: "dienstags ab 19 Uhr", "only on 19 December"."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import WEEKDAYS, Availability, Entry, Window
from kiknet.matching.said import clauses, clocks, taken
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import LENT

PARTS = {
    "mornings": (time(6), time(12)),
    "afternoons": (time(12), time(18)),
    "evenings": (time(17), time(23)),
    "daytime": (time(7), time(17)),
    "nights": (time(22), time(23, 59)),
}
ENDS = {"mornings": "vormittag|morgen| fruh", "afternoons": "nachmittag", "evenings": "abend"}
STILL_FREE = re.compile(
    r"\b(?:noch|bisher|bislang) (?:\w+ )?(?:nichts|niemand|frei)\b|\bzu vergeben\b|\bnothing (?:planned|booked)\b"
)
"""No denial: what can still be had."""
_TOO = re.compile(r"\b(?:auch|sogar|selbst|also|even|gerne auch)(?: \w+){0,2} ?\Z")
_EITHER = re.compile(
    r"\b(?:abends|nachmittags|vormittags|evenings?)(?: und| oder| sowie| or| and| bzw) (?:auch )?"
    r"(?:(?:am|an|at|on|the|ubers) )*(?:wochenenden?|weekends?)\b"
    r"|\b(?:wochenenden?|weekends?)(?: und| oder| sowie| or| and| bzw) (?:auch )?(?:abends|nachmittags|evenings?)\b"
)
"""At one of two times, of which neither limits the other."""
WEEKEND, WORKDAYS = frozenset({5, 6}), frozenset({0, 1, 2, 3, 4})
LONG_AGO = 60
"""Days: a day without a year that is longer past is meant next year."""
_DAY = re.compile(r"\b(\d{1,2})\.\s?(?:(\d{1,2})\.(?:\s?(20\d\d))?|([a-zäA-ZÄ]{3,9})(?:\s(20\d\d))?)")
_DAYS = re.compile(
    r"\b(Mo|Di|Mi|Do|Fr|Sa|So)\b\.?(?:\s?(-|–|bis)\s?(Mo|Di|Mi|Do|Fr|Sa|So)\b|(?=\.?\s?[\d,/+&)]|\.?\s(?:und|ab|"
    r"bis|von)\s|\.?$))"
)
_DAY_NAMES = "|".join(section(code.lower()).pattern for code in WEEKDAYS)
_THROUGH = re.compile(rf"((?:{_DAY_NAMES})\w*) (?:bis|to|through|до|по|الي) ((?:{_DAY_NAMES})\w*)")
_BY = re.compile(
    r"\b(?:bis|spatestens|until|till|by|до)(?: (?:zum|spatestens|kommenden|nachsten|diesen|next|this|наступного))* \Z"
)
_DAY_BEFORE = re.compile(rf"(?:{_DAY_NAMES})\w* \Z")
_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_ELSE = re.compile(
    r"(?:\bnicht|\bnicht vor|\bnach dem|\bvor dem|(?:\bseit|\bsince|\bbis|\buntil|\bab|\bvom|\bfrom|"
    r"\bby|\bдо|\bз|\bвід|\bс|\bот|\bпо)(?: (?:dem|den|zum|the))?|\bdeadline|\bfrist|"
    r"\b(?:ausser|except|крім|кроме|haric)(?: (?:am|on|the))*)\s\Z"
)
SEASONS = {"summer": frozenset(range(4, 10)), "winter": frozenset({10, 11, 12, 1, 2, 3})}
ALL_MONTHS = frozenset(range(1, 13))
_DASH = re.compile(r"\s?[-–]\s?(?=[^\W\d])")
_CLAUSES = re.compile(r"[.;:!?\n؟]+\s|[,،]\s(?!(?:und |oder )?\w*(?:tag|woch)s?\b|da |dann )")
_PARTS_OF_TEXT = re.compile(r"[.;:!?\n؟]+\s|,\s")
_MONTH = "(?:" + "|".join(f"(?:{section(f'month_{number}').pattern})" for number in range(1, 13)) + r")\w*"
_UNTIL = "einschliesslich|ende|mitte|to|until|through|bis|zum|по|до|الي|حتي"
_IN_MONTH = re.compile(rf"\b(?:im|in|v|у|في) ({_MONTH})")
_DAY_IN_WORDS = re.compile(rf"(?<![\d.:])\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})")
_MONTHS = re.compile(rf"({_MONTH})(?: \d{{4}})? (?:(?:{_UNTIL}) )+({_MONTH})")
_ASIDE = re.compile(
    r"\bBüro\b.*(?:erreichbar|besetzt|geöffnet)|\btelefonisch|\bRückfragen|\bSprechstunde|\boffice hours|\bRückgabe|"
    r"\bausgabe\b|\bübergabe\b|\babhol|\babzuholen|\bselbstabhol|\bpick(?:ed)? ?up|\bcollect|teslim al|"
    r"самовив|самовывоз|забрати|забрать|استلام|"
    r"\A(?!.*\b(?:bin|komme)\b.*\bzurück).*\bzurück|\breturn|\bgeri\b|\biade\b|поверн|возвр|верн[её]|إعادة|إرجاع",
    re.IGNORECASE | re.DOTALL,
)
_PIECES = re.compile(r"((?<!\d)\.|\.(?=\s+[A-ZÄÖÜ])|[;,!?])")
"""When something is fetched or brought back, or the office answers, says nothing of when it can be had."""


def availability(entry: Entry, today: date) -> Availability | None:
    """What the field says; where it is empty or "flexible", what the text says, read as widely as it can be meant."""
    if entry.availability is not None and (not entry.availability.is_flexible or _is_a_wish(entry.text)):
        return entry.availability
    is_lent = entry.direction == "offer" and entry.kind in LENT
    return _read(entry.title, entry.text, today, is_lent=is_lent) or entry.availability


def is_vague(found: Availability | None) -> bool:
    """Whether it names parts of the day only: who can "in the evening" need not be there all evening."""
    return found is not None and all((window.begins, window.ends) in PARTS.values() for window in found.windows)


def _without_asides(text: str, *, is_lent: bool) -> str:
    pieces = _PIECES.split(text)
    return "".join(part for part in pieces if not (_ASIDE.search(part) or (is_lent and clauses.is_own_use(fold(part)))))


@lru_cache(maxsize=20_000)
def _is_a_wish(text: str) -> bool:
    """Whoever is flexible and likes evenings best can come at noon."""
    return section("rather").search(fold(text)) is not None


@lru_cache(maxsize=20_000)
def _read(title: str, text: str, today: date, *, is_lent: bool) -> Availability | None:
    return _of(f"{title}. {_without_asides(text, is_lent=is_lent)}", today, is_lent=is_lent)


def _of(text: str, today: date, *, is_lent: bool) -> Availability | None:
    if _EITHER.search(fold(text)):
        return None
    text = _without_own(text) if is_lent else text
    spans, days = _spans(text), _days(text, today)
    weekdays = _weekdays(text, is_lent=is_lent)
    if days and not weekdays:
        return Availability(tuple(Window(day.weekday(), day, *span) for day in days for span in spans))
    if not weekdays and spans == ((None, None),):
        return None
    return Availability(tuple(Window(day, None, *span) for day in sorted(weekdays or range(7)) for span in spans))


def _weekdays(text: str, *, is_lent: bool) -> frozenset[int]:
    folded = _in_clauses(text)
    named, shut, besides = set[int](), set[int](), set[int]()
    sets = {code.lower(): frozenset({number}) for number, code in enumerate(WEEKDAYS)}
    for name, numbers in {**sets, "weekend": WEEKEND, "workdays": WORKDAYS}.items():
        for match in section(name).finditer(folded):
            if _is_deadline(taken.before(folded, match)):
                continue
            is_shut = taken.is_shut(folded, match) or (is_lent and taken.is_own(folded, match))
            is_besides = name == "weekend" and _TOO.search(taken.before(folded, match))
            (shut if is_shut else besides if is_besides else named).update(numbers)
    if others := section("other_days").search(folded):
        before = {
            number for name, those in sets.items() if section(name).search(folded[: others.start()]) for number in those
        }
        return frozenset(set(range(7)) - before) if before else frozenset()
    for match in _THROUGH.finditer(folded):
        first, last = (
            next(n for n, code in enumerate(WEEKDAYS) if section(code.lower()).match(day)) for day in match.groups()
        )
        named.update(range(first, last + 1))
    for first, _to, last in _DAYS.findall(text):
        begin, end = _SHORT.index(first), _SHORT.index(last or first)
        named.update(range(begin, end + 1))
    if not named and not shut:
        return frozenset()
    return frozenset(((named | besides) if named else set(range(7))) - shut)


def _without_own(text: str) -> str:
    """Without what goes on at a part of some day: of the rest of that day it says nothing."""
    for part in _CLAUSES.split(text):
        folded = fold(part)
        days = (match for code in WEEKDAYS for match in section(code.lower()).finditer(folded))
        if any(taken.is_own(folded, day) for day in days) and _says_when(folded):
            text = text.replace(part, " ")
    return text


def _says_when(folded: str) -> bool:
    return bool(re.search(r"\d", folded)) or any(any(parts_of_day(name, folded)) for name in PARTS)


def _is_deadline(before: str) -> bool:
    """Whether a day is only the last: "by Thursday", but not "Monday to Thursday"."""
    found = _BY.search(before)
    return found is not None and not _DAY_BEFORE.search(before[: found.start()])


@lru_cache(maxsize=20_000)
def months(text: str, *, is_offered: bool = False) -> frozenset[int]:
    """The months a text limits it to: "from May to September", "not in January"; none if it limits nothing."""
    named, shut = set[int](), set[int]()
    for part in _PARTS_OF_TEXT.split(text):
        folded = fold(_DASH.sub(" bis ", part))
        found = {number for name, those in SEASONS.items() if section(name).search(folded) for number in those}
        for first, last in _MONTHS.findall(folded):
            begin, end = _number(first), _number(last)
            found.update((begin + step - 1) % 12 + 1 for step in range((end - begin) % 12 + 1))
        is_own = is_offered and clauses.is_own_use(folded)
        is_shut = is_own or (section("shut").search(folded) and not STILL_FREE.search(folded))
        if not found and is_shut:
            found = {_number(month) for month in _IN_MONTH.findall(folded)}
        (shut if is_shut else named).update(found)
    return frozenset((named or (ALL_MONTHS if shut else set())) - shut)


def _number(month: str) -> int:
    return next(number for number in range(1, 13) if section(f"month_{number}").match(month))


def _in_clauses(text: str) -> str:
    """Folded, with a sign between its clauses: what one denies another does not; "samstags, sonntags" are together."""
    return " § ".join(fold(part) for part in _CLAUSES.split(text))


def _spans(text: str) -> tuple[tuple[time | None, time | None], ...]:
    """Stretches of a day it names; the whole day where it names none."""
    folded = _in_clauses(clocks.in_full(text))
    named, shut = list[tuple[time | None, time | None]](), set[str]()
    for name, span in PARTS.items():
        for match in parts_of_day(name, folded):
            if taken.is_shut(folded, match):
                shut.add(name)
            elif not _TOO.search(taken.before(folded, match)):
                named.append(span)
    named += clocks.spans(text)
    if not named and shut:
        shut |= {"daytime"} if {"mornings", "afternoons"} & shut else set()
        named = [span for name, span in PARTS.items() if name not in shut]
    return tuple(dict.fromkeys(named)) or ((None, None),)


def parts_of_day(name: str, folded: str) -> Iterator[re.Match[str]]:
    """Where a part of the day is named, also at the end of a weekday: "dienstagabends"."""
    yield from section(name).finditer(folded)
    if ends := ENDS.get(name):
        yield from re.finditer(rf"\b\w+(?:tag|woch)s?(?:{ends})", folded)


def _days(text: str, today: date) -> tuple[date, ...]:
    """Single days only: "until the 5th" or "since the 5th" names none."""
    lower = text.casefold()
    dated = [(m, _day(m, today)) for m in _DAY.finditer(text)]
    dated += [(m, _dated(m[1], _number(m[2]), today)) for m in _DAY_IN_WORDS.finditer(lower)]
    found = []
    for match, day in dated:
        before = fold(taken.before(text, match)) + " "
        after = fold(_PIECES.split(text[match.end() :], maxsplit=1)[0])
        if day and not _ELSE.search(before) and not taken.DENIED.match(after):
            found.append(day)
    return tuple(dict.fromkeys(found))


def _day(match: re.Match[str], today: date) -> date | None:
    number, month, year, name, other_year = match.groups()
    if name:
        named = section("months").findall(fold(name))
        month = str(MONTHS.index(named[0]) + 1) if named and fold(name).startswith(named[0]) else None
    if not month:
        return None
    return _dated(number, int(month), today, year or other_year)


def _dated(number: str, month: int, today: date, year: str | None = None) -> date | None:
    """Where no year is said, the next such day, or one that is not long past."""
    try:
        if year:
            return date(int(year), month, int(number))
        day = date(today.year, month, int(number))
        return day if day >= today - timedelta(days=LONG_AGO) else day.replace(year=today.year + 1)
    except ValueError:
        return None


MONTHS = (
    "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
