"""Reading a catalogue of measures from a table (CSV), and telling what it would change."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _l

MOST_BYTES = 500_000
MOST_ROWS = 2000
MOST_LETTERS = 300
COLUMNS = {
    name: column
    for column, names in {
        "field": "field key, field, handlungsfeld, feld",
        "goal_number": "goal no, goal number, ziel nr, zielnummer, nummer des ziels",
        "goal": "goal label de, goal, ziel",
        "number": "measure no, measure number, massnahme nr, massnahmennummer, nummer der massnahme, nummer",
        "title": "measure label de, measure, title, massnahme, titel",
        "plain": "plain, plain words, in einfachen worten, einfach gesagt",
    }.items()
    for name in names.split(", ")
}
"""What the first line may call a column, folded."""
NEEDED = {
    "field": _l("field of action"),
    "goal_number": _l("number of the goal"),
    "goal": _l("goal"),
    "number": _l("number of the measure"),
    "title": _l("measure"),
}
_NUMBER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-z]?")
_PARTS = re.compile(r"[0-9]+|[a-z]")

Key = tuple[str, str]
"""Field of action and number: what a measure is known by within a version."""


@dataclass(frozen=True)
class Entry:
    """One measure with its goal."""

    field: str
    goal_number: str
    goal: str
    number: str
    title: str
    plain: str = ""

    @property
    def key(self) -> Key:
        return self.field, self.number


@dataclass(frozen=True)
class Problem:
    """A line that cannot be read, and why."""

    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Catalogue:
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]

    @property
    def goals(self) -> set[Key]:
        return {(entry.field, entry.goal_number) for entry in self.entries}

    @property
    def fields(self) -> set[str]:
        return {entry.field for entry in self.entries}


@dataclass(frozen=True)
class Differences:
    """What a catalogue changes in a version: `changed` and `gone` hold what stood there before."""

    new: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]
    gone: tuple[Entry, ...]
    unchanged: int

    @property
    def are_none(self) -> bool:
        return not (self.new or self.changed or self.gone)


def order(number: str) -> tuple[tuple[int, str], ...]:
    """Sorts numbers as people count: 2 before 10, 6.3 before 6.5."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in _PARTS.findall(number))


def text_of(data: bytes) -> str:
    """As UTF-8, or as Excel on Windows saves it. Raises `Rejected` when it is too long."""
    if len(data) > MOST_BYTES:
        raise Rejected(_l("This file is too large for a catalogue of measures."), "file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "")


def read(text: str, fields: Mapping[str, str]) -> Catalogue:
    """The measures of a table, and the lines that are wrong.

    `fields` are the keys of the fields of action by their folded names and keys. Raises `Rejected` for what is no
    table of measures.
    """
    entries: dict[Key, tuple[int, Entry]] = {}
    goals: dict[Key, tuple[int, str]] = {}
    problems: list[Problem] = []
    for line, row in _rows(text):
        try:
            entry = _entry(row, fields)
            _check_goal(entry, goals, line)
            if entry.key in entries:
                raise Rejected(_l("This number stands in line %(line)s already.", line=entries[entry.key][0]))
        except Rejected as refusal:
            problems.append(Problem(line, refusal.reason, row.get("title", "")[:80]))
        else:
            entries[entry.key] = line, entry
    return Catalogue(tuple(entry for _line, entry in entries.values()), tuple(problems))


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Differences:
    """What is new, changed and gone, by field and number. Plain words count only where the new table has some."""
    before, after = {entry.key: entry for entry in old}, {entry.key: entry for entry in new}
    both = [(before[key], entry) for key, entry in after.items() if key in before]
    changed = tuple((was, entry) for was, entry in both if _differ(was, entry))
    return Differences(
        new=tuple(entry for key, entry in after.items() if key not in before),
        changed=changed,
        gone=tuple(entry for key, entry in before.items() if key not in after),
        unchanged=len(both) - len(changed),
    )


def _differ(was: Entry, entry: Entry) -> bool:
    said = (entry.goal_number, entry.goal, entry.title)
    return said != (was.goal_number, was.goal, was.title) or entry.plain not in ("", was.plain)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of every row that is not empty."""
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text.strip("\ufeff"), newline=""), delimiter=max(",;\t", key=first.count))
    try:
        columns = [COLUMNS.get(fold(cell.replace("_", " ")), "") for cell in next(rows, [])]
        _check_columns(columns)
        for count, cells in enumerate(rows):
            if count >= MOST_ROWS:
                raise Rejected(_l("The table has more than %(number)s rows.", number=MOST_ROWS), "file")
            if any(cell.strip() for cell in cells):
                yield rows.line_num, _named(columns, cells)
    except csv.Error:
        raise Rejected(_l("The table is broken in line %(line)s.", line=rows.line_num), "file") from None


def _named(columns: list[str], cells: list[str]) -> dict[str, str]:
    return {name: " ".join(cell.split()) for name, cell in zip(columns, cells, strict=False) if name}


def _check_columns(columns: list[str]) -> None:
    missing = [str(word) for name, word in NEEDED.items() if name not in columns]
    if missing:
        reason = _l("The first line does not name these columns: %(columns)s.", columns=", ".join(missing))
        raise Rejected(reason, "file")


def _entry(row: dict[str, str], fields: Mapping[str, str]) -> Entry:
    """Raises `Rejected` with the reason why the line is wrong."""
    for name, word in NEEDED.items():
        if not row.get(name):
            raise Rejected(_l("Here the column “%(column)s” is empty.", column=str(word)))
        if len(row[name]) > MOST_LETTERS:
            reason = _l("Longer than %(number)s characters: “%(column)s”.", number=MOST_LETTERS, column=str(word))
            raise Rejected(reason)
    field = fields.get(fold(row["field"]))
    if field is None:
        raise Rejected(_l("There is no field of action “%(name)s”.", name=row["field"][:60]))
    return Entry(
        field, _number(row["goal_number"]), row["goal"], _number(row["number"]), row["title"],
        row.get("plain", "")[:MOST_LETTERS],
    )  # fmt: skip


def _number(text: str) -> str:
    number = text.rstrip(".").casefold()
    if not _NUMBER.fullmatch(number):
        raise Rejected(_l("“%(text)s” is no number like 3 or 3.2.", text=text[:20]))
    return number


def _check_goal(entry: Entry, goals: dict[Key, tuple[int, str]], line: int) -> None:
    first, said = goals.setdefault((entry.field, entry.goal_number), (line, entry.goal))
    if said != entry.goal:
        raise Rejected(_l("In line %(line)s this goal is called “%(goal)s”.", line=first, goal=said))
