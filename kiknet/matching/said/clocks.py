"""Times of the day as a text writes them: "von 9 bis 12 Uhr", "not before 10", "at 8 pm"."""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from functools import lru_cache

from kiknet.matching.said import hours

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOUR = r"\s?(?:uhr|h\b|o'clock|год\b|часов)"
_BETWEEN = re.compile(rf"{_CLOCK}(?:{_HOUR})?\s?(?:-|–|bis|to|до|الى|ile)\s?{_CLOCK}(?P<hour>{_HOUR})?")
_FROM = re.compile(
    rf"(?:\bab|\bnicht vor|\bnot before|\bне раніше|\bне раньше|(?<!nicht )\bnach|\bfrom|\bafter|\bпісля|\bпосле|"
    rf"\bз|\bс|\bبعد الساعه|\bmidnight)\s{_CLOCK}(?P<hour>{_HOUR})?"
)
_TO = re.compile(
    rf"(?:\bbis|(?<!nicht )\bvor|\bnicht nach|\buntil|(?<!not )\bbefore|\bдо|\bحتى الساعه|(?:schluss|schließt|"
    rf"endet|geschlossen|zu)(?: \w+)? (?:um|ab))\s{_CLOCK}(?P<hour>{_HOUR})?"
)
_NOT_BEFORE = re.compile(
    rf"\b(vor|before|nach|after|ab) {_CLOCK}(?:{_HOUR})? (?:(?!und |aber |oder )\w+ ){{0,4}}?"
    r"(?:nichts?|nie|kein\w*|not|never|nothing|schlecht|schwierig)\b"
)
_BUSY_UNTIL = re.compile(
    rf"\b(?:arbeite\w*|belegt|besetzt|work)(?: \w+){{0,2}} (?:bis|until|till) {_CLOCK}(?:{_HOUR})?"
)
_PM = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s?(?:p\.m\.|pm\b)")
_OF_THE_EVENING = re.compile(
    rf"\b(\d{{1,2}}|{hours.WORD})(?:[:.](\d\d))?(?:\s?uhr|\s?h)? (?:abends|nachmittags|am abend|am nachmittag|"
    r"in the evening|in the afternoon)\b"
)
_QUIET = re.compile(
    rf"\b(?:um|ab|spätestens um|nach|bis spätestens|at|after|by) (\d{{1,2}}|{hours.WORD})(?:[:.](\d\d))?"
    r"(?:\s?uhr|\s?h)? "
    r"(?:(?:muss|müssen|ist|wird|soll|sollte|sollten|machen|wir|alle|es|hier|dann|bei|uns|das|haus|abends|immer|auch|"
    r"leider|wieder|must|be|is|has|to|everyone|the|house) )*"
    r"(?:ruhe|schluss|nachtruhe|leise|feierabend|raus|draußen|dicht|still|abgeschlossen|schließen|zugesperrt|"
    r"quiet|silence|closing|out)\b"
)
_FREE_FROM = re.compile(rf"\bab ({hours.WORD}) (?:bin|kann|habe|hätte|könnte|können|sind|haben) (?:ich|wir)\b")
EARLIER = frozenset({"vor", "before"})
_AT = re.compile(rf"(?<![\d.:,–-])\b{_CLOCK}(?P<hour>{_HOUR})")
LAST_HOUR, NOON = 23, 12
AFTERNOON = range(1, 7)


@lru_cache(maxsize=20_000)
def spans(text: str) -> tuple[tuple[time | None, time | None], ...]:
    """Stretches of a day it names by the clock."""
    return tuple(_clocked(text.casefold()))


def in_full(text: str) -> str:
    """ "Acht Uhr abends" is 20:00, "halb sieben" 6:30 or 18:30."""
    in_figures = hours.in_figures(text.casefold())
    return _OF_THE_EVENING.sub(lambda at: f"{_late(at[1])}:{at[2] or '00'} uhr", in_figures)


def _clocked(plain: str) -> Iterator[tuple[time | None, time | None]]:
    rest = plain = _PM.sub(lambda at: f"{int(at[1]) % 12 + 12}:{at[2] or '00'} h", plain)
    rest = plain = in_full(plain)
    for match in _QUIET.finditer(plain):
        rest = rest.replace(match[0], " ")
        if at := _clock(str(_late(match[1])), match[2]):
            yield None, at
    for match in _FREE_FROM.finditer(plain):
        if hours.WORDS[match[1]] in AFTERNOON:
            yield time(_late(match[1])), None
    for match in _BUSY_UNTIL.finditer(rest):
        rest = rest.replace(match[0], " ")
        if at := _clock(*match.group(1, 2)):
            yield at, None
    for match in _NOT_BEFORE.finditer(rest):
        rest = rest.replace(match[0], " ")
        if at := _clock(*match.group(2, 3)):
            yield (at, None) if match[1] in EARLIER else (None, at)
    for match in _BETWEEN.finditer(rest):
        if (match["hour"] or ":" in match[0]) and (span := _span(match.group(1, 2), match.group(3, 4))):
            rest = rest.replace(match[0], " ")
            yield span
    yield from ((begins, None) for begins in _alone(_FROM, rest))
    yield from ((None, ends) for ends in _alone(_TO, rest))
    for at in _alone(_AT, _TO.sub(" ", _FROM.sub(" ", rest))):
        yield at, at.replace(hour=at.hour + 1) if at.hour < LAST_HOUR else time(23, 59)


def _late(hour: str) -> int:
    """In the second half of the day."""
    number = hours.WORDS.get(hour) or int(hour)
    return number + NOON if number < NOON else number


def _alone(pattern: re.Pattern[str], plain: str) -> Iterable[time]:
    for match in pattern.finditer(plain):
        if (match["hour"] or ":" in match[0]) and (at := _clock(*match.group(1, 2))):
            yield at


def _span(begins: tuple[str | None, ...], ends: tuple[str | None, ...]) -> tuple[time, time] | None:
    one, other = _clock(*begins), _clock(*ends)
    return (one, other) if one and other and one < other else None


def _clock(hour: str | None, minute: str | None) -> time | None:
    try:
        return time(int(hour or 0) % 24, int(minute or 0))
    except ValueError:
        return None
