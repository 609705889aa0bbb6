"""The VEVENTs of a feed: which ones, asked of the database; their texts, from memory where nothing changed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kiknet.calendar import texts
from kiknet.calendar.filter import Filter
from kiknet.feeds import memory, queries
from kiknet.feeds.memory import Piece

AT_ONCE = 500


def pieces_of(chosen: Filter, language: str, program: str, today: date) -> list[Piece]:
    """By event id; `program` is `texts.made_with(language)`.

    After a change only what changed is read; after a rename of an organisation or place everything is.
    """
    neighbour = queries.newest_neighbour()
    revisions, shelf = queries.entries(chosen, today), memory.pieces.shelf(language)
    held = {
        event_id: piece
        for event_id, revision in revisions.items()
        if (piece := shelf.get(event_id)) and piece.valid_for == (revision, neighbour, program)
    }
    missing = [event_id for event_id in revisions if event_id not in held]
    if missing:
        read = {
            row.id: Piece((revisions[row.id], neighbour, program), row.revision, row.changed_at, text)
            for row, text in _read(missing, language, program)
        }
        memory.pieces.add(language, read)
        held |= read
    return [held[event_id] for event_id in sorted(held)]


def _read(event_ids: Sequence[int], language: str, program: str) -> Iterator[tuple[Any, bytes]]:
    """From the stored texts; what is stale there is rendered, not stored."""
    for start in range(0, len(event_ids), AT_ONCE):
        rows = queries.details(event_ids[start : start + AT_ONCE], language, program)
        fresh = texts.rendered([row.id for row in rows if row.text is None], language)
        yield from ((row, (row.text or fresh.get(row.id, "")).encode()) for row in rows)
