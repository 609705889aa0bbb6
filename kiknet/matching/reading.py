"""Labelled sets: listings as JSON lines, and which pairs of them should be introduced to each other."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from kiknet.matching.entry import Entry, Unreadable

GRADES = (0, 1, 2)


@dataclass(frozen=True)
class Judgement:
    """What a person says of a pair: 2 introduce them today, 1 plausible, 0 a trap."""

    need: str
    offer: str
    grade: int
    reason: str = ""


def entries(lines: Iterable[str]) -> list[Entry]:
    """The listings of a JSONL file. Raises `Unreadable` with the line's number."""
    found: dict[str, Entry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            if not isinstance(raw, dict):
                raise Unreadable("not a JSON object")
            entry = Entry.read(raw)
        except json.JSONDecodeError as trouble:
            raise Unreadable(f"line {number}: not JSON ({trouble.msg})") from None
        except Unreadable as trouble:
            raise Unreadable(f"line {number}: {trouble}") from None
        if entry.id in found:
            raise Unreadable(f"line {number}: the id {entry.id} was used before")
        found[entry.id] = entry
    return list(found.values())


def judgements(lines: Iterable[str], known: Iterable[str]) -> list[Judgement]:
    """The pairs of a QRELS file: need, offer, grade and reason between tabs. Raises `Unreadable`."""
    ids, found = set(known), list[Judgement]()
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if not line.strip() or (number == 1 and cells[0] == "need_id"):
            continue
        if len(cells) < 3 or cells[2].strip() not in {"0", "1", "2"}:
            raise Unreadable(f"line {number}: need, offer, grade (0, 1 or 2) and a reason, with tabs between them")
        need, offer = cells[0].strip(), cells[1].strip()
        if missing := {need, offer} - ids:
            raise Unreadable(f"line {number}: there is no listing {', '.join(sorted(missing))}")
        found.append(Judgement(need, offer, int(cells[2]), cells[3].strip() if len(cells) > 3 else ""))
    return found
