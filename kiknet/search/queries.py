"""Looking: the best hits first, equal on both databases, and never older than the latest change.

What the index holds is asked of the index; what was changed since it was refreshed, of its source (see
docs/decisions/0016). What is current, that is still to come or without a date, has a sign among its trigrams; what is
over is asked for only when that does not fill the page.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, literal, select, union_all

from kiknet import clock, fold
from kiknet.db import db, is_sqlite
from kiknet.organisations.acting import Acting
from kiknet.search.found import Found
from kiknet.search.kinds import BY_NAME, KINDS, Kind
from kiknet.search.models import COMING_SIGN, TIMELESS_SIGN, SearchMark
from kiknet.search.ranking import ESCAPE, ranked

PER_PAGE = 20
LONGEST_TEXT = 200
TRIGRAM = 3


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
    """The things `by` (None: a stranger) may see that have every word of `asked` (see `fold.says`).

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
        singulars = [fold.singulars(word) for word in words]
        self._has_singulars = any(singulars)
        shortest = [theirs[0] if theirs else word for word, theirs in zip(words, singulars, strict=True)]
        trigrams = list(dict.fromkeys(trigram for word in shortest for trigram in _trigrams(word)))
        self._has_trigrams = bool(trigrams) and is_sqlite()
        self._values: dict[str, Any] = {"now": clock.now()}
        self._values |= {f"mark_{name}": marks[name] for name in self._newer}
        for number, word in enumerate(words):
            self._values |= {f"word{number}": word, f"begin{number}": f" {word}", f"whole{number}": f" {word} "}
            self._values[f"like{number}"] = _like(shortest[number])
            if self._has_singulars:
                ends = fold.ends(word) or [f"{word} "]
                self._values |= {f"end{number}": ends[0], f"other_end{number}": ends[-1]}
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
        return ranked(
            is_sqlite(), self._words, self._is_stranger, kinds, newer, is_past, self._has_trigrams, self._has_singulars
        )

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
