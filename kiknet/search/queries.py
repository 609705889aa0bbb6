"""Looking: the best hits first, equal on both databases, and never older than the latest change.

What the index holds is asked of the index; what was changed since it was refreshed, of its source (see
docs/decisions/0016). What is current, that is still to come or without a date, has a sign among its trigrams; what is
over is asked for only when that does not fill the page.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, exists, func, literal, select, text, union_all

from kiknet import clock, fold
from kiknet.db import UtcDateTime, db, is_sqlite
from kiknet.organisations.acting import Acting
from kiknet.search.found import Found
from kiknet.search.kinds import BY_NAME, KINDS, Kind
from kiknet.search.models import COMING_SIGN, TIMELESS, TIMELESS_SIGN, SearchMark, SearchText

PER_PAGE = 20
LONGEST_TEXT = 200
TRIGRAM = 3
HAS_TRIGRAMS = text("search_texts.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :trigrams)")
ESCAPE = "\\"
NOW: Any = bindparam("now", type_=UtcDateTime)
ENDLESS: Any = literal(TIMELESS, UtcDateTime)


class Hit(NamedTuple):
    kind: str
    object_id: int


class Hits(NamedTuple):
    """One page of what was found: what is current, then what is over. `total` is None while it is not worth knowing."""

    current: list[Found]
    past: list[Found]
    has_next: bool
    total: int | None

    def __bool__(self) -> bool:
        return bool(self.current or self.past)


def search(by: Acting | None, asked: str, kind: str = "", page: int = 1) -> Hits:
    """The things `by` (None: a stranger) may see that have every word of `asked`, also inside longer ones.

    Best first: in the title rather than in the text, whole words rather than parts, soon rather than late; what is over
    comes after all that is not. `kind` is a name of `kinds.KINDS`, or empty for all.
    """
    words = fold.words(asked[:LONGEST_TEXT])
    if not words:
        return Hits([], [], False, 0)
    looking = _Looking(by, words, kind)
    first, last = (page - 1) * PER_PAGE, page * PER_PAGE
    current = looking.current(last + 1)
    shown, past = current[first:last], list[Hit]()
    if len(current) <= last:
        begin = max(first - len(current), 0)
        past = looking.past(begin, PER_PAGE - len(shown) + 1)
    has_next = len(current) > last or len(shown) + len(past) > PER_PAGE
    found = _read(by, [*shown, *past[: PER_PAGE - len(shown)]])
    return Hits(
        current=[found[hit] for hit in shown if hit in found],
        past=[found[hit] for hit in past if hit in found],
        has_next=has_next,
        total=len(found) if page == 1 and not has_next else None,
    )


def finds_anything(by: Acting | None, word: str) -> bool:
    """Whether one word alone would lead to something."""
    return bool(search(by, word))


class _Looking:
    """What is asked, as the parameters of the statements below."""

    def __init__(self, by: Acting | None, words: list[str], kind: str) -> None:
        self._kinds = tuple(k.name for k in KINDS if not kind or k.name == kind)
        marks = _marks(self._kinds)
        self._newer = tuple(name for name, mark in marks.items() if mark is not None)
        self._words, self._is_stranger = len(words), by is None
        trigrams = list(dict.fromkeys(trigram for word in words for trigram in _trigrams(word)))
        self._has_trigrams = bool(trigrams) and is_sqlite()
        self._values: dict[str, Any] = {"now": clock.now()}
        self._values |= {f"mark_{name}": marks[name] for name in self._newer}
        for number, word in enumerate(words):
            self._values |= {f"word{number}": word, f"begin{number}": f" {word}", f"whole{number}": f" {word} "}
            self._values[f"like{number}"] = _like(word)
        self._trigrams = " AND ".join(f'"{trigram}"' for trigram in trigrams)

    def current(self, most: int) -> list[Hit]:
        """The first of what is not over."""
        trigrams = f'("{COMING_SIGN}" OR "{TIMELESS_SIGN}") AND {self._trigrams}'
        return self._hits(self._statement(is_past=False), trigrams, 0, most)

    def past(self, begin: int, most: int) -> list[Hit]:
        """Some of what is over, from number `begin` on."""
        return self._hits(self._statement(is_past=True), f'({self._trigrams}) NOT "{TIMELESS_SIGN}"', begin, most)

    def _statement(self, *, is_past: bool) -> Any:
        kinds, newer = self._kinds, self._newer
        return _ranked(is_sqlite(), self._words, self._is_stranger, kinds, newer, is_past, self._has_trigrams)

    def _hits(self, statement: Any, trigrams: str, begin: int, most: int) -> list[Hit]:
        chosen = {"begin": begin, "most": most} | ({"trigrams": trigrams} if self._has_trigrams else {})
        rows = db.session.connection().execute(statement, self._values | chosen)
        return [Hit(self._kinds[row[0]], row[1]) for row in rows]


def _trigrams(word: str) -> Iterator[str]:
    """Every second one, and the last: the index only proposes, and each costs."""
    last = len(word) - TRIGRAM
    return (word[i : i + TRIGRAM] for i in (*range(0, last, 2), last) if last >= 0)


def _marks(kinds: tuple[str, ...]) -> dict[str, int | None]:
    """How far the index has come with the kinds of which something is newer; None for the others."""
    rows = db.session.connection().execute(_marked(kinds))
    return {name: mark if is_newer else None for name, mark, is_newer in rows}


@cache
def _marked(kinds: tuple[str, ...]) -> Any:
    def row(name: str) -> Select[Any]:
        known = select(SearchMark.revision).where(SearchMark.kind == name).scalar_subquery()
        mark: Any = func.coalesce(known, -1)
        source = BY_NAME[name].source().subquery().c
        is_newer = exists().where(source.revision > mark)
        return select(literal(name), mark, is_newer)

    return union_all(*map(row, kinds))


@cache
def _ranked(
    is_for_sqlite: bool,
    words: int,
    is_stranger: bool,
    kinds: tuple[str, ...],
    newer: tuple[str, ...],
    is_past: bool,
    has_trigrams: bool,
) -> Any:
    """The statement for so many words: built once. Rows are (position in `kinds`, object_id)."""
    within = _within_sqlite if is_for_sqlite else _within_postgresql

    def arm(columns: Any, position: Any) -> Select[Any]:
        score = sum((_score(columns, number, within) for number in range(words)), literal(0)).label("score")
        has_words = [columns.text.like(bindparam(f"like{number}"), escape=ESCAPE) for number in range(words)]
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


def _score(columns: Any, number: int, within: Any) -> ColumnElement[int]:
    """In the title: the whole word 4, the beginning of one 3, inside one 2; in the text: a beginning 1, inside 0.

    The text begins with the title: what begins the text is found there.
    """
    word, begin, whole = (bindparam(f"{part}{number}", type_=Text) for part in ("word", "begin", "whole"))
    in_title = case(
        (within(literal(" ") + columns.title + literal(" "), whole), 4),
        (within(literal(" ") + columns.title, begin), 3),
        else_=2,
    )
    return case((within(columns.title, word), in_title), (within(columns.text, begin), 1), else_=0)


def _later(starts_at: Any, is_for_sqlite: bool) -> ColumnElement[Any]:
    """What began already, or has no date, comes with what begins now."""
    later: ColumnElement[Any] = (func.max if is_for_sqlite else func.greatest)(func.coalesce(starts_at, NOW), NOW)
    return later


def _within_sqlite(column: Any, sought: Any) -> ColumnElement[bool]:
    return func.instr(column, sought) > 0


def _within_postgresql(column: Any, sought: Any) -> ColumnElement[bool]:
    return func.strpos(column, sought) > 0


def _like(word: str) -> str:
    """A pattern; of its signs only "_" is left in a folded word."""
    return "%" + word.replace("_", ESCAPE + "_") + "%"


def _read(by: Acting | None, hits: Sequence[Hit]) -> dict[Hit, Found]:
    """The hits as they are shown: one query for each kind among them."""
    found: dict[Hit, Found] = {}
    for kind in KINDS:
        ids = [hit.object_id for hit in hits if hit.kind == kind.name]
        shown = kind.read(by, ids) if ids else {}
        found |= {Hit(kind.name, number): hit for number, hit in shown.items()}
    return found


def kind_by_value(value: str) -> Kind | None:
    """The kind an address names."""
    return next((kind for kind in KINDS if kind.value == value), None)
