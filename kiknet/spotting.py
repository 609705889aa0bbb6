"""Phone numbers, e-mail addresses and links in what somebody has written. Text in, what was found out."""

import re
import unicodedata

_PHONE = re.compile(r"(?<![\w/+-])(?<!\d[.,: ])(?:\+|00|\(?0)[\d(][\d ()/\-‐–]{4,24}\d(?![\d:]|[.,]\d)")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}+(?:@|\s?[(\[](?:at|ät)[)\]]\s?)[\w-]{1,63}(?:(?:\.|\s?[(\[](?:dot|punkt)[)\]]\s?)[\w-]{2,63})+",
    re.I,
)
_AT = re.compile(r"@|[(\[](?:at|ät)[)\]]", re.I)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.I)
_DAY = re.compile(r"0?\d{1,2}\s*[-–/]\s*0?\d{1,2}(?:\s*[-–/]\s*\d{2,4})?")
_FOREIGN = re.compile(r"[^ -~\n]")
FEWEST_DIGITS, MOST_DIGITS = 7, 15


def phones(text: str) -> list[str]:
    """Numbers one can call, as Germans write them: "0831 / 12 34 5", "+49 (0)171-2345678"; no dates, times or sums."""
    found = (match[0].strip() for match in _PHONE.finditer(_plain(_LINK.sub(" ", text))))
    return [number for number in found if _is_phone(number)]


def addresses(text: str) -> list[str]:
    """E-mail addresses, also as "name (at) example.org"."""
    return [match[0] for match in _ADDRESS.finditer(text)] if _AT.search(text) else []


def links(text: str) -> list[str]:
    return [match[0] for match in _LINK.finditer(text)]


def _is_phone(number: str) -> bool:
    digits = sum(c.isdigit() for c in number)
    return FEWEST_DIGITS <= digits <= MOST_DIGITS and not _DAY.fullmatch(number)


def _plain(text: str) -> str:
    """Every script's digits as 0 to 9, every kind of blank as a blank."""
    return _FOREIGN.sub(lambda match: _as_ascii(match[0]), text)


def _as_ascii(c: str) -> str:
    return str(unicodedata.digit(c)) if c.isdigit() else " " if c.isspace() else c
