"""Looking: the best hits first, equal on both databases, and never older than the latest change.

What the index holds is asked of the index; what was changed since it was refreshed, of its source (see
docs/decisions/0016). What is still to come is looked through row by row, which is quick, since most of what was ever
stored is over. What has no date is found by its trigrams; and what is over, too, when all that does not fill the page.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, bindparam, case, func, literal, null, select, text, union_all

from kiknet import clock, fold
from kiknet.db import UtcDateTime, db, is_sqlite
from kiknet.organisations.acting import Acting
from kiknet.revisions import Revision
from kiknet.search.found import Found
from kiknet.search.kinds import BY_NAME, KINDS, Kind
from kiknet.search.models import TIMELESS, TIMELESS_SIGN, SearchMark, SearchText

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
    total = len(current) + len(past) if page == 1 and not has_next else None
    return Hits([found[hit] for hit in shown if hit in found], [found[h] for h in past if h in found], has_next, total)


def finds_anything(by: Acting | None, word: str) -> bool:
    """Whether one word alone would lead to something."""
    looking = _Looking(by, fold.words(word), "")
    return bool(looking.current(1) or looking.past(0, 1))


class _Looking:
    """What is asked, as the parameters of the statements below."""

    def __init__(self, by: Acting | None, words: list[str], kind: str) -> None:
        marks, newest = _marks()
        self._kinds = tuple(k.name for k in KINDS if not kind or k.name == kind)
        self._newer = tuple(name for name in self._kinds if marks[name] < newest)
        self._words, self._is_stranger = len(words), by is None
        trigrams = list(dict.fromkeys(w[i : i + TRIGRAM] for w in words for i in range(len(w) - TRIGRAM + 1)))
        self._has_trigrams = bool(trigrams) and is_sqlite()
        self._values: dict[str, Any] = {"now": clock.now()}
        self._values |= {f"mark_{name}": marks[name] for name in self._newer}
        for number, word in enumerate(words):
            self._values |= {f"word{number}": word, f"like{number}": _like(word)}
        self._trigrams = " AND ".join(f'"{trigram}"' for trigram in trigrams)

    def current(self, most: int) -> list[Hit]:
        """The first of what is not over."""
        trigrams = {"trigrams": f'"{TIMELESS_SIGN}" AND {self._trigrams}'} if self._has_trigrams else {}
        return self._hits(self._statement(is_past=False), self._values | trigrams | {"begin": 0, "most": most})

    def past(self, begin: int, most: int) -> list[Hit]:
        """Some of what is over, from number `begin` on."""
        trigrams = {"trigrams": f'({self._trigrams}) NOT "{TIMELESS_SIGN}"'} if self._has_trigrams else {}
        return self._hits(self._statement(is_past=True), self._values | trigrams | {"begin": begin, "most": most})

    def _statement(self, *, is_past: bool) -> Any:
        kinds, newer = self._kinds, self._newer
        return _ranked(is_sqlite(), self._words, self._is_stranger, kinds, newer, is_past, self._has_trigrams)

    def _hits(self, statement: Any, values: dict[str, Any]) -> list[Hit]:
        rows = db.session.connection().execute(statement, values)
        return [Hit(self._kinds[row[0]], row[1]) for row in rows]


def _marks() -> tuple[dict[str, int], int]:
    """How far the index has come, by kind, and the newest revision of the network."""
    newest = select(null().label("kind"), Revision.number.label("revision"))
    rows = db.session.connection().execute(select(SearchMark.kind, SearchMark.revision).union_all(newest)).all()
    known = {row.kind: row.revision for row in rows}
    return {kind.name: known.get(kind.name, -1) for kind in KINDS}, known.get(None, 0)


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
    audience = ("public",) if is_stranger else ("public", "network")

    def arm(statement: Select[Any], columns: Any) -> Select[Any]:
        has_words = [columns.text.like(bindparam(f"like{number}"), escape=ESCAPE) for number in range(words)]
        return statement.where(columns.audience.in_(audience), *has_words)

    arms = [arm(part, SearchText) for part in _parts(_indexed(kinds, newer), is_past, has_trigrams)]
    for name in newer:
        live, columns = _live(name, kinds.index(name))
        is_due = columns.ends_at > NOW
        arms.append(arm(live, columns).where(is_due.is_(False) if is_past else is_due))
    found = union_all(*arms).subquery("found").c
    score = sum((_score(found, f"word{number}", within) for number in range(words)), literal(0))
    moment = [found.starts_at.desc()] if is_past else [_later(found.starts_at, is_for_sqlite)]
    statement = select(found.position, found.object_id).order_by(score.desc(), *moment, found.position, found.object_id)
    return statement.limit(bindparam("most")).offset(bindparam("begin"))


def _parts(indexed: Select[Any], is_past: bool, has_trigrams: bool) -> Sequence[Select[Any]]:
    """What is over; or what is still to come, which an index finds, and what has no date."""
    ends_at = SearchText.ends_at
    if is_past:
        over = indexed.where((ends_at > NOW).is_(False))
        return [over.where(HAS_TRIGRAMS) if has_trigrams else over]
    coming, timeless = indexed.where(ends_at > NOW, ends_at < ENDLESS), indexed.where(ends_at == ENDLESS)
    return [coming, timeless.where(HAS_TRIGRAMS) if has_trigrams else timeless]


def _indexed(kinds: tuple[str, ...], newer: tuple[str, ...]) -> Select[Any]:
    """What the index holds, without the things whose words were written since."""
    position = case({name: number for number, name in enumerate(kinds)}, value=SearchText.kind)
    columns = (SearchText.object_id, SearchText.title, SearchText.text, SearchText.starts_at)
    statement = select(position.label("position"), *columns).where(position.is_not(None))
    for name in newer:
        source = BY_NAME[name].source().subquery()
        changed = select(source.c.object_id).where(source.c.revision > bindparam(f"mark_{name}"))
        statement = statement.where((SearchText.kind != name) | SearchText.object_id.not_in(changed))
    return statement


def _live(name: str, position: int) -> tuple[Select[Any], Any]:
    """The things of one kind that are newer than the index, from their source; and the columns that say which."""
    source = BY_NAME[name].source()
    columns = source.selected_columns
    newer = source.where(columns.revision > bindparam(f"mark_{name}")).subquery(f"{name}_source").c
    rows = select(
        newer.object_id, newer.text, newer.audience, newer.starts_at,
        func.substr(newer.text, 1, func.length(func.replace(newer.name, "ß", "ss"))).label("title"),
        func.coalesce(newer.ends_at, ENDLESS).label("ends_at"),
    ).subquery(f"{name}_newer").c  # fmt: skip
    return select(literal(position).label("position"), rows.object_id, rows.title, rows.text, rows.starts_at), rows


def _score(found: Any, word: str, within: Any) -> ColumnElement[int]:
    """In the title: the whole word 4, the beginning of one 3, inside one 2; in the text: a beginning 1, inside 0."""
    title, texts = literal(" ") + found.title + literal(" "), literal(" ") + found.text
    return case(
        (within(title, word, " ", " "), 4),
        (within(title, word, " "), 3),
        (within(title, word), 2),
        (within(texts, word, " "), 1),
        else_=0,
    )


def _later(starts_at: Any, is_for_sqlite: bool) -> ColumnElement[Any]:
    """What began already, or has no date, comes with what begins now."""
    later: ColumnElement[Any] = (func.max if is_for_sqlite else func.greatest)(func.coalesce(starts_at, NOW), NOW)
    return later


def _within_sqlite(column: Any, word: str, before: str = "", after: str = "") -> ColumnElement[bool]:
    return func.instr(column, _framed(word, before, after)) > 0


def _within_postgresql(column: Any, word: str, before: str = "", after: str = "") -> ColumnElement[bool]:
    return func.strpos(column, _framed(word, before, after)) > 0


def _framed(word: str, before: str, after: str) -> Any:
    sought: Any = bindparam(word, type_=Text)
    sought = literal(before) + sought if before else sought
    return sought + literal(after) if after else sought


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
