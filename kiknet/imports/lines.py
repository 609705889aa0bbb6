"""From the bytes of a file to the content lines of iCalendar (RFC 5545, 3.1), forgiving, with their numbers.

Each step costs time and memory in proportion to the bytes it is given, whatever they are.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports.problem import MOST_BYTES, Problem

LONGEST_LINE = 100_000
MOST_LINES = 300_000
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)

_PHYSICAL = re.compile(rb"([^\r\n]*)(\r\n?|\n|\Z)")
_HEAD = re.compile(r'((?:[^":]++|"[^"]*+")*+):', re.S)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*("[^"]*"|[^";]*)')


@dataclass(frozen=True, slots=True)
class Line:
    """One property: `DTSTART;TZID=Europe/Berlin:20270309T150000`, with the number of its first line in the file."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


def as_utf8(data: bytes) -> bytes:
    """The same text in UTF-8 without a byte order mark; what is in no wide encoding is left as it is."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    if data[:2].count(0) == 1:
        wide = "utf-16-le" if data[1] == 0 else "utf-16-be"
        return data.decode(wide, "replace").encode("utf-8", "replace")
    return data


def text_of(data: bytes) -> str:
    """UTF-8 where it is that, otherwise what Windows and old programs write (windows-1252, which contains latin-1)."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def lines_of(data: bytes) -> Iterator[Line | Problem]:
    """Every property of the file in order; a `Problem` for each line that is none.

    Lines may end in any way and be folded in the middle of a character. Raises `Rejected` for what is too large.
    """
    if len(data) > MOST_BYTES:
        raise Rejected(_l("The calendar has more than 5 MB. Please export a shorter stretch of time."))
    for count, (number, raw) in enumerate(_unfolded(as_utf8(data))):
        if count >= MOST_LINES:
            raise Rejected(_l("The calendar has too many lines. Please export a shorter stretch of time."))
        yield _line(number, raw)


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Logical lines with the number of their first; of one that is too long, one byte more than is read."""
    first, parts, length = 0, [b""], 0
    for number, match in enumerate(_PHYSICAL.finditer(data), start=1):
        physical = match[1]
        if physical[:1] in {b" ", b"\t"} and first:
            if length <= LONGEST_LINE:
                parts.append(physical[1:])
                length += len(physical)
        elif physical.strip():
            if first:
                yield first, b"".join(parts)[: LONGEST_LINE + 1]
            first, parts, length = number, [physical], len(physical)
    if first:
        yield first, b"".join(parts)[: LONGEST_LINE + 1]


def _line(number: int, raw: bytes) -> Line | Problem:
    if len(raw) > LONGEST_LINE:
        return Problem(number, _l("The line is too long to be read."))
    text = text_of(raw).strip("\0 \t")
    head = _HEAD.match(text)
    before, colon, value = (head[1], ":", text[head.end() :]) if head else text.partition(":")
    name = _NAME.match(before)
    if not colon or name is None or before[name.end() :].strip()[:1] not in {"", ";"}:
        return Problem(number, _l("This line says nothing a calendar could mean."))
    parameters = {key.upper(): given.strip(' "') for key, given in _PARAMETER.findall(before)}
    return Line(number, name[0].upper(), parameters, value)
