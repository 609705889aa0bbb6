"""What an invitation pasted from a mail or a group chat says: a guess at title, day, time and place, to be checked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from kiknet.fold import fold
from kiknet.web.typed import day_of, time_of

MONTHS = (
    "januar", "februar", "marz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
TITLE_LENGTH, PLACE_LENGTH = 160, 160
LINE_LENGTH = 1000  # nobody's title; keeps the patterns below from looking at more
TO = r"\s*(?:-|–|—|bis(?:\s+zum)?|und)\s*"

_NAME = r"(jan|feb|m[äa]r|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez)[a-zä]*\.?"
_YEAR = r"(?:\s*(\d{4}|\d{2}(?=\D|$)))?"
_RANGE_OF_DAYS = re.compile(
    rf"\b(\d{{1,2}})\.{TO}(?:[a-zä]+,?\s+)?(\d{{1,2}})\.\s*(?:{_NAME}|(\d{{1,2}})\.){_YEAR}", re.I
)
_DAY = re.compile(rf"\b(\d{{1,2}})\.?\s*(?:{_NAME}|(?<=\.)\s*(\d{{1,2}})\.){_YEAR}", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.I)

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?!\d)"
_TIMES = re.compile(rf"(?<![\d.:]){_CLOCK}\s*(?:uhr)?{TO}{_CLOCK}(?:\s*(?:uhr\b|h\b))?", re.I)
_TIME = re.compile(rf"(?<![\d.:]){_CLOCK}\s*(?:uhr\b|h\b)|(?<![\d.:])(\d{{1,2}}):(\d{{2}})(?!\d)", re.I)

_LABEL = re.compile(r"^(was|titel|thema|veranstaltung|betreff)\s*:\s*", re.I)
_PLACE_LABEL = re.compile(r"^[^\w\n]*(?:ort|wo|treffpunkt|veranstaltungsort|adresse)\s*:\s*(.+)$", re.I | re.M)
_PLACE_IN = re.compile(r"\b(?:im|in der|in den|in die|ins|beim|am)\s+((?:[A-ZÄÖÜ][\w.-]+)(?:\s+[A-ZÄÖÜ][\w.-]+){0,4})")
_GREETING = re.compile(r"^(liebe|lieber|hallo|guten|sehr geehrte|servus|grüß gott|salam|merhaba|dear|hi)\b", re.I)
_INVITATION = re.compile(r"^.*?\b(?:einladung|laden\b.*?\bein|eingeladen)\s+(?:(?:zum|zur|zu|für)\s+)?(.+)$", re.I)
_QUOTED = re.compile(r"[„“\"»](.{3,80}?)[“”\"«]")
_GAP = re.compile(r"\s{3,}")  # long ones would cost the patterns above their square
_ONLY_SIGNS = re.compile(r"^\W*$")


@dataclass(frozen=True)
class Pasted:
    """What was understood, under the names of the form's fields; None or "" where nothing was."""

    title: str = ""
    first_day: date | None = None
    last_day: date | None = None
    starts: time | None = None
    ends: time | None = None
    place_name: str = ""
    description: str = ""


def understand(text: str, today: date, places: Iterable[str] = ()) -> Pasted:
    """A guess at what `text` (German) announces; a day without a year is the next one, `places` are names to find."""
    description, text = text, _GAP.sub(lambda gap: "\n\n" if "\n" in gap[0] else " ", text)
    first, last, rest = _days(text, today)
    starts, ends = _times(rest)
    place = _place(text, places)
    return Pasted(_title(text, place), first, last, starts, ends, place[:PLACE_LENGTH], description)


def _days(text: str, today: date) -> tuple[date | None, date | None, str]:
    """First day, last day (None for one day), and `text` with the days blanked out."""
    rest = text
    found: tuple[date | None, date | None] = (None, None)
    for pattern, read in ((_RANGE_OF_DAYS, _range), (_ISO, _iso), (_DAY, _day)):
        for match in pattern.finditer(rest):
            days = read(match, today)
            if days[0] is not None:
                found = found if found[0] else days
                rest = rest.replace(match[0], " " * len(match[0]))
    if found[0] is None:
        found = (_next_weekday(rest, today), None)
    return (*found, rest)


def _range(match: re.Match[str], today: date) -> tuple[date | None, date | None]:
    first, last, name, number, year = match.groups()
    month = _month(name, number)
    begin, end = day_of(int(first), month, year, today), day_of(int(last), month, year, today)
    return (begin, end) if begin and end and begin < end else (None, None)


def _iso(match: re.Match[str], today: date) -> tuple[date | None, date | None]:
    return day_of(int(match[3]), int(match[2]), match[1], today), None


def _day(match: re.Match[str], today: date) -> tuple[date | None, date | None]:
    day, name, number, year = match.groups()
    return day_of(int(day), _month(name, number), year, today), None


def _month(name: str | None, number: str | None) -> int:
    if name is None:
        return int(number or 0)
    short = fold(name)[:3].replace("mrz", "mar")
    return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(short))


def _next_weekday(text: str, today: date) -> date | None:
    match = _WEEKDAY.search(text)
    if match is None:
        return None
    return today + timedelta(days=(WEEKDAYS.index(match[1].lower()) - today.weekday()) % 7)


def _times(text: str) -> tuple[time | None, time | None]:
    for match in _TIMES.finditer(text):
        first, last = (time_of(int(h), int(m or 0)) for h, m in ((match[1], match[2]), (match[3], match[4])))
        if first and last and ("uhr" in match[0].lower() or match[0].rstrip().endswith("h") or ":" in match[0]):
            return first, last
    for match in _TIME.finditer(text):
        found = time_of(int(match[1] or match[3]), int(match[2] or match[4] or 0))
        if found:
            return found, None
    return None, None


def _place(text: str, places: Iterable[str]) -> str:
    """A known place that is named, else what stands after "Ort:", else what it is said to be in."""
    folded = f" {fold(text)} "
    known = [name for name in places if len(fold(name)) > 3 and f" {fold(name)} " in folded]
    if known:
        return max(known, key=len)
    labelled = _PLACE_LABEL.search(text)
    if labelled:
        return _one_line(labelled[1])
    said = (match[1] for match in _PLACE_IN.finditer(text))
    return next((_one_line(name) for name in said if not _is_time_word(name)), "")


def _is_time_word(name: str) -> bool:
    first = fold(name).split(" ")[0]
    return any(word.startswith(first[:3]) for word in MONTHS) or first in WEEKDAYS or first in {"rahmen", "anschluss"}


def _title(text: str, place: str) -> str:
    lines = [line for line in map(_one_line, text.splitlines()) if line and not _GREETING.match(line)]
    for line in _candidates(lines):
        if not _ONLY_SIGNS.match(line) and fold(line) != fold(place):
            return line[:TITLE_LENGTH].rstrip(" .,:;!–-")
    return ""


def _candidates(lines: list[str]) -> Iterator[str]:
    """A line labelled as title, a quoted name, what one is invited to, the first line that is not a date."""
    yield from (_LABEL.sub("", line) for line in lines if _LABEL.match(line))
    for line in lines[:3]:
        invited = _INVITATION.match(line)
        if invited:
            quoted = _QUOTED.search(invited[1])
            yield quoted[1] if quoted else re.split(r"\s(?:am|um|ab|im|in|von)\s|[,.!]", invited[1])[0]
    yield from (line for line in lines if not _PLACE_LABEL.match(line) and not _is_when(line))


def _is_when(line: str) -> bool:
    """Whether a line says little more than a day and a time."""
    rest = line
    for pattern in (_RANGE_OF_DAYS, _ISO, _DAY, _WEEKDAY, _TIMES, _TIME):
        rest = pattern.sub("", rest)
    return (
        rest != line
        and len(re.sub(r"\b(?:wann|am|um|ab|von|bis|uhr|mo|di|mi|do|fr|sa|so)\b|\W", "", rest, flags=re.I)) < 4
    )


def _one_line(text: str) -> str:
    """Without the marks group chats put around words, and without pictures at the ends."""
    return re.sub(r"^[^\w„“\"»(]+|[^\w“”\"«).!?]+$", "", " ".join(text[:LINE_LENGTH].replace("*", "").split()))
