"""What a figure is: a sentence, and the things it counts. Its number is their count, or what they come to in all."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    cast,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from kiknet.db import db
from kiknet.reports.periods import Period, Span

WITHOUT = "ohne"
"""The code of what says nothing about itself: in no field of action, in no district."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`key` is its word in addresses; `things` finds the `id` of everything it counts in a span, each once.

    `amount` is what one thing comes to, in minutes if `per` is 60. `codes` are columns of codes ("|de|uk|") by the cut
    they belong to. `linked` is how the concept knows its things: their kind, and the column with that kind's id.
    `kind` says how its list looks, `at` puts it in order; `short` is its name above a column.
    """

    key: str
    name: Any
    definition: Any
    kind: str
    id: ColumnElement[int]
    at: ColumnElement[Any]
    things: Callable[[Span], Select[Any]]
    amount: ColumnElement[int] | None = None
    per: int = 1
    unit: Any = ""
    short: Any = ""
    codes: Mapping[str, ColumnElement[str]] = field(default_factory=dict)
    linked: tuple[str, ColumnElement[int]] | None = None

    @property
    def total(self) -> ColumnElement[int]:
        return func.count() if self.amount is None else func.coalesce(func.sum(self.amount), 0)

    def number(self, amount: int) -> int | float:
        """What a total is as a number for people: hours with one decimal, everything else as it is."""
        return amount if self.per == 1 else round(amount / self.per, 1)


@dataclass(frozen=True)
class Tally:
    """A figure's total, and for each cut what falls on each code."""

    total: int
    by: dict[str, Counter[str]]


_BAR = literal_column("'|'", Text)
"""Not a parameter: PostgreSQL groups by an expression only if it is the same to the letter."""


def within(column: Any, span: Span) -> ColumnElement[bool]:
    return and_(column >= span.starts, column < span.ends)


def code(column: Any) -> ColumnElement[str]:
    """A single value as a column of codes."""
    return func.coalesce(_BAR + cast(column, Text) + _BAR, literal_column("''", Text))


def codes(*columns: Any) -> ColumnElement[str]:
    """Several columns of codes as one."""
    first, *rest = (type_coerce(column, Text) for column in columns)
    return sum(rest, start=first)


def total(figure: Figure, span: Span, where: ColumnElement[bool] | None = None) -> int:
    found = _columns(figure, span, figure.total)
    return int(db.session.execute(found if where is None else found.where(where)).scalar_one())


def totals(figure: Figure, periods: list[Period], now: Any) -> list[int]:
    """For several periods in one pass over all of them."""
    spans = [period.until(now) for period in periods]
    each = literal(1) if figure.amount is None else figure.amount
    parts = [func.coalesce(func.sum(each).filter(within(figure.at, span)), 0) for span in spans]
    whole = Span(min(span.starts for span in spans), max(span.ends for span in spans))
    return [int(number) for number in db.session.execute(_columns(figure, whole, *parts)).one()]


def tally(figure: Figure, span: Span) -> Tally:
    """The total and all its cuts, in one pass."""
    cuts = list(figure.codes)
    columns = [figure.codes[cut].label(f"cut_{number}") for number, cut in enumerate(cuts)]
    found = _columns(figure, span, *columns, figure.total).group_by(*columns)
    whole, by = 0, {cut: Counter[str]() for cut in cuts}
    for *said, amount in db.session.execute(found):
        whole += amount
        for cut, text in zip(cuts, said, strict=True):
            for one in each_code(text):
                by[cut][one] += amount
    return Tally(whole, by)


def each_code(text: str) -> set[str]:
    return {part for part in text.split("|") if part} or {WITHOUT}


def has_code(figure: Figure, cut: str, wanted: str) -> ColumnElement[bool]:
    """The condition that a thing is one of those `tally` counts for this code."""
    column = figure.codes[cut]
    return column == "" if wanted == WITHOUT else column.contains(f"|{wanted}|", autoescape=True)


def by_measure(figure: Figure, span: Span, counting: Select[Any]) -> list[tuple[int, int, int]]:
    """(measure, thing, what it comes to) of everything that counts for a measure (`concept.links.counting`)."""
    if figure.linked is None:
        return []
    kind, thing = figure.linked
    counts = counting.subquery()
    found = _columns(figure, span, counts.c.measure_id, thing, figure.total)
    found = found.join(counts, and_(counts.c.kind == kind, counts.c.thing_id == thing))
    return [(row[0], row[1], row[2]) for row in db.session.execute(found.group_by(counts.c.measure_id, thing))]


def serves(figure: Figure, counting: Select[Any], measure_ids: list[int]) -> ColumnElement[bool]:
    """The condition that a thing counts for one of these measures."""
    kind, thing = figure.linked or ("", figure.id)
    counts = counting.subquery()
    return thing.in_(select(counts.c.thing_id).where(counts.c.kind == kind, counts.c.measure_id.in_(measure_ids)))


def _columns(figure: Figure, span: Span, *columns: Any) -> Select[Any]:
    return figure.things(span).with_only_columns(*columns, maintain_column_froms=True)


class minutes_between(FunctionElement[int]):  # noqa: N801 - written like the SQL function it is
    """Whole minutes from one moment to another."""

    type = Integer()
    inherit_cache = True


@compiles(minutes_between, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(clause, **more) for clause in element.clauses)
    return f"((strftime('%s', {last}) - strftime('%s', {first})) / 60)"


@compiles(minutes_between)
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM {last} - {first}) / 60 AS INTEGER)"
