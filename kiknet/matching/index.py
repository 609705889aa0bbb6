"""The inverted index: who might fit, at a cost that does not grow with the board.

Each term is asked for its newest few only, so a term half the board shares costs no more than a rare one; what many
terms find, and what rare terms find, comes first.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, literal, select, union_all

from kiknet.db import UNSEEN, db
from kiknet.matching.models import MatchTerm
from kiknet.matching.terms import WEIGHTS

NEWEST = 40
MOST_CANDIDATES = 40
MOST_TERMS = 28
STEP = 7
"""Statements are made for 7, 14, 21 and 28 terms: each is compiled once."""


class Candidate(NamedTuple):
    source: str
    object_id: int


def write(side: str, source: str, object_id: int, terms: Sequence[str]) -> None:
    """Inside the transaction that changes the thing: from now on it is found under these terms, and no others."""
    forget(source, object_id)
    rows = [{"side": side, "term": term, "object_id": object_id, "source": source} for term in terms]
    if rows:
        db.session.execute(insert(MatchTerm), rows)


def forget(source: str, object_id: int) -> None:
    """It is found no more."""
    gone = delete(MatchTerm).where(MatchTerm.source == source, MatchTerm.object_id == object_id)
    db.session.execute(gone, execution_options=UNSEEN)


def candidates(side: str, terms: Sequence[str]) -> list[Candidate]:
    """The most promising of the other side: `side` is "need" or "offer", whatever is looked for."""
    asked = list(terms[:MOST_TERMS])
    if not asked:
        return []
    size = math.ceil(len(asked) / STEP) * STEP
    values: dict[str, Any] = {f"term{number}": "" for number in range(size)}
    values |= {f"term{number}": term for number, term in enumerate(asked)}
    found: dict[int, list[Candidate]] = defaultdict(list)
    for row in db.session.connection().execute(_statement(size), {**values, "side": side}):
        found[row.number].append(Candidate(row.source, row.object_id))
    weights: dict[Candidate, float] = defaultdict(float)
    for number, those in found.items():
        weight = WEIGHTS[asked[number].partition(":")[0]] / math.log2(2 + len(those))
        for one in those:
            weights[one] += weight
    return sorted(weights, key=lambda one: (-weights[one], -one.object_id, one.source))[:MOST_CANDIDATES]


@cache
def _statement(terms: int) -> Any:
    """The newest of each of so many terms, in one statement."""
    arms = [
        select(
            select(literal(number).label("number"), MatchTerm.source, MatchTerm.object_id)
            .where(MatchTerm.side == bindparam("side"), MatchTerm.term == bindparam(f"term{number}"))
            .order_by(MatchTerm.object_id.desc())
            .limit(NEWEST)
            .subquery(f"arm{number}")
        )
        for number in range(terms)
    ]
    return union_all(*arms)
