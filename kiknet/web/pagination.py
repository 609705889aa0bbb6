"""Twenty at a time: one page of a long list, and where its neighbours are."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select

from kiknet.db import db
from kiknet.web.requests import whole_number

PER_PAGE = 20
Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    items: list[Item]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number() -> int:
    """The page asked for by `?seite=`, at least 1."""
    asked = request.args.get("seite", 1, type=whole_number)
    return min(max(asked, 1), 10_000)


def paginate(statement: Select[Any], number: int, per_page: int = PER_PAGE) -> Page[Any]:
    """One page of what `statement` finds, with one query: one row more tells whether there is a next page.

    Past the end is the first page: the list has grown shorter since somebody was there.
    """
    rows = list(db.session.scalars(statement.limit(per_page + 1).offset((number - 1) * per_page)).unique())
    if not rows and number > 1:
        return paginate(statement, 1, per_page)
    return Page(rows[:per_page], number, len(rows) > per_page)
