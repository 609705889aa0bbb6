"""The VEVENTs of a feed: from memory, and from the database only what has changed since."""

from collections.abc import Sequence
from datetime import date

from kiknet.calendar import texts
from kiknet.calendar.filter import Filter
from kiknet.feeds import memory, queries
from kiknet.feeds.memory import Assortment, Piece

MOST_CHANGES = 500


def pieces_of(chosen: Filter, language: str, today: date, revision: int, program: str) -> dict[int, Piece]:
    """By event id, as of `revision` of the network or later; `program` is `texts.made_with(language)`.

    Whatever puts an event into a feed, takes it out or changes its text is stamped, on the event or on one of its
    organisations, its place or its room. Only the words it is found by are written later: such feeds are read anew each
    time.
    """
    address, validity = (chosen, language), (today, program)
    held = memory.assortments.get(address)
    changed = None
    if held and held.day_and_program == validity and held.revision <= revision and not chosen.words:
        changed = queries.changed_since(held.revision, MOST_CHANGES)
    if held is None or changed is None:
        pieces = _read(chosen, language, today, program)
    else:
        pieces = dict(held.pieces)
        for event_id in changed:
            pieces.pop(event_id, None)
        pieces |= _read(chosen, language, today, program, changed) if changed else {}
    memory.assortments.put(address, Assortment(validity, revision, pieces))
    return pieces


def _read(
    chosen: Filter, language: str, today: date, program: str, among: Sequence[int] | None = None
) -> dict[int, Piece]:
    """From the stored texts; what is stale there is rendered, not stored."""
    pieces, stale = {}, []
    for row in queries.vevents(chosen, language, today, program, among):
        pieces[row.id] = Piece(row.revision, row.changed_at, (row.text or "").encode())
        if row.text is None:
            stale.append(row.id)
    for event_id, text in texts.rendered(stale, language).items():
        pieces[event_id] = pieces[event_id]._replace(text=text.encode())
    return pieces
