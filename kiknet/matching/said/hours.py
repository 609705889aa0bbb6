"""Hours as people say them, in figures: "halb sieben", "viertel nach drei", "um 7", "half past five"."""

import re
from functools import lru_cache

WORDS = {
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
WORD = "|".join(WORDS)
_PARTS = {
    "halb ": -30, "viertel nach ": 15, "viertel vor ": -15, "dreiviertel ": -15, "kurz nach ": 0, "kurz vor ": 0,
    "half past ": 30, "quarter past ": 15, "quarter to ": -15,
}  # fmt: skip
_NOT_AN_HOUR = (
    r"(?![.,:]\d|[-–]\w|\s?(?:uhr|h\b|o'clock|[.:]\d|€|%|euro|jahr|kinder|kids|leute|person|pers\b|mann\b|gäste|stück|tage?n?\b|"
    r"woche|stunde|std|minuten|min\b|monat|mal\b|x\b|cm|mm|m\b|meter|km|kg|kilo|t\b|liter|l\b|plätze|zimmer|frauen|"
    r"männer|jungs|mädchen|teilnehm|tn\b|people|persons|children|hours|days|weeks|months|years|am\b|pm\b|a\.m|p\.m|"
    r"january|february|march|april|may\b|june|july|august|september|october|november|december|\.\s?\d|"
    r"\.?\s?(?:januar|februar|märz|mai|juni|juli|oktober|dezember)))"
)
_SAID = re.compile(
    rf"\b(?P<part>halb|viertel nach|viertel vor|dreiviertel|half past|quarter past|quarter to) "
    rf"(?P<of>{WORD}|\d{{1,2}})\b{_NOT_AN_HOUR}"
    rf"|\b(?P<at>um|gegen|at)(?P<so> (?:so|ca\.?|etwa|circa|kurz (?:vor|nach)|around|about))? "
    rf"(?P<hour>{WORD}|\d{{1,2}})\b{_NOT_AN_HOUR}"
)
_SINCE = re.compile(rf"\b(?P<how>ab|bis|nach|vor|after|until|till|before) (?P<hour>{WORD})\b{_NOT_AN_HOUR}")
_OF_A_DAY = re.compile(
    r"abend|nachmittag|vormittag|früh|morgens|\w(?:tag|woch)s?\b|arbeit|evening|afternoon|morning|day\b"
)
"""Where it stands in the same clause, "ab acht" is no age."""
_BETWEEN = re.compile(
    rf"\b(?:von|zwischen|from|between) (?P<first>{WORD}|\d{{1,2}}) (?:bis|und|to|and|until) "
    rf"(?P<last>{WORD}|\d{{1,2}})\b{_NOT_AN_HOUR}(?= (?:nachmittags|abends|vormittags|morgens|früh|am|in the)|"
    r"\s?[.,;!?)]|\s?\Z| (?:habe|kann|bin|ist|hätte|frei))"
)
_EARLY = re.compile(
    r"\b(?:früh|morgens|morgen|vormittag\w*|am morgen|in der früh|kita|kindergarten|frühstück|in the morning|mornings?|"
    r"breakfast)\b"
)
_LATE = re.compile(r"abend|evening|\bnach der arbeit\b|feierabend|after work|tonight")
_CLAUSE = re.compile(r"([.,;!?\n]\s)")
_ONWARDS = frozenset({"ab", "nach", "after"})
"""Read as early as it can be meant, the others as late."""
HALF_DAY, EARLIEST = 12, 5 * 60
AFTERNOON_BELOW, MORNING_ABOVE = 6 * 60 + 15, 8 * 60 + 15
"""Before six it is the afternoon that is meant, after eight the morning; between them either."""


@lru_cache(maxsize=20_000)
def in_figures(text: str) -> str:
    """Of a text in small letters; where both halves of the day can be meant, both are named."""
    return "".join(_of_clause(part) for part in _CLAUSE.split(text))


def _of_clause(clause: str) -> str:
    is_early, is_late = _EARLY.search(clause) is not None, _LATE.search(clause) is not None

    def _at(found: re.Match[str]) -> str:
        word = found["of"] or found["hour"]
        hour = WORDS.get(word) or int(word)
        if hour > 24 or (found["part"] and hour > HALF_DAY):
            return found[0]
        minutes = (60 * hour + _PARTS.get(f"{found['part']} ", 0)) % (24 * 60)
        said = " oder ".join(_clock(at) for at in _meant(minutes, is_early=is_early, is_late=is_late))
        return said if found["part"] else f"um {said}"

    def _from_to(found: re.Match[str]) -> str:
        hours = [WORDS.get(found[name]) or int(found[name]) for name in ("first", "last")]
        if max(hours) > 24:
            return found[0]
        first = _meant(60 * hours[0], is_early=is_early, is_late=is_late)[-1]
        last = 60 * hours[1]
        last += HALF_DAY * 60 if last <= first and last < HALF_DAY * 60 else 0
        return f"von {_clock(first)[:-4]} bis {_clock(last)}"

    def _since(found: re.Match[str]) -> str:
        at = _meant(60 * WORDS[found["hour"]], is_early=is_early, is_late=is_late)
        return f"{found['how']} {_clock(at[0] if found['how'] in _ONWARDS else at[-1])}"

    clause = _SINCE.sub(_since, clause) if _OF_A_DAY.search(clause) else clause
    return _SAID.sub(_at, _BETWEEN.sub(_from_to, clause))


def _meant(minutes: int, *, is_early: bool, is_late: bool) -> tuple[int, ...]:
    other = minutes + HALF_DAY * 60
    if minutes >= HALF_DAY * 60:
        return (minutes,)
    if is_late and not is_early:
        return (other,)
    if is_early and not is_late and minutes >= EARLIEST:
        return (minutes,)
    if minutes < AFTERNOON_BELOW:
        return (other,)
    return (minutes,) if minutes > MORNING_ABOVE else (minutes, other)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02} uhr"
