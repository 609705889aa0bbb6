"""The wall of a network meeting, page after page: ideas, what is looked for and offered, and dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiknet import clock
from kiknet.board import queries as board
from kiknet.board.filter import Filter as BoardFilter
from kiknet.board.models import Listing
from kiknet.calendar import agenda, plans
from kiknet.calendar.filter import Filter as CalendarFilter
from kiknet.cooperations import wall as ideas
from kiknet.cooperations.wall import NETWORK
from kiknet.db import db
from kiknet.organisations.acting import Acting

IDEAS, BOARD, DATES = SECTIONS = ("ideas", "board", "dates")
MOST_LISTED, MOST_OF_A_DAY = 5, 25
IS_NEW = timedelta(hours=1)
Rows = Sequence[Any]


@dataclass(frozen=True)
class Fresh:
    """What came last, in the last hour: a room sees that it is there, on whatever page it is."""

    kind: str
    title: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Page:
    """One page: the notes, or lists, of its `section`. `first` says where each section begins that has something."""

    section: str
    number: int
    pages: int
    first: dict[str, int]
    notes: ideas.Page
    needs: list[Listing]
    offers: list[Listing]
    coming: Rows
    new: Rows
    fresh: Fresh | None

    @property
    def next(self) -> int:
        return self.number % self.pages + 1


def page(by: Acting | None, room: str, number: int) -> Page:
    """The page `number` as this room sees it; beyond the last one it begins anew. As many queries whatever there is."""
    viewer = by if room == NETWORK else None
    needs, offers = (_listed(viewer, direction) for direction in ("need", "offer"))
    new = _each_once(plans.newest(viewer, MOST_OF_A_DAY))
    coming = _coming(viewer, {row.id for row in new})
    notes = ideas.page(room, number)
    first = {IDEAS: 1}
    for section, has_any in ((BOARD, needs or offers), (DATES, new or coming)):
        if has_any:
            first[section] = notes.pages + len(first)
    pages = notes.pages + len(first) - 1
    if number > pages:
        return page(by, room, 1)
    section = next((section for section, at in first.items() if at == number and section != IDEAS), IDEAS)
    fresh = _fresh(viewer, [*needs, *offers], new)
    return Page(section, number, pages, first, notes, needs, offers, coming, new, fresh)


def _listed(viewer: Acting | None, direction: str) -> list[Listing]:
    return list(db.session.scalars(board.on_board(viewer, BoardFilter(direction=direction)).limit(MOST_LISTED)))


def _coming(viewer: Acting | None, shown: set[int]) -> Rows:
    """The next dates of what is not among the new ones; plans as well for the network."""
    now, most = clock.to_local(clock.now()), MOST_OF_A_DAY + len(shown)
    if viewer is None:
        rows, _next = agenda.list_entries(None, CalendarFilter(), 1, most)
    else:
        rows, _has_more = plans.dated(CalendarFilter(), now.date(), 1, most)
    to_come = (row for row in rows if row.starts_local.date() >= now.date() and row.ends_local > now)
    return [row for row in to_come if row.id not in shown][:MOST_LISTED]


def _each_once(rows: Rows) -> Rows:
    """The same thing may have been entered once for each of its days."""
    found: dict[tuple[str, str], Any] = {}
    for row in rows:
        found.setdefault((row.title, row.organisation_name), row)
    return list(found.values())[:MOST_LISTED]


def _fresh(viewer: Acting | None, listings: list[Listing], new: Rows) -> Fresh | None:
    found = [Fresh("idea", idea.title, idea.who or "", idea.at) for idea in ideas.latest(viewer, 1)]
    found += [
        Fresh(one.direction, one.title, one.organisation.name, one.listed_at) for one in listings if one.listed_at
    ]
    found += [Fresh("date", row.title, row.organisation_name, row.published_at) for row in new if row.published_at]
    last = max(found, key=lambda each: each.at, default=None)
    return last if last and last.at > clock.now() - IS_NEW else None
