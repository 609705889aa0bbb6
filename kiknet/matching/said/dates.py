"""Days and weeks of the year on which something is needed, or cannot be had: "from March on", "closed at Christmas"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from kiknet.matching.entry import Entry
from kiknet.matching.said import feasts, moments, taken, when
from kiknet.matching.said.clauses import is_own_use
from kiknet.matching.said.phrases import section
from kiknet.wording import number_words

SOON = {"at_once": 2, "urgent": 10, "soon": 14}
PAUSE, FAR = 14, 90
"""Days without it after which nobody is told who named no day; the same where only its beginning is said."""
MOST = 0.65
DAY, AROUND = timedelta(1), timedelta(14)
"""Days by which holidays differ between the states."""
BEGINNING = 21
"""Days after its beginning on which something must be there."""
_THEN = re.compile(
    r"(?:dann|danach|anschliessend|da|in der zeit|in dieser zeit|deshalb|daher|then|o zaman|тоді|тогда)\b"
)
_AGAIN = re.compile(
    r"\b(?:dann|danach|anschliessend|ab da|after that|then|sonra|потім|потом|بعدها) (?:\S+ )?"
    r"(?:wieder|again|tekrar|знову|снова|опять|مجددا)\b"
)
_FULL = re.compile(r"\b(?:voll|dicht|zu|full)\Z")
_ENDS_SHUT = re.compile(r"\b(?:zu|dicht)\Z")
Span = tuple[date, date]
_JUST = re.compile(r"\b(?:nur|ausschliesslich|lediglich|only|sadece|yalnizca|лише|тільки|только|فقط)\b")
_JUST_IN = re.compile(_JUST.pattern + r"(?: (?:im|in|an|am|wahrend|zu|on|at))?(?: (?:den|der|dem|the))? ?\Z")
_BEFORE = re.compile(r"\bvor(?: dem| der| den)? \Z")
_NOTHING = re.compile(r"\b(?:nichts?|kein\w*|leider nicht)\b")
""" "Before Christmas nothing can be done any more"."""
_BUT_FOR = re.compile(r"\b(?:ausser|bis auf|except|haric|крім|кроме|باستثناء|ما عدا)\b")
_NOTICE = re.compile(
    r"\b(?:mindestens|min|wenigstens|bitte|ca|etwa|spatestens|at least|en az|мінімум|не менше ніж за|минимум|"
    r"не менее чем за|за|قبل) (?:(?:eine|ein|one|a|bir) |(\d{1,2}) )?"
    r"(tag|day|gun|дн|день|дня|يوم|ايام|woche|week|hafta|тиж|недел|اسبوع|اسابيع|monat|month|ay\b|місяц|месяц|شهر)\w*"
    r"(?: \w+)? (?:vorher|vorab|im voraus|voraus|vorlauf|zuvor|davor|before|in advance|ahead|notice|once|onceden|"
    r"наперед|заздалегідь|заранее|до|مسبقا)"
    r"|\b(?:vorlauf|vorlaufzeit|anmeldefrist|notice)(?: \w+)?? (?:(?:eine|ein|one) |(\d{1,2}) )(tag|woche|week|"
    r"monat|month)\w*"
)
_DAYS = {
    "t": 1,
    "d": 1,
    "g": 1,
    "д": 1,
    "ي": 1,
    "ا": 7,
    "w": 7,
    "h": 7,
    "т": 7,
    "н": 7,
    "m": 30,
    "a": 30,
    "м": 30,
    "ش": 30,
}


def differ(need: Entry, offer: Entry, today: date) -> bool:
    """Whether all days on which it is needed are such on which there is none; or there is none for weeks."""
    if _is_outside_of_term(need, offer):
        return True
    shut = shut_days(f"{offer.title}. {offer.text}", today)
    if not shut:
        return False
    wanted = [*_days_of(need, today), *needed_days(f"{need.title}. {need.text}", today)]
    if not wanted:
        return any(_is_long(*span, today) for span in shut)
    return all(any(_covers((a, b), span) for a, b, _ in shut) for span in wanted)


def _is_long(first: date, last: date, is_pause: bool, today: date) -> bool:
    """Whether who needs it at no certain time would have to wait too long, or come too late."""
    if not is_pause:
        return first == date.min and today + timedelta(FAR) <= last < date.max
    begins = today if last < date.max else today + timedelta(PAUSE)
    return first <= begins and last >= today + timedelta(PAUSE)


def _covers(shut: Span, wanted: Span) -> bool:
    """Whether hardly a day of it is left."""
    days = (min(shut[1], wanted[1]) - max(shut[0], wanted[0])).days + 1
    return days > MOST * ((wanted[1] - wanted[0]).days + 1)


def _days_of(need: Entry, today: date) -> Iterator[Span]:
    found = when.availability(need, today)
    yield from ((window.day, window.day) for window in (found.windows if found else ()) if window.day)


@lru_cache(maxsize=20_000)
def needed_days(text: str, today: date) -> tuple[Span, ...]:
    """When it is needed: on a day, at a feast, in a month, by a day, from a day on, or at once."""
    found = list[Span]()
    for clause in moments.clauses(text):
        for moment in moments.named(clause, today):
            how = _how(clause, moment)
            if how == "until":
                found.append((today, moment.last))
            elif how == "from":
                found.append((moment.first, moment.first + timedelta(BEGINNING)))
            elif not how or how == "in":
                found.append((max(moment.first, today), moment.last))
        found += [(today, day.last) for day in moments.weekdays(clause, today) if _is_deadline(clause, day)]
        days = next((days for name, days in SOON.items() if section(name).search(clause)), None)
        found += [(today, today + timedelta(days))] if days else []
    return tuple(span for span in dict.fromkeys(found) if span[1] >= today)


def _how(clause: str, moment: moments.Moment) -> str:
    before = clause[max(0, moment.begins - taken.NEAR) : moment.begins]
    for name in ("not_before", "since_then", "from_then", "until_then", "in_then"):
        if re.search(
            section(name).pattern + r"(?: (?:dem|den|der|the|zum|zur|wieder|spatestens|einschliesslich))* ?\Z", before
        ):
            return {"not_before": "from", "since_then": "since"}.get(name, name.removesuffix("_then"))
    after = clause[moment.ends :]
    if re.match(r"\w* (?:ayi\w* )?(?:itibaren|sonra)\b", after):
        return "from"
    return "until" if re.match(r"\w* (?:ayi\w* )?kadar\b", after) else ""


def _is_deadline(clause: str, day: moments.Moment) -> bool:
    before = clause[: day.begins]
    if before.endswith("по "):
        return False
    return _how(clause, day) == "until" and not any(
        section(code).search(before) for code in ("mo", "tu", "we", "th", "fr", "sa", "su")
    )


@lru_cache(maxsize=20_000)
def shut_days(text: str, today: date) -> tuple[tuple[date, date, bool], ...]:
    """When there is none, and whether it is said that there is none (and not only from when on there is)."""
    found, opened = list[tuple[date, date, bool]](), list[Span]()
    for clause in _joined(moments.clauses(text)):
        if section("costs").search(clause):
            continue
        is_shut = any(section(name).search(clause) for name in ("not_then", "other_days")) or is_own_use(clause)
        is_shut = is_shut or _ENDS_SHUT.search(clause) is not None
        is_shut = is_shut and not section("no_matter").search(clause) and not when.STILL_FREE.search(clause)
        named = _excepted(moments.named(clause, today), clause)
        named += [day for day in moments.weekdays(clause, today) if _is_deadline(clause, day)]
        plain = list[Span]()
        for moment in named:
            how = _how(clause, moment)
            if how == "from" and not moment.is_range:
                begins = _begins(moment, clause, today)
                found.append(
                    (begins, date.max, True)
                    if is_shut and "nicht vor" not in clause
                    else (date.min, begins - timedelta(1), False)
                )
            elif how == "until" and (is_shut or _FULL.search(clause) or _AGAIN.search(clause)):
                found.append((date.min, moment.last, True))
            elif how == "until" and (_JUST.search(clause) or section("ends").search(clause) or _is_all(clause, moment)):
                found.append((moment.last + timedelta(1), date.max, False))
            elif _BEFORE.search(clause[: moment.begins]) and _NOTHING.search(clause[moment.ends :]):
                found.append((date.min, moment.first - timedelta(1), True))
            elif how in {"", "in"} or (how == "from" and moment.is_range):
                plain.append((moment.first, moment.last))
        if is_shut and section("public_holidays").search(clause):
            found += [(*span, True) for span in feasts.public(today)]
        if plain and is_shut:
            whole = re.search(r"\b(?:zwischen|vom|von|between|from|між|между|с|з|بين)\b", clause)
            found += [(plain[0][0], plain[-1][1], True)] if whole else [(*span, True) for span in plain]
        elif plain and _is_holiday_window(clause):
            opened += [(first - AROUND, last + AROUND) for first, last in plain]
        elif plain and _JUST_IN.search(clause[: named[0].begins]):
            opened += plain
        found += [(date.min, today + timedelta(days - 1), False) for days in _notices(clause)]
    if opened:
        begins, ends = min(opened)[0] - DAY, max(last for _, last in opened) + DAY
        found += [(date.min, begins, False), (ends, date.max, False)]
    return tuple(found)


def _is_all(clause: str, moment: moments.Moment) -> bool:
    """Whether a clause says "until the end of November" and no more."""
    return moment.ends == len(clause) and len(clause[: moment.begins].split()) <= 2


def _excepted(named: list[moments.Moment], clause: str) -> list[moments.Moment]:
    """Of "free in December but for the 19th" the 19th."""
    but = _BUT_FOR.search(clause)
    if but is None or section("not_then").search(clause[: but.start()]):
        return named
    return [moment for moment in named if moment.begins >= but.end()] or named


def _joined(clauses: list[str]) -> list[str]:
    """With what goes on with "then"."""
    joined = list[str]()
    for clause in clauses:
        if joined and (_THEN.match(clause) or section("other_days").match(clause)):
            clause = f"{joined.pop()} {clause}"
        joined.append(clause)
    return joined


def _begins(moment: moments.Moment, clause: str, today: date) -> date:
    """What can be had "from October" is there in November; "not before October" is said of the next."""
    earlier = moment.first - timedelta(365)
    is_recent = (
        earlier >= today - timedelta(moments.RECENT) and not section("not_yet").search(clause) and "20" not in clause
    )
    return earlier if is_recent else moment.first


def _is_holiday_window(clause: str) -> bool:
    return bool(section("holidays").search(clause)) and not re.search(r"\b(?:auch|also|too|ausser|nicht)\b", clause)


def _notices(clause: str) -> Iterator[int]:
    for match in _NOTICE.finditer(number_words.in_digits(clause)):
        number, unit = match[1] or match[3], match[2] or match[4]
        yield int(number or 1) * (1 if unit == "ايام" else _DAYS[unit[0]])


def _is_outside_of_term(need: Entry, offer: Entry) -> bool:
    """Whether it is for the holidays and the offer only for school time, or the other way round."""
    asked, given = (terms(f"{entry.title}. {entry.text}") for entry in (need, offer))
    if "holidays" in asked and "term_only" in given:
        return True
    is_weekly = need.availability is not None and any(window.day is None for window in need.availability.windows)
    return "holidays_only" in given and "holidays" not in asked and (is_weekly or "in_term" in asked)


@lru_cache(maxsize=20_000)
def terms(text: str) -> frozenset[str]:
    """What a text says of school holidays and school time."""
    found = set[str]()
    for clause in moments.clauses(text):
        if section("in_term").search(clause):
            found.add("in_term")
        if section("term_only").search(clause):
            found.add("term_only")
        if holiday := section("holidays").search(clause):
            if section("no_matter").search(clause):
                continue
            is_shut = section("not_then").search(clause)
            is_just = re.search(_JUST.pattern + r"(?: \w+){0,4}? ?\w*\Z", clause[: holiday.start()])
            found.add("term_only" if is_shut else "holidays_only" if is_just else "holidays")
    return frozenset(found)
