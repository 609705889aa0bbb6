"""The statement that finds and ranks: what the index holds, and in place of what is newer its sources."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, func, literal, or_, select, text, union_all

from kiknet.db import UtcDateTime
from kiknet.search.kinds import BY_NAME
from kiknet.search.models import TIMELESS, SearchText

HAS_TRIGRAMS = text("search_texts.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :trigrams)")
ESCAPE = "\\"
NOW: Any = bindparam("now", type_=UtcDateTime)
ENDLESS: Any = literal(TIMELESS, UtcDateTime)


@cache
def ranked(
    is_for_sqlite: bool,
    words: int,
    is_stranger: bool,
    kinds: tuple[str, ...],
    newer: tuple[str, ...],
    is_past: bool,
    has_trigrams: bool,
    has_singulars: bool,
) -> Any:
    """The statement for so many words: built once. Rows are (position in `kinds`, object_id).

    Of each word it wants `word`, `begin`, `whole` and `like` with its number behind, and if any `has_singulars` (see
    `fold.says`) two ends, `end` and `other_end`.
    """
    within = _within_sqlite if is_for_sqlite else _within_postgresql

    def arm(columns: Any, position: Any) -> Select[Any]:
        scores = (_score(columns, number, within, has_singulars=has_singulars) for number in range(words))
        score = sum(scores, literal(0)).label("score")
        has_words = [columns.text.like(bindparam(f"like{number}"), escape=ESCAPE) for number in range(words)]
        if has_singulars:
            has_words += [_says(columns.text, number, within) for number in range(words)]
        found = select(position.label("position"), columns.object_id, columns.starts_at, score)
        return found.where(*has_words, columns.audience == "public" if is_stranger else columns.audience != "none")

    position = case({name: number for number, name in enumerate(kinds)}, value=SearchText.kind)
    indexed = arm(SearchText, position).where(position.is_not(None), *_not_newer(newer))
    arms = [indexed.where(*part) for part in _parts(is_past, has_trigrams)]
    for name in newer:
        live = _live(name)
        is_due = live.ends_at > NOW
        arms.append(arm(live, literal(kinds.index(name))).where(is_due.is_(False) if is_past else is_due))
    found = union_all(*arms).subquery("found").c
    moment = found.starts_at.desc() if is_past else _later(found.starts_at, is_for_sqlite)
    statement = select(found.position, found.object_id)
    statement = statement.order_by(found.score.desc(), moment, found.position, found.object_id)
    return statement.limit(bindparam("most")).offset(bindparam("begin"))


def _parts(is_past: bool, has_trigrams: bool) -> Sequence[Sequence[ColumnElement[bool]]]:
    """Where to look for what is over, or current.

    Where SQLite's trigrams find the rows, `is_(True)` keeps the index of `ends_at` out of it. PostgreSQL finds what has
    no date by trigrams, and what is to come by `ends_at`.
    """
    is_current = SearchText.ends_at > NOW
    if is_past:
        return [[is_current.is_(False), *([HAS_TRIGRAMS] if has_trigrams else [])]]
    if has_trigrams:
        return [[is_current.is_(True), HAS_TRIGRAMS]]
    return [[is_current, SearchText.ends_at < ENDLESS], [SearchText.ends_at == ENDLESS]]


def _not_newer(newer: tuple[str, ...]) -> Iterator[ColumnElement[bool]]:
    """Leaves out the things whose words were written since the index was refreshed."""
    for name in newer:
        source = BY_NAME[name].source().subquery()
        changed = select(source.c.object_id).where(source.c.revision > bindparam(f"mark_{name}"))
        yield (SearchText.kind != name) | SearchText.object_id.not_in(changed)


def _live(name: str) -> Any:
    """The columns of the things of one kind that are newer than the index, from their source."""
    source = BY_NAME[name].source()
    columns = source.selected_columns
    newer = source.where(columns.revision > bindparam(f"mark_{name}")).subquery(f"{name}_source").c
    return select(
        newer.object_id, newer.text, newer.audience, newer.starts_at,
        func.substr(newer.text, 1, func.length(func.replace(newer.name, "ß", "ss"))).label("title"),
        func.coalesce(newer.ends_at, ENDLESS).label("ends_at"),
    ).subquery(f"{name}_newer").c  # fmt: skip


def _says(column: Any, number: int, within: Any) -> ColumnElement[bool]:
    """That what has the letters has the word in full, or one of its singulars where it counts: `fold.says`."""
    word = bindparam(f"word{number}", type_=Text)
    return or_(within(column, word), _ends(column, number, within))


def _ends(column: Any, number: int, within: Any) -> ColumnElement[bool]:
    ends = (bindparam(f"{name}{number}", type_=Text) for name in ("end", "other_end"))
    return or_(*(within(literal(" ") + column + literal(" "), end) for end in ends))


def _score(columns: Any, number: int, within: Any, *, has_singulars: bool) -> ColumnElement[int]:
    """In the title: the whole word 4, the beginning of one 3, inside one or its singular 2; in the text: a beginning 1,
    inside 0.

    The text begins with the title: what begins the text is found there.
    """
    word, begin, whole = (bindparam(f"{part}{number}", type_=Text) for part in ("word", "begin", "whole"))
    in_title = case(
        (within(literal(" ") + columns.title + literal(" "), whole), 4),
        (within(literal(" ") + columns.title, begin), 3),
        else_=2,
    )
    singular = [(_ends(columns.title, number, within), 2)] if has_singulars else []
    return case((within(columns.title, word), in_title), *singular, (within(columns.text, begin), 1), else_=0)


def _later(starts_at: Any, is_for_sqlite: bool) -> ColumnElement[Any]:
    """What began already, or has no date, comes with what begins now."""
    later: ColumnElement[Any] = (func.max if is_for_sqlite else func.greatest)(func.coalesce(starts_at, NOW), NOW)
    return later


def _within_sqlite(column: Any, sought: Any) -> ColumnElement[bool]:
    return func.instr(column, sought) > 0


def _within_postgresql(column: Any, sought: Any) -> ColumnElement[bool]:
    return func.strpos(column, sought) > 0
