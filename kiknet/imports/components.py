"""Content lines put together: the events, the zones and the names of a calendar (RFC 5545, 3.4 and 3.6)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports.lines import Line
from kiknet.imports.problem import MOST_DATES, MOST_EVENTS, Problem
from kiknet.imports.zones import zone_of, zone_with

MOST_COMPONENTS = 5 * MOST_EVENTS
MOST_PROBLEMS = MOST_EVENTS + 500
MOST_ZONES = 100
DEEPEST = 20
SEVERAL = {"RDATE", "EXDATE", "CATEGORIES", "RRULE"}
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?", re.A)


@dataclass
class Component:
    """One VEVENT: its properties; of those that may stand once, the first."""

    line: int
    properties: dict[str, list[Line]] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        kept = self.properties.setdefault(line.name, [])
        if len(kept) < (MOST_DATES if line.name in SEVERAL else 1):
            kept.append(line)

    def get(self, name: str) -> Line | None:
        return next(iter(self.properties.get(name, ())), None)

    def value(self, name: str) -> str:
        line = self.get(name)
        return line.value.strip() if line else ""

    def all(self, name: str) -> list[Line]:
        return self.properties.get(name, [])


@dataclass
class Document:
    """A calendar taken apart, not yet understood."""

    events: list[Component] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, set[timedelta]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_calendar: bool = False
    is_complete: bool = False

    def note(self, line: int, reason: Any, title: str = "", *, is_hint: bool = False) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(line, reason, title, is_hint))

    def zone(self, name: str) -> str | None:
        """What the file calls `name`: a zone we know by name, else by the offsets the file gives it."""
        return zone_of(name) or zone_with(self.offsets.get(name, ()))


def assemble(lines: Iterable[Line | Problem]) -> Document:
    """Everything that stands in events, calendars and zones; what is nested deeper (alarms) is passed over.

    Raises `Rejected` when there are too many events.
    """
    return _Assembler(lines).document


class _Assembler:
    """Goes through the lines once; `stack` are the components around the line."""

    def __init__(self, lines: Iterable[Line | Problem]) -> None:
        self.document = Document()
        self.stack: list[str] = []
        self.overrides = 0
        self.zone: set[timedelta] = set()
        for line in lines:
            self._take(line)
        if "VEVENT" in self.stack:
            cut_off = self.document.events.pop()
            self.document.note(cut_off.line, _l("The event has no end; perhaps the file was cut off."))

    def _take(self, line: Line | Problem) -> None:
        if isinstance(line, Problem):
            self.document.note(line.line, line.reason)
        elif line.name == "BEGIN":
            self._begin(line.number, line.value.strip().upper()[:40])
        elif line.name == "END":
            self._end(line.value.strip().upper())
        elif self.stack[-1:] == ["VEVENT"]:
            self.overrides += line.name == "RECURRENCE-ID" and line.name not in self.document.events[-1].properties
            self.document.events[-1].add(line)
        elif "VTIMEZONE" in self.stack:
            self._define_zone(line)
        elif self.stack[-1:] == ["VCALENDAR"]:
            self.document.properties.setdefault(line.name, line.value.strip())

    def _begin(self, number: int, kind: str) -> None:
        document = self.document
        if kind == "VCALENDAR":
            document.is_calendar = True
            self.stack.clear()
        if kind == "VEVENT":
            if "VEVENT" in self.stack:
                document.note(number, _l("The event before this line has no end."), is_hint=True)
                del self.stack[self.stack.index("VEVENT") :]
            if len(document.events) >= MOST_COMPONENTS or len(document.events) - self.overrides >= MOST_EVENTS:
                raise Rejected(
                    _l(
                        "The calendar has more than %(number)s events. Please export a shorter stretch of time.",
                        number=MOST_EVENTS,
                    )
                )
            document.events.append(Component(number))
        if len(self.stack) < DEEPEST:
            self.stack.append(kind)

    def _end(self, kind: str) -> None:
        if kind in self.stack:
            del self.stack[len(self.stack) - 1 - self.stack[::-1].index(kind) :]
        self.document.is_complete |= kind == "VCALENDAR"

    def _define_zone(self, line: Line) -> None:
        """Note a zone's name and its offsets from UTC; its rules are never run."""
        offsets = self.document.offsets
        if line.name == "TZID" and len(offsets) < MOST_ZONES:
            self.zone = offsets.setdefault(line.value.strip()[:200], set())
        found = _OFFSET.fullmatch(line.value.strip()) if line.name == "TZOFFSETTO" else None
        if found and len(self.zone) < MOST_ZONES:
            length = timedelta(hours=int(found[2]), minutes=int(found[3]))
            self.zone.add(-length if found[1] == "-" else length)
