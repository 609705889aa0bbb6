"""Days of the week as people shorten them on a phone, in full: "di u. do abend", "mo-fr", "am we", "mon and wed"."""

import re

GERMAN = {
    "mo": "Montag", "di": "Dienstag", "mi": "Mittwoch", "do": "Donnerstag", "fr": "Freitag", "sa": "Samstag",
    "so": "Sonntag",
}  # fmt: skip
ENGLISH = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_PLAIN = "mo|di|mi|do|fr|sa"
_IN_GERMAN = rf"(?<![\w.@/’'-])(?:{_PLAIN}|so)\b\.?"
_BETWEEN = r"\s?[/+&–-]\s?|,\s?|\s(?:und|oder|bis|u|o|od)\.?\s"
_ROW = re.compile(rf"{_IN_GERMAN}(?:(?:{_BETWEEN})(?:{_PLAIN}|so)\b\.?)+", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(
    rf"\b({_PLAIN}) ({_PLAIN}|so)\b(?! (?:gegen|um|etwa|ca|wie|gut|viel|oft|bald|weit|dass|etwas)\b)", re.IGNORECASE
)
_TIME = (
    r"\d{1,2}\s?(?:uhr|h\b|:)|\d{1,2}\.[0-5]\d\b(?!\.)|(?:ab|um|von|gegen|bis|nach|vor|zwischen)\s(?:\d|halb\b|viertel\b)|"
    r"\d{1,2}\s?[-–]\s?\d{1,2}\b(?!\.)|(?:vormittag|nachmittag|mittag|abend|morgen|nacht)s?\b|früh\b|"
    r"(?:ganztags|belegt|verliehen|vergeben|frei|nicht|geht|nie|immer|keine?|ist|habe|kann|passt|bin|"
    r"und|oder|od)\b"
)
_BEHIND = re.compile(rf"(?<![\w.@/’'-])({_PLAIN})\b\.?(?=\s(?:{_TIME}))", re.IGNORECASE)
_SUNDAY = re.compile(
    r"(?<=\bam )so\b\.?(?!\s(?:und|oder) so\b)|(?<=\bjeden )so\b|(?<![\w.])so(?= (?:vormittag|nachmittag|abend)s?\b)"
    r"|(?<![\w.-])so\.?(?= (?:\d{1,2}\s?uhr|\d{1,2}\.\s?\d{1,2}\.))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:am|jeden|jeder|immer|nur|bis|ab|außer|kommenden|nächsten|diesen|jeweils|tag|ersten|zweiten|dritten|vierten|"
    rf"letzten|[1-4]\.)\s({_PLAIN})\b(?!\.?\s[A-ZÄÖÜ])\.?",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(rf"(?:\A|(?<=[.,;:!]\s)|(?<=\w\s))({_PLAIN})(?=\Z|,\s|\.\Z)", re.IGNORECASE)
_WEEKEND = re.compile(
    r"\b(am|an|im|übers|übers ganze|jedes|dieses|nächstes|kommendes|ganzes|pro|nur|jedem|vom) (?:we|w\.e\.)(?!\w)",
    re.IGNORECASE,
)
_AND = {"u": "und", "o": "oder", "od": "oder"}
_ENGLISH_NAME = "|".join(sorted(ENGLISH, key=len, reverse=True))
_ENGLISH_ROW = re.compile(
    rf"\b(?:{_ENGLISH_NAME})\b(?:(?:\s?[/+&–-]\s?|,\s?|\s(?:and|or|to|till|through|until)\s)(?:{_ENGLISH_NAME})\b)+",
    re.IGNORECASE,
)
_ENGLISH_DAY = re.compile(
    rf"(?<=\bon )(?:{_ENGLISH_NAME})\b|(?<=\bevery )(?:{_ENGLISH_NAME})\b|(?<=\bnext )(?:{_ENGLISH_NAME})\b|"
    rf"\b(?:{_ENGLISH_NAME})(?= (?:evening|afternoon|morning|night|after \d|from \d|at \d|\d))",
    re.IGNORECASE,
)
_ONE = re.compile(r"[^\W\d_]+")


def in_german(text: str) -> str:
    """ "So" is Sunday only beside another day, after "am" or before a part of the day."""
    text = _WEEKEND.sub(r"\1 Wochenende", text)
    text = _ROW.sub(lambda row: _every(row[0], GERMAN), text)
    text = _SIDE_BY_SIDE.sub(lambda two: f"{GERMAN[two[1].casefold()]} und {GERMAN[two[2].casefold()]}", text)
    for alone in (_AHEAD, _BEHIND, _BY_ITSELF):
        text = alone.sub(lambda found: found[0][: found.start(1) - found.start()] + GERMAN[found[1].casefold()], text)
    return _SUNDAY.sub("Sonntag", text)


def in_english(text: str) -> str:
    text = _ENGLISH_ROW.sub(lambda row: _every(row[0], ENGLISH), text)
    return _ENGLISH_DAY.sub(lambda day: ENGLISH[day[0].casefold()], text)


def _every(row: str, names: dict[str, str]) -> str:
    """A dash between two is "bis", so that what is written after them stands for itself."""
    if not set(_ONE.findall(row.casefold())) & names.keys() - {"so"}:
        return row
    in_full = _ONE.sub(lambda word: names.get(word[0].casefold(), _AND.get(word[0], word[0])), row.rstrip("."))
    joined = " bis " if names is GERMAN else " to "
    return re.sub(r"\.?\s?[–-]\s?", joined, in_full).replace(".", "").replace("/", " / ")
