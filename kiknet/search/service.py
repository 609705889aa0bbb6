"""Keeping the index: a job copies every minute what was changed, another one looks every night whether all is there.

Nobody who posts an event waits for it, and nothing hangs on triggers.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, insert, literal, select, text, update
from sqlalchemy.exc import DatabaseError

from kiknet import clock, fold, revisions
from kiknet.db import UtcDateTime, db, is_sqlite, transaction, upsert
from kiknet.search.kinds import KINDS, Kind
from kiknet.search.models import COMING_SIGN, TIMELESS, TIMELESS_SIGN, SearchMark, SearchText

AT_ONCE = 200
FORGET_TRIGRAMS = text(
    "INSERT INTO search_index (search_index, rowid, text)"
    " SELECT 'delete', id, text FROM search_texts WHERE kind = :kind AND object_id IN"
    " (SELECT value FROM json_each(:ids))"
)
ADD_TRIGRAMS = text(
    "INSERT INTO search_index (rowid, text)"
    " SELECT id, text FROM search_texts WHERE kind = :kind AND object_id IN (SELECT value FROM json_each(:ids))"
)


def refresh_index() -> int:
    """Copy the words of everything changed since the last time; returns how many things. Repeating it does no harm."""
    return sum(_refresh(kind) for kind in KINDS)


def _refresh(kind: Kind) -> int:
    """The mark moves when all is done: what is left out by a crash is done next time."""
    newest, _moment = revisions.current()
    mark = db.session.scalar(select(SearchMark.revision).where(SearchMark.kind == kind.name))
    if mark == newest:
        return 0
    source = kind.source().subquery().c
    changed = db.session.scalars(
        select(source.object_id).where(source.revision > (-1 if mark is None else mark)).order_by(source.object_id)
    ).all()
    _copy(kind, changed)
    with transaction():
        _set_mark(kind, newest)
    return len(changed)


def mend_index() -> int:
    """Put right rows that differ from their source, have none, or are over by now; returns how many."""
    if is_sqlite():
        _mend_trigrams()
    return sum(_mend(kind) for kind in KINDS)


def _mend(kind: Kind) -> int:
    source = kind.source().subquery().c
    is_copied = (SearchText.kind == kind.name) & (SearchText.object_id == source.object_id)
    ends_at = func.coalesce(source.ends_at, literal(TIMELESS, UtcDateTime))  # a series grows while nobody edits it
    is_same = (SearchText.revision == source.revision, SearchText.audience == source.audience)
    is_right_sign = (SearchText.ends_at > clock.now()) | SearchText.text.not_like(f"{COMING_SIGN}%")
    is_true = exists().where(is_copied, *is_same, SearchText.ends_at == ends_at, is_right_sign)
    lost = select(source.object_id).where(source.audience != "none", ~is_true)
    has_source = exists().where(source.object_id == SearchText.object_id, source.audience != "none")
    left_over = select(SearchText.object_id).where(SearchText.kind == kind.name, ~has_source)
    wrong = [*db.session.scalars(lost), *db.session.scalars(left_over)]
    _copy(kind, wrong)
    return len(wrong)


def _mend_trigrams() -> None:
    """SQLite compares the virtual table with the rows it was made from, and makes it anew if they differ."""
    try:
        with transaction() as session:
            session.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError:
        with transaction() as session:
            session.execute(text("INSERT INTO search_index (search_index) VALUES ('rebuild')"))


def _copy(kind: Kind, object_ids: Sequence[int]) -> None:
    """Write the rows of these things anew, in short transactions: nobody who posts has to wait."""
    db.session.rollback()
    for start in range(0, len(object_ids), AT_ONCE):
        ids = object_ids[start : start + AT_ONCE]
        with transaction():
            _take_turns(kind)
            source = kind.source().subquery()
            rows = db.session.execute(select(source).where(source.c.object_id.in_(ids))).all()
            _replace(kind, ids, list(_rows(kind, rows)))


def _take_turns(kind: Kind) -> None:
    """Two workers must not do it at once: write to the mark, then look."""
    mark = upsert(SearchMark).values(kind=kind.name, revision=-1)
    db.session.execute(mark.on_conflict_do_nothing())
    db.session.execute(update(SearchMark).where(SearchMark.kind == kind.name).values(kind=kind.name))


def _set_mark(kind: Kind, revision: int) -> None:
    _take_turns(kind)
    db.session.execute(
        update(SearchMark).where(SearchMark.kind == kind.name, SearchMark.revision < revision).values(revision=revision)
    )


def _rows(kind: Kind, rows: Sequence[Row[Any]]) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for row in rows:
        if row.audience != "none":
            yield {
                "kind": kind.name,
                "object_id": row.object_id,
                "title": fold.fold(row.name),
                "text": _signed(row, now),
                "audience": row.audience,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at or TIMELESS,
                "revision": row.revision,
            }


def _signed(row: Row[Any], now: datetime) -> str:
    """Its words behind the sign by which the trigrams tell what is current."""
    if row.ends_at is None:
        return f"{TIMELESS_SIGN} {row.text}"
    return f"{COMING_SIGN} {row.text}" if row.ends_at > now else str(row.text)


def _replace(kind: Kind, ids: Sequence[int], rows: list[dict[str, Any]]) -> None:
    """On SQLite the trigrams of a row are taken out as long as its text is there to say which they were."""
    these = {"kind": kind.name, "ids": str([*ids])}
    if is_sqlite():
        db.session.execute(FORGET_TRIGRAMS, these)
    db.session.execute(delete(SearchText).where(SearchText.kind == kind.name, SearchText.object_id.in_(ids)))
    if rows:
        db.session.execute(insert(SearchText), rows)
    if is_sqlite():
        db.session.execute(ADD_TRIGRAMS, these)
